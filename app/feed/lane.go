package feed

import (
	"context"
	"hash/maphash"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"splot/app/store"
)

const (
	laneSleep   = 60  // polls between looks of a lane that nobody wakes; the lookout does
	queueLength = 256 // deliveries that one worker holds
	fetchBatch  = 500 // deliveries that a lane takes at once
)

// lane is a handler with its workers on this node.
type lane struct {
	feed    *Feed
	handler Handler
	workers []*worker
	seed    maphash.Seed
	poke    chan struct{} // wakes fetch
	behind  atomic.Bool   // due deliveries may wait in the store for a place

	mu   sync.Mutex
	next time.Time       // the earliest due time known; zero is none
	held map[string]bool // ids of the deliveries that have a place
}

func newLane(f *Feed, h Handler) *lane {
	l := &lane{feed: f, handler: h, seed: maphash.MakeSeed(), poke: make(chan struct{}, 1), held: map[string]bool{}}
	for range h.Concurrency {
		l.workers = append(l.workers, &worker{lane: l, queue: make(chan item, queueLength)})
	}
	return l
}

// keepPlace keeps a place for a delivery with the worker of its key. It returns nil if there is no
// room, or if this node has the delivery already: a lease that runs out under a handler that hangs
// is for other nodes to take over.
func (l *lane) keepPlace(id, key string) *worker {
	w := l.workers[maphash.String(l.seed, key)%uint64(len(l.workers))]
	l.mu.Lock()
	defer l.mu.Unlock()
	if w.held == queueLength || l.held[id] {
		return nil
	}
	w.held++
	l.held[id] = true
	return w
}

// leave frees the places of deliveries.
func (l *lane) leave(w *worker, ids ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w.held -= len(ids)
	for _, id := range ids {
		delete(l.held, id)
	}
}

func (l *lane) places() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return queueLength*len(l.workers) - len(l.held)
}

func (l *lane) fallBehind() {
	l.behind.Store(true)
	nudge(l.poke)
}

// expect makes fetch look again at that time.
func (l *lane) expect(at time.Time) {
	l.mu.Lock()
	sooner := l.next.IsZero() || at.Before(l.next)
	if sooner {
		l.next = at
	}
	l.mu.Unlock()
	if sooner {
		nudge(l.poke)
	}
}

func (l *lane) wait() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now, wait := l.feed.Now(), laneSleep*l.feed.Poll
	if l.next.IsZero() {
		return wait
	}
	if at := l.next.Sub(now); at < wait {
		wait = max(at, time.Millisecond)
	}
	if !l.next.After(now) {
		l.next = time.Time{} // the look that follows covers it
	}
	return wait
}

// fetch takes due deliveries from the store until the context ends: those for which there was no
// place, those to be retried, delayed ones, and those of nodes that died.
func (l *lane) fetch(ctx context.Context) {
	timer := time.NewTimer(l.feed.Poll)
	defer timer.Stop()
	for {
		if err := l.take(ctx); err != nil && ctx.Err() == nil {
			l.feed.failures.failed(ctx, "fetching deliveries", err, slog.String("handler", l.handler.Name))
			l.expect(l.feed.Now().Add(l.feed.Poll)) // look again, whatever the lookout sees
		}
		timer.Reset(l.wait())
		select {
		case <-l.poke:
		case <-timer.C:
		case <-ctx.Done():
			return
		}
	}
}

func (l *lane) take(ctx context.Context) error {
	places := l.places()
	if places < queueLength*len(l.workers)/4 {
		l.behind.Store(true) // a worker pokes when it has room
		return nil
	}
	l.behind.Store(false)
	limit := min(places, fetchBatch)
	reading, done := context.WithTimeout(ctx, stepWithin)
	defer done()
	due, _, err := l.feed.deliveries.Find(reading, store.Query{
		Where: []store.Condition{store.Eq("handler", l.handler.Name), {Field: "due", Max: l.feed.Now()}},
		Sort:  "due", Limit: limit,
	})
	if err != nil {
		return err
	}
	kept := make([]*worker, 0, len(due))
	mine := due[:0]
	for _, d := range due {
		if w := l.keepPlace(d.ID, d.Value.Event.Key); w != nil {
			kept, mine = append(kept, w), append(mine, d)
		}
	}
	ctx, cancel := finishing(ctx) // a lease that nobody knows of would have to run out
	defer cancel()
	won, err := l.feed.lease(ctx, mine)
	for i, w := range kept {
		if err == nil && won[i] {
			w.queue <- mine[i]
		} else {
			l.leave(w, mine[i].ID)
		}
	}
	switch {
	case len(due) == limit && len(mine) > 0:
		l.fallBehind()
	case len(mine) < len(due):
		l.behind.Store(true) // the worker that has no room pokes when it has
	}
	return err
}

// lease takes deliveries for this node, or prolongs its hold, and says which of them it got.
func (f *Feed) lease(ctx context.Context, items []item) ([]bool, error) {
	if len(items) == 0 {
		return nil, nil
	}
	until := f.Now().Add(f.Lease)
	writes := make([]store.Write, len(items))
	for i := range items {
		items[i].Value.State, items[i].Value.Due = leased, &until
		var err error
		if writes[i], err = f.deliveries.ReplaceWrite(items[i]); err != nil {
			return nil, err
		}
	}
	results, err := f.Store.Write(ctx, writes...)
	if err != nil {
		return nil, err
	}
	won := make([]bool, len(items))
	for i, result := range results {
		won[i] = result == nil // otherwise another node was faster
		items[i].Version++
	}
	return won, nil
}
