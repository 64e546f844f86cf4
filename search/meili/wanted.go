package meili

import (
	"cmp"
	"slices"

	"splot/search"
	"splot/search/text"
)

// Weights of what looks for partners beside an entry's own terms, and the bounds of how much of it there is.
const (
	translatedWeight = 0.6
	cognateWeight    = 0.5
	relatedWeight    = 0.6 // of a phrase that the thesaurus gives, shared by its terms
	conceptWeight    = 1
	countedTerms     = 256 // whose frequency is asked for
	wantedTerms      = 64  // that look for candidates
)

// wanted is a term that looks for candidates.
type wanted struct {
	term   string
	weight float64 // before the inverse document frequency
	df     int     // documents of the other side with the term; unknown before they are counted or listed
	sounds string  // term for how it sounds, if any
	made   bool    // for how words sound, or for a concept: only the server's documents have such terms
}

// wantedBy lists the terms of an entry, their translations, what words of the other language sound alike, and its
// concepts: the heaviest first, at most countedTerms.
func wantedBy(of search.Entry) []wanted {
	weights, sounds, made := map[string]float64{}, map[string]string{}, map[string]bool{}
	add := func(term string, w float64) { weights[term] = max(weights[term], w) }
	profile := text.NewProfile(of, nil)
	for _, k := range profile.Kin() {
		for _, p := range k.Phrases {
			for _, t := range p.Terms {
				add(t, float64(p.Weight)*relatedWeight/float64(len(p.Terms)))
			}
		}
	}
	for _, q := range profile.QueryTerms() {
		add(q.Term, q.Weight)
		if s := text.Skeleton(q.Term); s != "" {
			sounds[q.Term] = soundTerm(s)
			made[sounds[q.Term]] = true
			add(sounds[q.Term], q.Weight*cognateWeight)
		}
		for _, t := range q.Translations {
			add(t.Term, q.Weight*t.Share*translatedWeight)
		}
	}
	for _, c := range of.Concepts {
		made[conceptTerm(c)] = true
		add(conceptTerm(c), conceptWeight)
	}
	list := make([]wanted, 0, len(weights))
	for t, w := range weights {
		list = append(list, wanted{term: t, weight: w, sounds: sounds[t], made: made[t]})
	}
	return heaviest(list, countedTerms)
}

func heaviest(list []wanted, most int) []wanted {
	slices.SortFunc(list, func(a, b wanted) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term)) })
	return list[:min(len(list), most)]
}
