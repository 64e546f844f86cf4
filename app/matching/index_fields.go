package matching

import (
	"slices"
	"sync"

	"splot/search"
)

// fields lists the offers of each EuroSciVoc concept that is stated in them: sixteen bytes for each concept of an
// offer. It is safe for concurrent use.
type fields struct {
	mu  sync.RWMutex
	ids map[string][]string // concept → ids of offers, sorted
}

// move lists an offer under its concepts instead of those that it had.
func (f *fields) move(id string, before, now []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range before {
		if i, ok := slices.BinarySearch(f.ids[c], id); ok && !slices.Contains(now, c) {
			f.ids[c] = slices.Delete(f.ids[c], i, i+1)
		}
	}
	for _, c := range now {
		if f.ids == nil {
			f.ids = map[string][]string{}
		}
		if i, ok := slices.BinarySearch(f.ids[c], id); !ok {
			f.ids[c] = slices.Insert(f.ids[c], i, id)
		}
	}
}

// maxOffers bounds the offers of one concept that are looked at.
const maxOffers = 1000

// offers counts the offers of a concept for which counts is true, among its first maxOffers.
func (f *fields) offers(concept string, counts func(id string) bool) int {
	f.mu.RLock()
	ids := slices.Clone(f.ids[concept][:min(len(f.ids[concept]), maxOffers)])
	f.mu.RUnlock()
	n := 0
	for _, id := range ids {
		if counts(id) {
			n++
		}
	}
	return n
}

// conceptsOf are the concepts under which an entry is listed.
func conceptsOf(x *search.Entry) []string {
	if x == nil || !x.Offer() {
		return nil
	}
	return x.Concepts
}
