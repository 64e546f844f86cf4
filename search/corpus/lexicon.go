package corpus

import (
	"hash/maphash"

	"splot/search/text"
)

// lexicon numbers terms and knows which sound alike. It only grows. The corpus's lock guards it.
type lexicon struct {
	terms stringTable
	// ring links the terms of one skeleton in a circle; a term without kin stands alone in its own.
	ring []uint32
	// heads finds the first term of a skeleton by the skeleton's hash: term+1, open addressing.
	heads []uint32
	kinds int // skeletons in heads
	words words
}

// intern is the number of a term, which gets one if it has none.
func (l *lexicon) intern(term string) uint32 {
	n, fresh := l.terms.add(term)
	if !fresh {
		return n
	}
	l.ring = append(l.ring, n)
	if s := text.Skeleton(term); s != "" {
		l.relate(n, s)
	}
	return n
}

// private marks the numbers of terms that the lexicon does not have: they occur in no document of the corpus, and
// equal terms have equal ones.
const private = uint32(1) << 31

// number is the number of a term, a private one if the lexicon does not have it.
func (l *lexicon) number(term string) uint32 {
	if n := l.terms.find(term); n != none {
		return n
	}
	return unknown(term)
}

// unknown is the private number of a term.
func unknown(term string) uint32 { return private | uint32(maphash.String(seed, term)>>33) }

// relate enters a new term into the circle of its skeleton.
func (l *lexicon) relate(n uint32, skeleton string) {
	if 4*(l.kinds+1) > 3*len(l.heads) {
		l.growHeads()
	}
	i := l.slot(skeleton)
	if l.heads[i] == 0 {
		l.heads[i] = n + 1
		l.kinds++
		return
	}
	head := l.heads[i] - 1
	l.ring[n], l.ring[head] = l.ring[head], n
}

// slot is where the head of a skeleton stands or would stand.
func (l *lexicon) slot(skeleton string) uint64 {
	mask := uint64(len(l.heads) - 1)
	i := maphash.String(seed, skeleton) & mask
	for l.heads[i] != 0 && text.Skeleton(string(l.terms.at(l.heads[i]-1))) != skeleton {
		i = (i + 1) & mask
	}
	return i
}

func (l *lexicon) growHeads() {
	old := l.heads
	l.heads = make([]uint32, max(64, 2*len(old)))
	for _, h := range old {
		if h != 0 {
			l.heads[l.slot(text.Skeleton(string(l.terms.at(h-1))))] = h
		}
	}
}

// kin is the first term with the skeleton of a term, none if there is none.
func (l *lexicon) kin(term string) uint32 {
	s := text.Skeleton(term)
	if s == "" || len(l.heads) == 0 {
		return none
	}
	if h := l.heads[l.slot(s)]; h != 0 {
		return h - 1
	}
	return none
}
