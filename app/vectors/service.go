package vectors

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"splot/app"
	"splot/search"
)

// Options are what the service needs.
type Options struct {
	Cache  *Cache
	Clock  app.Clock
	Logger *slog.Logger
	// Arrived matches entries once more. An error is tried again.
	Arrived func(ctx context.Context, entries []string) error
	// Patience is the first wait after the server failed, doubled up to a minute; 1 s when 0.
	Patience time.Duration
}

// Service is a search.Vectors of live entries.
type Service struct {
	options Options
	cache   *Cache
	wake    chan struct{} // has a buffer of one
	scale   atomic.Pointer[scale]

	mu      sync.RWMutex
	needs   side
	offers  side
	wanted  map[string]*wish
	order   []string            // of wanted, the newest last; stale ids are passed over
	refused map[string]key      // texts that the server refuses, by entry
	due     map[string]struct{} // to be matched once more

	size      int // of the next batch; only Run's goroutine has it
	successes int // batches that came; the same
}

// wish is an entry without the vector of its present text.
type wish struct {
	entry  *search.Entry
	key    key
	judged bool // it was matched without; the mutex guards it

	failures  int // alone, while others came; only Run's goroutine has it
	successes int // of the service at the last failure; the same
}

var _ search.Vectors = (*Service)(nil)

// New makes the service.
func New(o Options) *Service {
	if o.Patience <= 0 {
		o.Patience = time.Second
	}
	return &Service{
		options: o, cache: o.Cache, wake: make(chan struct{}, 1),
		wanted: map[string]*wish{}, refused: map[string]key{}, due: map[string]struct{}{}, size: fillBatch,
	}
}

func (s *Service) side(e *search.Entry) *side {
	if e.Kind == search.Need {
		return &s.needs
	}
	return &s.offers
}

// Want asks for the vector of an entry as it is now, unless it is there. The vector of an older text goes at once.
// The caller changes nothing in the entry afterwards.
func (s *Service) Want(e *search.Entry) {
	if e.Kind != search.Need && !e.Offer() {
		return
	}
	text := e.EmbeddedText()
	k := keyOf(s.cache.Model(), search.RoleOf(e), text)
	s.mu.Lock()
	defer s.mu.Unlock()
	have, ok := s.side(e).get(e.ID)
	if ok && have.key == k {
		delete(s.wanted, e.ID)
		return
	}
	s.side(e).drop(e.ID)
	if text == "" || s.refused[e.ID] == k {
		delete(s.wanted, e.ID)
		return
	}
	if w, ok := s.wanted[e.ID]; ok && w.key == k {
		return
	}
	s.wanted[e.ID] = &wish{entry: e, key: k}
	s.order = append(s.order, e.ID)
	if len(s.order) > 2*len(s.wanted)+64 {
		s.tidy()
	}
	s.poke()
}

// tidy drops the ids that are no longer wanted, and all but the newest of those that stand there twice. The mutex is
// held.
func (s *Service) tidy() {
	seen := make(map[string]bool, len(s.wanted))
	kept := make([]string, 0, len(s.wanted))
	for i := len(s.order) - 1; i >= 0; i-- {
		id := s.order[i]
		if _, ok := s.wanted[id]; ok && !seen[id] {
			seen[id] = true
			kept = append(kept, id)
		}
	}
	for i, j := 0, len(kept)-1; i < j; i, j = i+1, j-1 {
		kept[i], kept[j] = kept[j], kept[i]
	}
	s.order = kept
}

func (s *Service) poke() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Drop forgets an entry that is no longer live.
func (s *Service) Drop(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.needs.drop(id)
	s.offers.drop(id)
	delete(s.wanted, id)
	delete(s.refused, id)
	delete(s.due, id)
}

// Judged says that an entry was matched with these partners, so that it is matched once more when a vector that was
// lacking has come.
func (s *Service) Judged(id string, partners []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	complete := true
	if w, ok := s.wanted[id]; ok {
		w.judged, complete = true, false
	}
	for i := 0; i < len(partners) && complete && len(s.wanted) > 0; i++ {
		_, lacking := s.wanted[partners[i]]
		complete = !lacking
	}
	if complete {
		delete(s.due, id)
		return
	}
	s.due[id] = struct{}{}
}

// Vector is that of a live entry's present text, unless it has not come yet.
func (s *Service) Vector(id string) (search.Vector, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if h, ok := s.needs.get(id); ok {
		return h.vector, true
	}
	h, ok := s.offers.get(id)
	return h.vector, ok
}

// Likeness of two entries' texts is in [0, 1], whatever the model: see calibration.go. It is false while a vector or
// the model's scale has not come.
func (s *Service) Likeness(a, b string) (float64, bool) {
	scale := s.scale.Load()
	if scale == nil {
		return 0, false
	}
	v, okA := s.Vector(a)
	w, okB := s.Vector(b)
	cosine, ok := v.Cosine(w)
	if !okA || !okB || !ok {
		return 0, false
	}
	return scale.likeness(cosine), true
}

// Floats is Vector for search servers that are given vectors.
func (s *Service) Floats(id string) ([]float32, bool) {
	v, ok := s.Vector(id)
	return v.Floats(), ok
}

// Nearest lists entries of the other side by cosine, best first, none if the entry's own vector has not come.
func (s *Service) Nearest(of *search.Entry, limit int) []search.Candidate {
	s.mu.RLock()
	defer s.mu.RUnlock()
	own, ok := s.side(of).get(of.ID)
	if !ok || limit <= 0 {
		return nil
	}
	if of.Kind == search.Need {
		return s.offers.nearest(own.vector, limit)
	}
	return s.needs.nearest(own.vector, limit)
}

// Model is the embedder's.
func (s *Service) Model() string { return s.cache.Model() }

// Stats are counts for people who watch the program.
type Stats struct {
	Held    int // vectors of live entries
	Waiting int // entries whose vector has not come
	Refused int // entries whose text the server refuses
	Due     int // entries that will be matched once more
	Hits    int64
	Misses  int64
}

// Stats counts.
func (s *Service) Stats() Stats {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return Stats{
		Held: len(s.needs.list) + len(s.offers.list), Waiting: len(s.wanted), Refused: len(s.refused), Due: len(s.due),
		Hits: s.cache.hits.Load(), Misses: s.cache.misses.Load(),
	}
}
