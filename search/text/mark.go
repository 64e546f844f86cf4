package text

import (
	"cmp"
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
	for _, f := range stated(e) {
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
	eachChunk(f.Text, func(start, end int) bool {
		for _, p := range splitChunk(f.Text, start, end) {
			if m, ok := meet(f, p, words); ok {
				best[m.word] = max(best[m.word], m.how)
				found = append(found, m)
			}
		}
		return len(found) < 8*search.MaxSpans
	})
	return found
}

// meet compares one word of a text with those of a query. Only a word that begins as one of them is stemmed.
func meet(f Field, p span, words []Word) (mark, bool) {
	surface := f.Text[p.start:p.end]
	lower := fold1(surface)
	folded := foldMarks(lower)
	m := mark{Token: Token{Surface: surface, Start: p.start, End: p.end}, field: f.Name, word: -1}
	for i, w := range words {
		if !alike(folded, w.Folded) {
			continue
		}
		if m.Term == "" {
			m.Term = Stem(lower, cmp.Or(f.Lang, Polish))
		}
		how := w.match(m.Term, folded)
		if how < ExactMatch && f.Lang != English && slices.Contains(w.Terms, Stem(folded, English)) {
			how = ExactMatch // of keywords, and of texts in the other language than the form says
		}
		if how > m.how {
			m.word, m.how = i, how
		}
	}
	return m, m.word >= 0
}

// alike tells that two words share their first letters: forms of one word do, and a typing error spares the first.
func alike(a, b string) bool {
	return a != "" && b != "" && a[0] == b[0]
}
