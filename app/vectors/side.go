package vectors

import (
	"cmp"
	"container/heap"

	"splot/search"
)

// held is the vector of a live entry.
type held struct {
	id     string
	key    key
	vector search.Vector
}

// side holds the vectors of needs, or of offers.
type side struct {
	list []held
	at   map[string]int // places in list
}

func (s *side) get(id string) (held, bool) {
	i, ok := s.at[id]
	if !ok {
		return held{}, false
	}
	return s.list[i], true
}

func (s *side) put(h held) {
	if i, ok := s.at[h.id]; ok {
		s.list[i] = h
		return
	}
	if s.at == nil {
		s.at = map[string]int{}
	}
	s.at[h.id] = len(s.list)
	s.list = append(s.list, h)
}

func (s *side) drop(id string) {
	i, ok := s.at[id]
	if !ok {
		return
	}
	last := len(s.list) - 1
	s.list[i] = s.list[last]
	s.at[s.list[i].id] = i
	s.list[last] = held{}
	s.list = s.list[:last]
	delete(s.at, id)
}

// nearest compares with everything: 100,000 vectors of 384 dimensions take some 30 ms.
func (s *side) nearest(v search.Vector, limit int) []search.Candidate {
	best := make(worstFirst, 0, limit+1)
	for i := range s.list {
		c, ok := v.Cosine(s.list[i].vector)
		if !ok || len(best) == limit && c < best[0].Rank {
			continue
		}
		heap.Push(&best, search.Candidate{ID: s.list[i].id, Rank: c})
		if len(best) > limit {
			heap.Pop(&best)
		}
	}
	out := make([]search.Candidate, len(best))
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = heap.Pop(&best).(search.Candidate)
	}
	return out
}

// worstFirst is a heap whose top is the least candidate; of equal ones the greater id.
type worstFirst []search.Candidate

func (h worstFirst) Len() int      { return len(h) }
func (h worstFirst) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h worstFirst) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(h[i].Rank, h[j].Rank), cmp.Compare(h[j].ID, h[i].ID)) < 0
}
func (h *worstFirst) Push(x any) { *h = append(*h, x.(search.Candidate)) }
func (h *worstFirst) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	*h = (*h)[:last]
	return x
}
