package member

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// MigrateSeen stores with every entry and organisation the fields by which lists select what somebody may see, and has
// counted what teasers may tell of organisations.
func MigrateSeen(ctx context.Context, s store.Store) error {
	if err := s.Ensure(ctx, records.Entries, records.Organisations); err != nil {
		return fmt.Errorf("prepare what queries need: %w", err)
	}
	if err := storeAgain[app.Entry](ctx, s, records.Entries); err != nil {
		return err
	}
	return storeAgain[app.Organisation](ctx, s, records.Organisations, store.Event{
		ID: "seen-" + strconv.FormatInt(time.Now().UnixNano(), 36), Topic: records.TopicOrganisation, At: time.Now().UTC(),
	})
}

// storeAgain writes every document as it is, which derives its fields anew. The first write carries the events.
func storeAgain[T any](ctx context.Context, s store.Store, c *store.Collection, events ...store.Event) error {
	set := store.Set[T]{Store: s, Collection: c}
	return set.Each(ctx, store.Query{}, func(d store.Doc[T]) error {
		for i := range events {
			events[i].Key = d.ID
		}
		_, err := set.Replace(ctx, d, events...)
		if errors.Is(err, store.ErrStale) || errors.Is(err, store.ErrNotFound) { // who was faster wrote it anew
			return nil
		}
		if err != nil {
			return fmt.Errorf("store %s %s again: %w", c.Name, d.ID, err)
		}
		events = nil
		return nil
	})
}
