package memory

import (
	"slices"
	"sort"
	"strings"
)

// lexicon numbers the terms and knows the words, as they are typed, that lead to them. It only grows.
type lexicon struct {
	terms map[string]uint32
	words map[string][]uint32
	// sorted holds the words in order, fresh those that came since; merged when fresh is long.
	sorted []string
	fresh  []string
}

const maxFresh = 2000

func newLexicon() *lexicon {
	return &lexicon{terms: map[string]uint32{}, words: map[string][]uint32{}}
}

func (l *lexicon) term(t string) uint32 {
	n, ok := l.terms[t]
	if !ok {
		n = uint32(len(l.terms))
		l.terms[strings.Clone(t)] = n
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
	allowed := 0
	switch n := len(w); {
	case n >= 9:
		allowed = 2
	case n >= 5:
		allowed = 1
	default:
		return
	}
	var row [3][maxTypo]uint8
	l.prefixed(w[:1], func(v string) {
		if d := len(v) - len(w); d > allowed || -d > allowed || len(v) >= maxTypo {
			return
		}
		if n := distance(w, v, allowed, &row); n <= allowed {
			f(v, n)
		}
	})
}

// maxTypo bounds the words whose errors are counted.
const maxTypo = 40

// distance counts the insertions, deletions, replacements and swaps of neighbours between a and b (optimal
// string alignment, by bytes); it gives up above limit.
func distance(a, b string, limit int, rows *[3][maxTypo]uint8) int {
	if len(a) >= maxTypo || len(b) >= maxTypo {
		return limit + 1
	}
	before, last, now := rows[0][:], rows[1][:], rows[2][:]
	for j := 0; j <= len(b); j++ {
		last[j] = uint8(j)
	}
	for i := 1; i <= len(a); i++ {
		now[0] = uint8(i)
		least := now[0]
		for j := 1; j <= len(b); j++ {
			cost := uint8(1)
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			now[j] = d
			least = min(least, d)
		}
		if int(least) > limit {
			return limit + 1
		}
		before, last, now = last, now, before
	}
	return int(last[len(b)])
}
