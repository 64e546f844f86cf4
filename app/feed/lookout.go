package feed

import (
	"context"
	"time"

	"splot/app/store"
)

// lookoutBatch is how many due deliveries one look sees. If there are more, every lane looks for itself.
const lookoutBatch = 100

// lookOut looks, once for all lanes, for deliveries that are due and that nobody on this node expects: those of a node
// that died or stopped, and parked ones that somebody tries again. At rest this is the feed's only question to the store.
func (f *Feed) lookOut(ctx context.Context) {
	timer := time.NewTimer(f.Poll)
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
		case <-ctx.Done():
			return
		}
		if err := f.wakeLanes(ctx); err != nil {
			f.failures.failed(ctx, "looking for due deliveries", err)
		}
		timer.Reset(f.Poll)
	}
}

func (f *Feed) wakeLanes(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, stepWithin)
	defer cancel()
	due, _, err := f.deliveries.Find(ctx, store.Query{
		Where: []store.Condition{store.In("handler", f.names()...), {Field: "due", Max: f.Now()}}, Limit: lookoutBatch,
	})
	if err != nil {
		return err
	}
	f.failures.worked(ctx)
	waiting := map[string]bool{}
	for _, d := range due {
		waiting[d.Value.Handler] = true
	}
	for _, l := range f.lanes {
		if waiting[l.handler.Name] || len(due) == lookoutBatch {
			nudge(l.poke)
		}
	}
	return nil
}
