package corpus

import (
	"bytes"
	"slices"
	"sort"
)

// words knows the words as they are typed, folded, and the terms to which they lead. It only grows.
type words struct {
	table stringTable
	first []uint32            // by word: the term that most words have alone
	more  map[uint32][]uint32 // further terms
	// sorted holds the words in order, fresh those that came since; merged when fresh is long.
	sorted []uint32
	fresh  []uint32
}

const maxFresh = 2000

func (w *words) add(word string, term uint32) {
	n, fresh := w.table.add(word)
	if fresh {
		w.first = append(w.first, term)
		if w.fresh = append(w.fresh, n); len(w.fresh) > maxFresh+len(w.sorted)/8 {
			w.merge()
		}
		return
	}
	if w.first[n] == term || slices.Contains(w.more[n], term) {
		return
	}
	if w.more == nil {
		w.more = map[uint32][]uint32{}
	}
	w.more[n] = append(w.more[n], term)
}

// merge sorts what is fresh into the rest.
func (w *words) merge() {
	slices.SortFunc(w.fresh, w.table.compare)
	out := make([]uint32, 0, len(w.sorted)+len(w.fresh))
	i, j := 0, 0
	for i < len(w.sorted) && j < len(w.fresh) {
		if w.table.compare(w.sorted[i], w.fresh[j]) < 0 {
			out = append(out, w.sorted[i])
			i++
		} else {
			out = append(out, w.fresh[j])
			j++
		}
	}
	out = append(append(out, w.sorted[i:]...), w.fresh[j:]...)
	w.sorted, w.fresh = out, w.fresh[:0]
}

// terms calls f with the terms of a word.
func (w *words) terms(n uint32, f func(term uint32)) {
	f(w.first[n])
	for _, t := range w.more[n] {
		f(t)
	}
}

// prefixed calls f with the words that begin with p.
func (w *words) prefixed(p string, f func(n uint32)) {
	prefix := []byte(p)
	from := sort.Search(len(w.sorted), func(i int) bool { return bytes.Compare(w.table.at(w.sorted[i]), prefix) >= 0 })
	for _, n := range w.sorted[from:] {
		if !bytes.HasPrefix(w.table.at(n), prefix) {
			break
		}
		f(n)
	}
	for _, n := range w.fresh {
		if bytes.HasPrefix(w.table.at(n), prefix) {
			f(n)
		}
	}
}
