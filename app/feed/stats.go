package feed

import (
	"context"
	"fmt"
	"time"

	"splot/app/store"
)

// Stats tells how the feed is doing: the first four by the store, for all nodes; the others of this
// process since it started.
type Stats struct {
	Pending int64         // deliveries on their way: waiting, leased or to be retried
	Delayed int64         // deliveries whose event names a later time
	Parked  int64         // deliveries that failed for good
	Oldest  time.Duration // age of the oldest pending delivery's event; 0 if there is none

	Relayed   int64 // events taken over from the outbox
	Delivered int64 // deliveries handled
	Retried   int64 // failures after which another attempt follows
	Parkings  int64 // failures after which none follows
}

// Stats reads the figures.
func (f *Feed) Stats(ctx context.Context) (Stats, error) {
	s := Stats{Relayed: f.relayed.Load(), Delivered: f.delivered.Load(), Retried: f.retried.Load(), Parkings: f.parkings.Load()}
	if err := f.ensure(ctx); err != nil {
		return s, err
	}
	counts, err := f.Store.CountBy(ctx, Collection, store.Query{}, "state")
	if err != nil {
		return s, fmt.Errorf("feed stats: %w", err)
	}
	s.Pending, s.Delayed, s.Parked = counts[string(ready)]+counts[string(leased)], counts[string(delayed)], counts[string(parked)]
	for _, st := range []state{ready, leased} {
		oldest, _, err := f.deliveries.Find(ctx, store.Query{Where: []store.Condition{store.Eq("state", st)}, Sort: "at", Limit: 1})
		if err != nil {
			return s, fmt.Errorf("feed stats: %w", err)
		}
		if len(oldest) > 0 {
			s.Oldest = max(s.Oldest, f.Now().Sub(oldest[0].Value.At))
		}
	}
	return s, nil
}

// Drain waits until every event has been handled by all its handlers, or was parked, together with
// all the events that followed from it. Delayed events do not count. Run must be running, on this
// node alone.
func (f *Feed) Drain(ctx context.Context) error {
	if err := f.ensure(ctx); err != nil {
		return err
	}
	const look = 100 * time.Millisecond
	timer := time.NewTimer(look)
	defer timer.Stop()
	for {
		next := f.nextProgress()
		idle, err := f.idle(ctx)
		if err != nil {
			return fmt.Errorf("drain feed: %w", err)
		}
		if idle {
			return nil
		}
		nudge(f.poke)
		timer.Reset(look)
		select {
		case <-next:
		case <-timer.C:
		case <-ctx.Done():
			return fmt.Errorf("drain feed: %w", ctx.Err())
		}
	}
}

// idle looks for deliveries first and for events then: if the relay took nothing over in between,
// both were empty at the same moment.
func (f *Feed) idle(ctx context.Context) (bool, error) {
	for _, l := range f.lanes {
		if l.places() < queueLength*len(l.workers) {
			return false, nil
		}
	}
	relayed := f.relayed.Load()
	n, err := f.Store.Count(ctx, Collection, store.Query{Where: []store.Condition{store.In("state", ready, leased), store.In("handler", f.names()...)}})
	if err != nil || n > 0 {
		return false, err
	}
	events, err := f.Store.Pending(ctx, 1)
	return err == nil && len(events) == 0 && f.relayed.Load() == relayed, err
}

func (f *Feed) names() []string {
	names := make([]string, len(f.lanes))
	for i, l := range f.lanes {
		names[i] = l.handler.Name
	}
	return names
}

// Busy tells whether deliveries to a handler wait or are being handled on this node now.
func (f *Feed) Busy(handler string) bool {
	for _, l := range f.lanes {
		if l.handler.Name == handler {
			return l.behind.Load() || l.places() < queueLength*len(l.workers)
		}
	}
	return false
}
