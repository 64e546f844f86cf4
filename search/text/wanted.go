package text

import "splot/search"

// What looks for partners beside an entry's own terms weighs less than they do.
const (
	translatedWeight = 0.6
	relatedWeight    = 0.6 // of a phrase that the thesaurus gives, shared by its terms
	statedWeight     = 1   // of a concept

	// CognateWeight is that of a term that sounds like a wanted one, against that one. Which terms do, an engine knows.
	CognateWeight = 0.5
	// MaxWanted is how many terms look for candidates: those with the greatest weight times idf.
	MaxWanted = 64
)

// Wanted gives the terms by which an entry looks for candidates with their weights before idf: its own, their
// translations, what the thesaurus relates to them, and the concepts that it states (ConceptTerm).
func (d *Dictionary) Wanted(e search.Entry) map[string]float64 {
	wanted := map[string]float64{}
	add := func(term string, weight float64) { wanted[term] = max(wanted[term], weight) }
	profile := NewProfile(e, nil)
	for _, k := range profile.Kin(d) {
		for _, p := range k.Phrases {
			for _, t := range p.Terms {
				add(t, p.Weight*relatedWeight/float64(len(p.Terms)))
			}
		}
	}
	for _, q := range profile.QueryTerms(d) {
		add(q.Term, q.Weight)
		for _, t := range q.Translations {
			add(t.Term, q.Weight*t.Share*translatedWeight)
		}
	}
	for _, c := range e.Concepts {
		add(ConceptTerm(c), statedWeight)
	}
	return wanted
}

// ConceptTerm is the index term of a stated concept. It holds a space, which no term of a text does.
func ConceptTerm(notation string) string { return "concept " + notation }
