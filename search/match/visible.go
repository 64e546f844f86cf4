package match

import (
	"slices"

	"splot/search/text"
)

// Words are the words of texts that somebody may read.
type Words map[string]bool

// WordsOf lists the words and compounds of texts.
func WordsOf(texts ...string) Words {
	w := Words{}
	for _, s := range texts {
		for _, t := range text.Analyse(s, text.Unknown) {
			w[text.Fold(t.Surface)], w[stemmed+t.Term] = true, true
		}
	}
	return w
}

// Has tells whether a surface stands in the texts as a word.
func (w Words) Has(surface string) bool { return w[text.Fold(surface)] }

// public lists the notes that say nothing about an anonymous teaser but what it shows.
var public = []string{
	NoteNotStated, NoteTermsMissing, NoteTopicWeak, NoteFieldDiffers, NoteTRLReached, NoteTRLLow, NoteSameRegion, NoteOtherRegion,
}

// Visible is the result for a reader who may read only the given texts of each side: of an anonymous teaser, its
// title and teaser as they are shown. Pairs and missing words whose surface does not stand there are left out, and
// so are notes about facts that a teaser does not show. No number changes: both sides read the same score.
func (r Result) Visible(need, offer []string) Result {
	inNeed, inOffer := WordsOf(need...), WordsOf(offer...)
	hidden := func(n Note) bool { return !slices.Contains(public, n.Code) }
	out := r
	out.Components = slices.Clone(r.Components)
	for i := range out.Components {
		c := &out.Components[i]
		c.Notes = slices.DeleteFunc(slices.Clone(c.Notes), hidden)
		c.Pairs = slices.DeleteFunc(slices.Clone(c.Pairs), func(p Pair) bool {
			return !inNeed.Has(p.Need.Surface) || !inOffer.Has(p.Offer.Surface)
		})
		for j := range c.Pairs { // where in a hidden text a word stands is hidden too
			c.Pairs[j].Need = Place{Surface: c.Pairs[j].Need.Surface}
			c.Pairs[j].Offer = Place{Surface: c.Pairs[j].Offer.Surface}
		}
	}
	out.Missing = slices.DeleteFunc(slices.Clone(r.Missing), hidden)
	for i, n := range out.Missing {
		if n.Code == NoteTermsMissing {
			all, _ := n.Params["terms"].([]string)
			terms := slices.DeleteFunc(slices.Clone(all), func(t string) bool { return !inNeed.HasTerm(t) })
			out.Missing[i] = note(n.Code, "terms", terms)
			if len(terms) == 0 {
				out.Missing = slices.Delete(out.Missing, i, i+1)
			}
			break
		}
	}
	return out
}
