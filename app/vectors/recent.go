package vectors

import (
	"container/list"
	"sync"

	"splot/search"
)

// maxRecent bounds the vectors kept in memory beside those of live entries: a megabyte or two.
const maxRecent = 1024

// recent keeps what was asked for last. The zero value is empty.
type recent struct {
	mu    sync.Mutex
	order list.List // of remembered, the latest first
	byKey map[key]*list.Element
}

type remembered struct {
	key    key
	vector search.Vector
}

func (r *recent) get(k key) (search.Vector, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, ok := r.byKey[k]
	if !ok {
		return search.Vector{}, false
	}
	r.order.MoveToFront(e)
	return e.Value.(remembered).vector, true
}

func (r *recent) put(k key, v search.Vector) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.byKey == nil {
		r.byKey = map[key]*list.Element{}
	}
	if e, ok := r.byKey[k]; ok {
		r.order.MoveToFront(e)
		return
	}
	r.byKey[k] = r.order.PushFront(remembered{k, v})
	if r.order.Len() > maxRecent {
		oldest := r.order.Back()
		delete(r.byKey, oldest.Value.(remembered).key)
		r.order.Remove(oldest)
	}
}
