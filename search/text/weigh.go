package text

import (
	"cmp"
	"slices"
)

// QueryTerm is a term by which an entry looks for its partners.
type QueryTerm struct {
	Occurrence
	Weight       float64 // before inverse document frequency; 1 for a word that stands once in the title
	Translations []Translated
}

// Translated is a term of the other language.
type Translated struct {
	Term  string
	Share float64
}

// Importance of a part's words for what an entry is about.
var importance = [Parts]float64{Title: 1, Teaser: 0.7, Keywords: 0.9, Body: 0.45}

// weakFactor lowers terms that say little whatever their frequency; compounds repeat their parts.
const (
	weakFactor  = 0.6
	joinedShare = 0.5
)

// QueryTerms lists the terms of the entry with weights and translations, sorted by term. A term is as important as the
// best part it stands in, and a little more when it is repeated.
func (p *Profile) QueryTerms(d *Dictionary) []QueryTerm {
	out := make([]QueryTerm, len(p.Terms))
	for i, o := range p.Terms {
		out[i] = QueryTerm{Occurrence: o, Weight: weight(o)}
	}
	for _, tokens := range p.tokens {
		for _, t := range d.Translations(tokens) {
			for _, tok := range tokens[t.From:t.To] {
				translate(out, tok.Term, t)
			}
		}
		for _, tok := range tokens {
			if tok.Joined {
				if i, ok := find(out, tok.Term); ok {
					out[i].Weight = min(out[i].Weight, weight(out[i].Occurrence)*joinedShare)
				}
			}
		}
	}
	return out
}

func weight(o Occurrence) float64 {
	best, n := 0.0, 0
	for part, c := range o.Counts {
		if c > 0 {
			best = max(best, importance[part])
			n += int(c)
		}
	}
	w := best * (1 + 0.15*float64(min(n, 5)-1))
	if Weak(o.Term) {
		w *= weakFactor
	}
	return w
}

func translate(terms []QueryTerm, from string, t Translation) {
	i, ok := find(terms, from)
	if !ok {
		return
	}
	for j, have := range terms[i].Translations {
		if have.Term == t.Term {
			terms[i].Translations[j].Share = max(have.Share, t.Share)
			return
		}
	}
	terms[i].Translations = append(terms[i].Translations, Translated{t.Term, t.Share})
}

func find(terms []QueryTerm, term string) (int, bool) {
	return slices.BinarySearchFunc(terms, term, func(q QueryTerm, t string) int { return cmp.Compare(q.Term, t) })
}
