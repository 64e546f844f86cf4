package text

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// phraseWords is how many terms a phrase of the lexicon has at most.
const phraseWords = 4

// lexicon maps phrases of terms to phrases of the other language. It is immutable. Phrases are known by a hash of 64
// bits, and all lists are flat: 60,000 phrases take some 3 MB.
type lexicon struct {
	keys    []uint64 // sorted
	start   []uint32 // of a key's targets; one more than keys
	targets []target
	words   []word // of the targets
	terms   []string
	common  []uint64 // sorted: words of the common vocabulary
}

// target is a phrase that translates another: words[first:first+n].
type target struct {
	first uint32
	n     uint8
	share uint8 // in hundredths
}

// word is a term of a target for the word at a place of the phrase that it translates.
type word struct {
	term   uint32
	at     uint8
	part   uint8 // what the word alone is worth, in hundredths of the target's share
	repeat bool  // it stands for one more word of the phrase and is in the target already
}

func (l *lexicon) find(key uint64) []target {
	if l == nil {
		return nil
	}
	i, ok := slices.BinarySearch(l.keys, key)
	if !ok {
		return nil
	}
	return l.targets[l.start[i]:l.start[i+1]]
}

// HashTerm goes on from the hash of the terms before, or from HashPhrase: FNV-1a over the terms, each ended by a zero.
func HashTerm(h uint64, term string) uint64 {
	for i := range len(term) {
		h = (h ^ uint64(term[i])) * 1099511628211
	}
	return h * 1099511628211
}

// HashPhrase is the hash of a phrase without terms.
const HashPhrase uint64 = 14695981039346656037

func hashPhrase(terms []string) uint64 {
	h := HashPhrase
	for _, t := range terms {
		h = HashTerm(h, t)
	}
	return h
}

// lexiconBuilder collects pairs of phrases. Single words come first: longer phrases are aligned by them.
type lexiconBuilder struct {
	numbers map[string]uint32
	terms   []string
	words   []word
	found   map[uint64][]target
	long    []pair
	common  []uint64
}

// pair says that one phrase stands for another with a weight in (0, 1].
type pair struct {
	from, to []string
	weight   float64
}

func newLexicon() *lexiconBuilder {
	return &lexiconBuilder{numbers: map[string]uint32{}, found: map[uint64][]target{}}
}

func (b *lexiconBuilder) knows(phrase []string) bool { return len(b.found[hashPhrase(phrase)]) > 0 }

// add takes a pair in one direction.
func (b *lexiconBuilder) add(p pair) {
	switch {
	case slices.Equal(p.from, p.to):
	case len(p.from) > 1:
		b.long = append(b.long, p)
	default:
		words := make([]word, len(p.to))
		for i, t := range p.to {
			words[i] = word{term: b.number(t), part: partial[len(p.to)-1]}
		}
		b.enter(p, words)
	}
}

// partial is what one of several words is worth that together translate one, in hundredths.
var partial = [phraseWords]uint8{100, 70, 55, 45}

func (b *lexiconBuilder) number(term string) uint32 {
	n, ok := b.numbers[term]
	if !ok {
		n = uint32(len(b.terms))
		b.numbers[term] = n
		b.terms = append(b.terms, term)
	}
	return n
}

// enter adds a target unless it is there already; the greater share counts.
func (b *lexiconBuilder) enter(p pair, words []word) {
	share := uint8(min(100, max(1, int(100*p.weight+0.5))))
	key := hashPhrase(p.from)
	for i, t := range b.found[key] {
		if slices.Equal(b.words[t.first:t.first+uint32(t.n)], words) {
			b.found[key][i].share = max(t.share, share)
			return
		}
	}
	b.found[key] = append(b.found[key], target{uint32(len(b.words)), uint8(len(words)), share})
	b.words = append(b.words, words...)
}

// align says for each word of a longer phrase which word translates it: first those that the single words know or that
// look alike, then what is left in the reverse order, for Polish sets the attribute behind its noun. A word that finds
// none takes all of them.
func (b *lexiconBuilder) align(p pair) {
	words := make([]word, len(p.to), len(p.to)+len(p.from))
	for j, t := range p.to {
		words[j] = word{term: b.number(t), at: unaligned, part: 100}
	}
	var free []int
	for i, f := range p.from {
		j := slices.IndexFunc(p.to, func(t string) bool { return b.akin(f, t) })
		if j < 0 || words[j].at != unaligned {
			free = append(free, i)
			continue
		}
		words[j].at = uint8(i)
	}
	last := 0
	for j := len(p.to) - 1; j >= 0; j-- {
		if words[j].at != unaligned {
			continue
		}
		if len(free) > 0 {
			last, free = free[0], free[1:]
		} else {
			words[j].part = partial[1]
		}
		words[j].at = uint8(last)
	}
	for _, i := range free {
		for _, w := range words[:len(p.to)] {
			words = append(words, word{term: w.term, at: uint8(i), part: partial[1] / 2, repeat: true})
		}
	}
	b.enter(p, words)
}

const unaligned = 255

// akin tells that a word is known to translate another, or looks alike.
func (b *lexiconBuilder) akin(from, to string) bool {
	if from == to {
		return true
	}
	if n, ok := b.numbers[to]; ok {
		for _, t := range b.found[HashTerm(HashPhrase, from)] {
			if t.n == 1 && b.words[t.first].term == n {
				return true
			}
		}
	}
	s := Skeleton(from)
	return s != "" && s == Skeleton(to)
}

// mark says that the words entered so far are of the common vocabulary.
func (b *lexiconBuilder) mark() {
	b.common = slices.Sorted(maps.Keys(b.found))
}

// maxTargets bounds the targets of a phrase: the surest are kept.
const maxTargets = 10

func (b *lexiconBuilder) done() *lexicon {
	for _, p := range b.long {
		b.align(p)
	}
	l := &lexicon{terms: compactStrings(b.terms), words: slices.Clip(b.words), common: b.common}
	l.keys = slices.Sorted(maps.Keys(b.found))
	l.start = make([]uint32, 1, len(l.keys)+1)
	for _, k := range l.keys {
		list := b.found[k]
		slices.SortStableFunc(list, func(a, b target) int { return cmp.Compare(b.share, a.share) })
		l.targets = append(l.targets, list[:min(len(list), maxTargets)]...)
		l.start = append(l.start, uint32(len(l.targets)))
	}
	l.targets = slices.Clip(l.targets)
	return l
}

// compactStrings lays the strings into one piece of memory.
func compactStrings(list []string) []string {
	all := strings.Join(list, "")
	out := make([]string, len(list))
	for i, s := range list {
		out[i], all = all[:len(s)], all[len(s):]
	}
	return out
}
