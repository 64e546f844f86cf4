package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Bounds of a person's query; what lies behind them is ignored.
const (
	MaxQueryBytes = 512
	MaxQueryWords = 12
)

// Word is one word that a person searches for.
type Word struct {
	Lower  string   // in lower case
	Folded string   // and without diacritics
	Terms  []string // its stems in either language and itself
	Last   bool     // it stands at the end of the query and may be unfinished

	Translated []string // terms of the other language, each of which means the word
}

// Words analyses a person's query, whose language nobody knows. Function words are left out unless there is
// nothing else or the word is the last one.
func (d *Dictionary) Words(query string) []Word {
	if len(query) > MaxQueryBytes {
		query = query[:MaxQueryBytes]
	}
	var all, kept []Word
	open := len(query) > 0 && isWord(lastRune(query))
	eachChunk(query, func(start, end int) bool {
		parts := splitChunk(query, start, end)
		for i, p := range parts {
			lower := fold1(query[p.start:p.end])
			if len(lower) > maxWordBytes || foldMarks(lower) == "" {
				continue
			}
			if len(all) == MaxQueryWords {
				return false
			}
			w := Word{Lower: lower, Folded: foldMarks(lower), Last: open && end == len(query) && i == len(parts)-1}
			w.Terms = stems(lower, w.Folded)
			all = append(all, w)
			if w.Last || !isStop(lower, Polish) && !isStop(lower, English) {
				kept = append(kept, w)
			}
		}
		return len(all) < MaxQueryWords
	})
	if len(kept) == 0 {
		kept = all
	}
	d.intoOther(query, kept)
	return kept
}

func stems(lower, folded string) []string {
	terms := []string{Stem(lower, Polish), Stem(folded, English), folded}
	slices.Sort(terms)
	return slices.Compact(terms)
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\x00"))
	return r
}

// Match says how a word of a query meets a word of a text.
type Match uint8

// The matches, from none to best.
const (
	NoMatch   Match = iota
	TypoMatch       // but for a typing error
	PrefixMatch
	ExactMatch // the same word in some form
)

// match compares the word with a stem and the word that it is of.
func (w Word) match(term, folded string) Match {
	if folded == w.Folded || slices.Contains(w.Terms, term) {
		return ExactMatch
	}
	if w.Last && strings.HasPrefix(folded, w.Folded) {
		return PrefixMatch
	}
	if allowed := TyposAllowed(w.Folded); allowed > 0 && Distance(w.Folded, folded, allowed) <= allowed {
		return TypoMatch
	}
	return NoMatch
}
