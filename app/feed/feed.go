package feed

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"splot/app"
	"splot/app/store"
)

// Options are the parts and times of a feed; zero times and numbers stand for the default.
type Options struct {
	Store store.Store
	Now   app.Clock
	Log   *slog.Logger
	// Alone says that no other process uses the store. Leases found at start are then those of a
	// process that died, and are void.
	Alone bool

	Poll       time.Duration // between looks for work that nobody announced; 1 s
	Lease      time.Duration // how long a node owns what it took; 1 min
	Attempts   int           // failures until a delivery is parked; 10
	FirstRetry time.Duration // wait after the first failure, doubled with each; 250 ms
	LastRetry  time.Duration // the longest wait; 10 min
}

// Feed carries events to handlers. It is safe for concurrent use.
type Feed struct {
	Options
	deliveries store.Set[delivery]
	lanes      []*lane
	byTopic    map[string][]*lane
	poke       chan struct{} // wakes the relay
	failures   *failures
	running    atomic.Bool

	relayed, delivered, retried, parkings atomic.Int64

	mu       sync.Mutex
	ensured  bool
	progress chan struct{} // closed and renewed when something was handled or relayed
}

// New makes a feed without any I/O.
func New(o Options) *Feed {
	setDefault(&o.Poll, time.Second)
	setDefault(&o.Lease, time.Minute)
	setDefault(&o.Attempts, 10)
	setDefault(&o.FirstRetry, 250*time.Millisecond)
	setDefault(&o.LastRetry, 10*time.Minute)
	return &Feed{
		Options:    o,
		deliveries: store.Set[delivery]{Store: o.Store, Collection: Collection},
		byTopic:    map[string][]*lane{},
		poke:       make(chan struct{}, 1),
		failures:   &failures{now: o.Now, log: o.Log, told: map[string]time.Time{}},
		progress:   make(chan struct{}),
	}
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Register adds a handler, before Run. It panics if the handler is malformed or its name is taken.
func (f *Feed) Register(h Handler) {
	setDefault(&h.Timeout, 20*time.Second)
	setDefault(&h.Concurrency, 1)
	if err := h.check(f.Lease); err != nil {
		panic(err)
	}
	for _, l := range f.lanes {
		if l.handler.Name == h.Name {
			panic("feed: handler " + h.Name + " is registered twice")
		}
	}
	if f.running.Load() {
		panic("feed: handler " + h.Name + " is registered while the feed runs")
	}
	l := newLane(f, h)
	f.lanes = append(f.lanes, l)
	for _, topic := range h.Topics {
		f.byTopic[topic] = append(f.byTopic[topic], l)
	}
}

// lanesOf are the handlers of a topic.
func (f *Feed) lanesOf(topic string) []*lane {
	return slices.Concat(f.byTopic[topic], f.byTopic[AllTopics])
}

// Run carries events until the context ends, and then returns nil. It may be called once.
func (f *Feed) Run(ctx context.Context) error {
	if f.running.Swap(true) {
		return fmt.Errorf("feed: Run was called twice")
	}
	if err := f.ensure(ctx); err != nil && ctx.Err() == nil {
		return err
	}
	if f.Alone {
		if err := f.void(ctx); err != nil && ctx.Err() == nil {
			return fmt.Errorf("run feed: %w", err)
		}
	}
	var takers, workers sync.WaitGroup
	takers.Go(func() { f.relay(ctx) })
	takers.Go(func() { f.lookOut(ctx) })
	if !f.Alone {
		takers.Go(func() { f.clocks().watch(ctx) })
	}
	for _, l := range f.lanes {
		takers.Go(func() { l.fetch(ctx) })
		for _, w := range l.workers {
			workers.Go(func() { w.work(ctx) })
		}
	}
	takers.Wait() // nothing enters a queue any more
	for _, l := range f.lanes {
		for _, w := range l.workers {
			close(w.queue)
		}
	}
	workers.Wait()
	return nil
}

// ensure makes the collection exist, for whichever call comes first.
func (f *Feed) ensure(ctx context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ensured {
		return nil
	}
	if err := f.Store.Ensure(ctx, Collection, Nodes); err != nil {
		return fmt.Errorf("prepare feed: %w", err)
	}
	f.ensured = true
	return nil
}

// void gives back what a dead process held.
func (f *Feed) void(ctx context.Context) error {
	for {
		held, _, err := f.deliveries.Find(ctx, store.Query{
			Where: []store.Condition{store.Eq("state", leased)}, Limit: store.MaxLimit,
		})
		if err != nil || len(held) == 0 {
			return err
		}
		if err := f.giveBack(ctx, held); err != nil {
			return err
		}
	}
}

// giveBack makes deliveries due at once.
func (f *Feed) giveBack(ctx context.Context, items []item) error {
	now := f.Now()
	writes := make([]store.Write, len(items))
	for i, d := range items {
		d.Value.State, d.Value.Due = ready, &now
		var err error
		if writes[i], err = f.deliveries.ReplaceWrite(d); err != nil {
			return err
		}
	}
	_, err := f.Store.Write(ctx, writes...) // a single failure means that another node has it
	return err
}

func (f *Feed) clocks() *clocks {
	return &clocks{feed: f, beats: store.Set[beat]{Store: f.Store, Collection: Nodes}, id: rand.Text(), seen: map[string]time.Time{}}
}

func (f *Feed) progressed() {
	f.mu.Lock()
	defer f.mu.Unlock()
	close(f.progress)
	f.progress = make(chan struct{})
}

func (f *Feed) nextProgress() <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.progress
}

// stepWithin bounds one look of the relay or a lane: a store that hangs must not hold them for ever.
const stepWithin = 15 * time.Second

// finishing is the context for a step that is brought to its end although the feed stops.
func finishing(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
}

// nudge fills a channel with a buffer of one.
func nudge(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
