package matching

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"splot/app/store"
)

// MigrateDues brings what was due for one more match out of the sweeps, where older versions kept it. What waits for an
// event is let go: an event without it is handled as well.
func MigrateDues(ctx context.Context, s store.Store) error {
	if err := s.Ensure(ctx, sweeps, marks); err != nil {
		return fmt.Errorf("prepare %s: %w", sweeps.Name, err)
	}
	kept := store.Set[mark]{Store: s, Collection: marks}
	old := store.Set[mark]{Store: s, Collection: sweeps}
	return old.Each(ctx, store.Query{}, func(d store.Doc[mark]) error {
		reason, entry, ok := strings.Cut(d.ID, ":")
		if !ok {
			return nil
		}
		if reason == "partly" {
			if err := kept.Insert(ctx, entry, mark{}); err != nil && !errors.Is(err, store.ErrDuplicate) {
				return fmt.Errorf("keep the mark of entry %s: %w", entry, err)
			}
		}
		if err := old.Delete(ctx, d); err != nil && !errors.Is(err, store.ErrNotFound) && !errors.Is(err, store.ErrStale) {
			return fmt.Errorf("drop %s: %w", d.ID, err)
		}
		return nil
	})
}
