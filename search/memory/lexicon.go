package memory

import (
	"slices"
	"sort"
	"strings"

	"splot/search/text"
)

// lexicon numbers the terms and knows the words, as they are typed, that lead to them. It only grows.
type lexicon struct {
	terms map[string]uint32
	words map[string][]uint32
	// alike lists the terms of a skeleton.
	alike map[string][]uint32
	// sorted holds the words in order, fresh those that came since; merged when fresh is long.
	sorted []string
	fresh  []string
}

const maxFresh = 2000

func newLexicon() *lexicon {
	return &lexicon{terms: map[string]uint32{}, words: map[string][]uint32{}, alike: map[string][]uint32{}}
}

func (l *lexicon) term(t string) uint32 {
	n, ok := l.terms[t]
	if !ok {
		n = uint32(len(l.terms))
		l.terms[strings.Clone(t)] = n
		if s := text.Skeleton(t); s != "" {
			l.alike[s] = append(l.alike[s], n)
		}
	}
	return n
}

func (l *lexicon) word(w string, terms []string) {
	have, known := l.words[w]
	for _, t := range terms {
		if n := l.term(t); !slices.Contains(have, n) {
			have = append(have, n)
		}
	}
	if !known {
		w = strings.Clone(w)
		if l.fresh = append(l.fresh, w); len(l.fresh) > maxFresh+len(l.sorted)/4 {
			l.sorted = append(l.sorted, l.fresh...)
			slices.Sort(l.sorted)
			l.fresh = l.fresh[:0]
		}
	}
	l.words[w] = have
}

// prefixed calls f with the words that begin with p.
func (l *lexicon) prefixed(p string, f func(word string)) {
	for i := sort.SearchStrings(l.sorted, p); i < len(l.sorted) && strings.HasPrefix(l.sorted[i], p); i++ {
		f(l.sorted[i])
	}
	for _, w := range l.fresh {
		if strings.HasPrefix(w, p) {
			f(w)
		}
	}
}

// similar calls f with the words that differ from w by one typing error, or two in a long word; the first letter
// is taken as right.
func (l *lexicon) similar(w string, f func(word string, errors int)) {
	allowed := text.TyposAllowed(w)
	if allowed == 0 {
		return
	}
	l.prefixed(w[:1], func(v string) {
		if n := text.Distance(w, v, allowed); n <= allowed {
			f(v, n)
		}
	})
}
