package memory

import (
	"slices"
	"strings"

	"splot/search"
	"splot/search/text"
)

// maxMatched bounds the words that a hit lists.
const maxMatched = 12

// marks finds where the variants occur in the texts that the view shows.
func (ix *index) marks(entry *search.Entry, view search.View, groups [][]variant) ([]string, []search.Span) {
	if len(groups) == 0 {
		return nil, nil
	}
	var words []string
	var spans []search.Span
	for _, f := range text.Fields(*entry) {
		if view != search.ViewFull && !f.Part.Public() {
			continue
		}
		for _, t := range text.Analyse(f.Text, f.Lang) {
			if !ix.wanted(t.Term, groups) {
				continue
			}
			if len(spans) == search.MaxSpans {
				return words, spans
			}
			spans = append(spans, search.Span{Field: f.Name, Start: t.Start, End: t.End})
			known := func(w string) bool { return strings.EqualFold(w, t.Surface) }
			if len(words) < maxMatched && !slices.ContainsFunc(words, known) {
				words = append(words, t.Surface)
			}
		}
	}
	return words, spans
}

func (ix *index) wanted(term string, groups [][]variant) bool {
	n, ok := ix.lexicon.terms[term]
	if !ok {
		return false
	}
	for _, g := range groups {
		if slices.ContainsFunc(g, func(v variant) bool { return v.term == n }) {
			return true
		}
	}
	return false
}
