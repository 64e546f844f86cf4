package feed

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splot/app/store"
)

// relayBatch is how many events the relay takes over at once.
const relayBatch = 500

// sweepPolls is how many polls pass between looks at everything: for events of a node that died before it relayed them.
// What this process commits is announced, and looked for where it was written.
const sweepPolls = 10

// relay takes events over until the context ends.
func (f *Feed) relay(ctx context.Context) {
	sweep := sweepPolls * f.Poll
	timer := time.NewTimer(sweep)
	defer timer.Stop()
	look := f.Store.Pending
	for ctx.Err() == nil {
		n, err := f.takeOver(ctx, look)
		again := sweep
		if err != nil {
			f.failures.failed(ctx, "relaying events", err)
			again, look = f.Poll, f.Store.Pending // of what was written this look may have missed some
		} else {
			f.failures.worked(ctx)
			if n == relayBatch {
				continue
			}
		}
		timer.Reset(again)
		select {
		case <-f.Store.Wake():
			if err == nil {
				look = f.Store.Written
			}
		case <-f.poke:
			look = f.Store.Pending
		case <-timer.C:
			look = f.Store.Pending
		case <-ctx.Done():
		}
	}
}

// passage is one event on its way to one lane.
type passage struct {
	item   item
	lane   *lane
	worker *worker // has kept a place for it; nil if there was none
}

// takeOver turns one batch of events into deliveries. What a worker has a place for is leased from
// the start and goes to it directly.
func (f *Feed) takeOver(ctx context.Context, look func(context.Context, int) ([]store.Event, error)) (int, error) {
	reading, done := context.WithTimeout(ctx, stepWithin)
	defer done()
	events, err := look(reading, relayBatch)
	if err != nil || len(events) == 0 {
		return 0, err
	}
	now := f.Now()
	var passages []passage
	ids := make([]string, len(events))
	seen := make(map[string]bool, len(events))
	for i, e := range events {
		ids[i] = e.ID
		if seen[e.ID] { // a writer's mistake that must not stop the others' events
			continue
		}
		seen[e.ID] = true
		for _, l := range f.lanesOf(e.Topic) {
			passages = append(passages, l.passage(e, now))
		}
	}
	ctx, cancel := finishing(ctx) // a lease whose worker does not know of it would have to run out
	defer cancel()
	stored, err := f.store(ctx, passages)
	if err != nil {
		return 0, err
	}
	f.relayed.Add(int64(len(events)))
	err = f.Store.Forget(ctx, ids...)
	for _, p := range stored { // even if forgetting failed, for their leases run
		p.worker.queue <- p.item // never blocks: the place is kept
	}
	f.progressed()
	if err != nil {
		return 0, fmt.Errorf("forget relayed events: %w", err)
	}
	return len(events), nil
}

func (l *lane) passage(e store.Event, now time.Time) passage {
	p := passage{lane: l, item: item{
		ID: deliveryID(e.ID, l.handler.Name), Version: 1,
		Value: delivery{Handler: l.handler.Name, Event: e, State: ready, At: e.At, Due: &now},
	}}
	if e.Due.After(now) {
		p.item.Value.State, p.item.Value.Due = delayed, &e.Due
		l.expect(e.Due)
		return p
	}
	if p.worker = l.keepPlace(p.item.ID, e.Key); p.worker != nil {
		until := now.Add(l.feed.Lease)
		p.item.Value.State, p.item.Value.Due = leased, &until
	}
	return p
}

// store inserts deliveries and returns those that a worker of this node is to handle. A delivery
// that is there already belongs to another node, or comes from before a crash.
func (f *Feed) store(ctx context.Context, passages []passage) ([]passage, error) {
	var mine []passage
	for len(passages) > 0 {
		n := min(len(passages), store.MaxBatch)
		results, err := f.insert(ctx, passages[:n])
		if err == nil {
			for _, result := range results {
				if result != nil && !errors.Is(result, store.ErrDuplicate) {
					err = result
				}
			}
		}
		if err != nil {
			leave(passages)
			leave(mine) // leased in the store already: they come back when the lease runs out
			return nil, fmt.Errorf("store deliveries: %w", err)
		}
		for i, p := range passages[:n] {
			switch {
			case p.worker != nil && results[i] == nil:
				mine = append(mine, p)
			case p.worker != nil:
				p.lane.leave(p.worker, p.item.ID)
			default:
				p.lane.fallBehind()
			}
		}
		passages = passages[n:]
	}
	return mine, nil
}

func (f *Feed) insert(ctx context.Context, passages []passage) ([]error, error) {
	writes := make([]store.Write, len(passages))
	for i, p := range passages {
		var err error
		if writes[i], err = f.deliveries.InsertWrite(p.item.ID, p.item.Value); err != nil {
			return nil, err
		}
	}
	return f.Store.Write(ctx, writes...)
}

func leave(passages []passage) {
	for _, p := range passages {
		if p.worker != nil {
			p.lane.leave(p.worker, p.item.ID)
		}
	}
}
