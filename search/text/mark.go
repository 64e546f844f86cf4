package text

import (
	"slices"
	"strings"

	"splot/search"
)

// maxMatched bounds the words that a hit lists.
const maxMatched = 12

// Marks finds where words of a query stand in the texts of an entry that the view shows. Words that differ by a
// typing error count only when there is nothing better.
func Marks(e search.Entry, view search.View, words []Word) (matched []string, spans []search.Span) {
	if len(words) == 0 {
		return nil, nil
	}
	var found []mark
	best := make([]Match, len(words))
	for _, f := range Fields(e) {
		if view == search.ViewFull || f.Part.Public() {
			found = collect(found, f, words, best)
		}
	}
	for _, m := range found {
		if m.how == TypoMatch && best[m.word] > TypoMatch || len(spans) == search.MaxSpans {
			continue
		}
		spans = append(spans, search.Span{Field: m.field, Start: m.Start, End: m.End})
		known := func(w string) bool { return strings.EqualFold(w, m.Surface) }
		if len(matched) < maxMatched && !slices.ContainsFunc(matched, known) {
			matched = append(matched, m.Surface)
		}
	}
	return matched, spans
}

type mark struct {
	Token
	field string
	word  int
	how   Match
}

func collect(found []mark, f Field, words []Word, best []Match) []mark {
	for _, t := range Analyse(f.Text, f.Lang) {
		at, how := -1, NoMatch
		for i, w := range words {
			if m := w.Match(t); m > how {
				at, how = i, m
			}
		}
		if how == NoMatch {
			continue
		}
		best[at] = max(best[at], how)
		found = append(found, mark{t, f.Name, at, how})
	}
	return found
}
