package feed

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"slices"
	"time"

	"splot/app/store"
)

const (
	batchSize = 100                    // deliveries that a worker looks at together
	sliceTime = 200 * time.Millisecond // after which it writes down what it has done so far
)

// worker handles deliveries one after the other.
type worker struct {
	lane  *lane
	queue chan item
	held  int // places taken: kept, queued or being handled; under the lane's mutex
}

// work handles what comes until the queue is closed, and gives back what it did not get to.
func (w *worker) work(ctx context.Context) {
	for first := range w.queue {
		batch := w.gather(first)
		ids := make([]string, len(batch))
		for i, d := range batch {
			ids[i] = d.ID
		}
		for rest := w.coalesce(batch); len(rest) > 0; {
			if ctx.Err() != nil {
				w.giveBack(ctx, rest)
				break
			}
			rest = w.slice(ctx, rest)
		}
		w.lane.leave(w, ids...)
		if w.lane.behind.Load() {
			nudge(w.lane.poke)
		}
		w.lane.feed.progressed()
	}
}

func (w *worker) gather(first item) []item {
	batch := []item{first}
	for len(batch) < batchSize {
		select {
		case d, open := <-w.queue:
			if !open {
				return batch
			}
			batch = append(batch, d)
		default:
			return batch
		}
	}
	return batch
}

// bundle is deliveries that one call settles; its last one is what the handler sees.
type bundle []item

func (b bundle) event() store.Event { return b[len(b)-1].Value.Event }

func (w *worker) coalesce(batch []item) []bundle {
	bundles := make([]bundle, 0, len(batch))
	type place struct{ topic, key string }
	at := map[place]int{}
	for _, d := range batch {
		p := place{d.Value.Event.Topic, d.Value.Event.Key}
		if i, ok := at[p]; ok && w.lane.handler.Coalesce {
			bundles[i] = append(bundles[i], d)
			continue
		}
		at[p] = len(bundles)
		bundles = append(bundles, bundle{d})
	}
	return bundles
}

// slice handles bundles for about sliceTime, stores the outcomes and returns the rest.
func (w *worker) slice(ctx context.Context, rest []bundle) []bundle {
	rest = w.renew(ctx, rest)
	var outcomes []store.Write
	for start := time.Now(); len(rest) > 0 && time.Since(start) < sliceTime && ctx.Err() == nil; {
		n := min(len(rest), w.lane.handler.atOnce())
		events := make([]store.Event, n)
		for i, b := range rest[:n] {
			events[i] = b.event()
		}
		for i, err := range w.lane.handler.call(ctx, events) {
			outcomes = append(outcomes, w.settle(ctx, rest[i], err)...)
		}
		rest = rest[n:]
	}
	w.write(ctx, outcomes)
	return rest
}

// renew prolongs leases that would not last for another call, and drops what was lost.
func (w *worker) renew(ctx context.Context, rest []bundle) []bundle {
	f, h := w.lane.feed, w.lane.handler
	items := slices.Concat(rest...)
	needed := f.Now().Add(h.Timeout + sliceTime)
	if !slices.ContainsFunc(items, func(d item) bool { return d.Value.Due.Before(needed) }) {
		return rest
	}
	won, err := f.lease(ctx, items)
	if err != nil {
		f.failures.failed(ctx, "renewing leases", err, slog.String("handler", h.Name))
		return nil // they come back when the leases run out
	}
	mine := items[:0]
	for i, d := range items {
		if won[i] {
			mine = append(mine, d)
		}
	}
	return w.coalesce(mine)
}

// settle is what an outcome means for the deliveries of a bundle.
func (w *worker) settle(ctx context.Context, b bundle, failure error) []store.Write {
	f := w.lane.feed
	writes := make([]store.Write, 0, len(b))
	for _, d := range b {
		switch {
		case failure == nil:
			f.delivered.Add(1)
			writes = append(writes, f.deliveries.DeleteWrite(d))
			continue
		case ctx.Err() != nil: // stopped, not failed
			now := f.Now()
			d.Value.State, d.Value.Due = ready, &now
		default:
			w.fail(ctx, &d.Value, failure)
		}
		write, err := f.deliveries.ReplaceWrite(d)
		if err != nil {
			f.Log.ErrorContext(ctx, "feed could not encode a delivery", slog.String("handler", d.Value.Handler), slog.Any("error", err))
			continue
		}
		writes = append(writes, write)
	}
	return writes
}

func (w *worker) fail(ctx context.Context, d *delivery, failure error) {
	f := w.lane.feed
	d.Attempts++
	d.Error = clip(failure.Error())
	attributes := []slog.Attr{
		slog.String("handler", d.Handler), slog.String("event", d.Event.ID), slog.String("topic", d.Event.Topic),
		slog.String("key", d.Event.Key), slog.Int("attempt", d.Attempts), slog.Any("error", failure),
	}
	var panicked *panicError
	if errors.As(failure, &panicked) {
		attributes = append(attributes, slog.Any("panic", panicked.value), slog.String("stack", string(panicked.stack)))
	}
	now := f.Now()
	if d.Attempts >= f.Attempts {
		d.State, d.Due, d.ParkedAt = parked, nil, &now
		f.parkings.Add(1)
		f.Log.LogAttrs(ctx, slog.LevelError, "delivery parked", attributes...)
		return
	}
	due := now.Add(f.backoff(d.Attempts))
	d.State, d.Due = ready, &due
	f.retried.Add(1)
	w.lane.expect(due)
	f.Log.LogAttrs(ctx, slog.LevelWarn, "delivery failed", attributes...)
}

// backoff doubles with each failure up to LastRetry; between half of it and all of it is waited, so
// that what failed together does not come back together.
func (f *Feed) backoff(attempts int) time.Duration {
	wait := f.LastRetry
	if shift := attempts - 1; shift < 30 {
		wait = min(wait, f.FirstRetry<<shift)
	}
	return wait/2 + rand.N(wait/2+1) //nolint:gosec // spreads load, hides nothing
}

// clip bounds what is kept of an error's text.
func clip(text string) string {
	const most = 500
	if len(text) > most {
		text = text[:most]
	}
	return string([]rune(text))
}

func (w *worker) write(ctx context.Context, writes []store.Write) {
	if len(writes) == 0 {
		return
	}
	ctx, cancel := finishing(ctx) // what is done is done
	defer cancel()
	f := w.lane.feed
	results, err := f.Store.Write(ctx, writes...)
	for _, result := range results {
		// Another version, or none, means that the lease ran out and another node has taken over.
		if result != nil && !errors.Is(result, store.ErrStale) && !errors.Is(result, store.ErrNotFound) {
			err = result
		}
	}
	if err != nil {
		f.failures.failed(ctx, "storing outcomes", err, slog.String("handler", w.lane.handler.Name))
	}
}

func (w *worker) giveBack(ctx context.Context, rest []bundle) {
	ctx, cancel := finishing(ctx)
	defer cancel()
	if err := w.lane.feed.giveBack(ctx, slices.Concat(rest...)); err != nil {
		w.lane.feed.Log.WarnContext(ctx, "feed could not give deliveries back", slog.String("handler", w.lane.handler.Name), slog.Any("error", err))
	}
}
