package learning

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// MigrateIDs names in the log the entries that older versions read from a match's id, and the match by the id that it has
// got since (matching.MigrateIDs). What is logged of a match that is gone keeps the old id, which no answer shows.
func MigrateIDs(ctx context.Context, s store.Store) error {
	if err := s.Ensure(ctx, records.Matches, lessons, impressions); err != nil {
		return fmt.Errorf("prepare the log of actions: %w", err)
	}
	ids := map[string]string{}
	err := store.ViewOf[app.Match](s, records.Matches).Each(ctx, store.Query{}, func(d store.Doc[app.Match]) error {
		ids[d.Value.Pair] = d.ID
		return nil
	})
	if err != nil {
		return fmt.Errorf("read matches: %w", err)
	}
	return errors.Join(
		changeEach(ctx, store.Set[Lesson]{Store: s, Collection: lessons}, func(l *Lesson) bool {
			need, own, old := entriesOf(string(l.Match), l.Side)
			if old {
				l.Need, l.Own = need, own
				if id, exists := ids[string(l.Match)]; exists {
					l.Match = app.ID(id)
				}
			}
			return old
		}),
		changeEach(ctx, store.Set[shownTo]{Store: s, Collection: impressions}, func(m *shownTo) bool {
			changed := false
			for i := range m.Rows {
				r := &m.Rows[i]
				need, own, old := entriesOf(r.Match, r.Side)
				if !old || r.Own != "" && ids[r.Match] == "" {
					continue
				}
				if r.Need, r.Own, changed = need, own, true; ids[r.Match] != "" {
					r.Match = ids[r.Match]
				}
			}
			return changed
		}),
	)
}

// entriesOf reads what an id of older versions says; false of any other.
func entriesOf(match string, side app.Side) (need, own app.ID, old bool) {
	a, b, old := strings.Cut(match, "~")
	if side == app.OfferSide {
		return app.ID(a), app.ID(b), old
	}
	return app.ID(a), app.ID(a), old
}

// changeEach replaces the documents that change changes; one that another node changed before is as it is to be.
func changeEach[T any](ctx context.Context, set store.Set[T], change func(*T) bool) error {
	return set.Each(ctx, store.Query{}, func(d store.Doc[T]) error {
		if !change(&d.Value) {
			return nil
		}
		_, err := set.Replace(ctx, d)
		if errors.Is(err, store.ErrStale) || errors.Is(err, store.ErrNotFound) {
			return nil
		}
		return err
	})
}
