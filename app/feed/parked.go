package feed

import (
	"context"
	"fmt"
	"time"

	"splot/app/store"
)

// Parked is a delivery that failed for good.
type Parked struct {
	ID       string
	Handler  string
	Event    store.Event
	Attempts int
	Error    string // of the last attempt, clipped to 500 bytes
	At       time.Time
}

// Parked lists parked deliveries, the latest first, 50 at a time.
func (f *Feed) Parked(ctx context.Context, cursor store.Cursor) ([]Parked, store.Cursor, error) {
	if err := f.ensure(ctx); err != nil {
		return nil, "", err
	}
	docs, next, err := f.deliveries.Find(ctx, store.Query{
		Where: []store.Condition{store.Eq("state", parked)}, Sort: "parkedAt", Desc: true, Cursor: cursor,
	})
	if err != nil {
		return nil, "", fmt.Errorf("list parked deliveries: %w", err)
	}
	list := make([]Parked, len(docs))
	for i, d := range docs {
		v := d.Value
		list[i] = Parked{ID: d.ID, Handler: v.Handler, Event: v.Event, Attempts: v.Attempts, Error: v.Error}
		if v.ParkedAt != nil {
			list[i].At = *v.ParkedAt
		}
	}
	return list, next, nil
}

// Retry makes a parked delivery due at once, with all its attempts before it. ErrNotFound if there is
// no such parked delivery.
func (f *Feed) Retry(ctx context.Context, id string) error {
	if err := f.ensure(ctx); err != nil {
		return err
	}
	d, err := f.deliveries.Get(ctx, id)
	if err == nil && d.Value.State != parked {
		err = store.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("retry delivery %s: %w", id, err)
	}
	now := f.Now()
	d.Value.State, d.Value.Due, d.Value.ParkedAt, d.Value.Attempts = ready, &now, nil, 0
	if _, err := f.deliveries.Replace(ctx, d); err != nil {
		return fmt.Errorf("retry delivery %s: %w", id, err)
	}
	for _, l := range f.lanes {
		if l.handler.Name == d.Value.Handler {
			nudge(l.poke)
		}
	}
	return nil
}
