package entry

import (
	"context"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/indexed"
	"splot/app/records"
	"splot/app/store"
)

// Counts tells how many live entries organisations have: all of those that the actor represents, and of others those
// in the clusters that the actor manages. An organisation of which the actor may not know it is left out.
func (s *Service) Counts(ctx context.Context, actor app.Actor, organisations []app.ID) (map[app.ID]int64, error) {
	counts := map[app.ID]int64{}
	count := func(ids []app.ID, more ...store.Condition) error {
		if len(ids) == 0 {
			return nil
		}
		where := append([]store.Condition{store.In("organisation", indexed.Texts(ids)...), store.Eq("live", true)}, more...)
		found, err := s.Store.CountBy(ctx, records.Entries, store.Query{Where: where}, "organisation")
		if err != nil {
			return fmt.Errorf("count entries: %w", err)
		}
		for _, id := range ids {
			counts[id] = found[string(id)]
		}
		return nil
	}
	own := actor.Represents()
	others := slices.DeleteFunc(slices.Clone(organisations), func(id app.ID) bool { return slices.Contains(own, id) })
	if managed := actor.In(app.RoleManager); len(managed) > 0 {
		if err := count(others, store.In("cluster", indexed.Texts(managed)...)); err != nil {
			return nil, err
		}
	}
	represented := slices.DeleteFunc(slices.Clone(organisations), func(id app.ID) bool { return !slices.Contains(own, id) })
	return counts, count(represented)
}
