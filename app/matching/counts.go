package matching

import (
	"context"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/indexed"
	"splot/app/records"
	"splot/app/store"
)

// Counts tells how many matches entries have, as the lists of them would show: only of entries whose matches the actor
// may list; others are left out.
func (s *Service) Counts(ctx context.Context, actor app.Actor, entries []app.ID) (map[app.ID]int64, error) {
	if len(actor.Represents()) == 0 && len(actor.In(app.RoleManager)) == 0 {
		return nil, app.Forbidden()
	}
	docs, _, err := s.Entries.Find(ctx, store.Query{
		Where: []store.Condition{store.In(store.IDField, indexed.Texts(entries)...)}, Limit: max(len(entries), 1),
	})
	if err != nil {
		return nil, fmt.Errorf("read entries to count their matches: %w", err)
	}
	counts := map[app.ID]int64{}
	var own, others []string
	for _, d := range docs {
		e := d.Value
		switch {
		case slices.Contains(actor.Represents(), e.Organisation):
			own = append(own, d.ID)
		case actor.May(app.OpListMatches, app.Target{Organisations: []app.ID{e.Organisation}, Clusters: []app.ID{e.Cluster}}):
			others = append(others, d.ID)
		default:
			continue
		}
		counts[app.ID(d.ID)] = 0
	}
	if err := s.countOf(ctx, counts, own, store.In("shownTo", indexed.Texts(actor.Represents())...)); err != nil {
		return nil, err
	}
	return counts, s.countOf(ctx, counts, others)
}

func (s *Service) countOf(ctx context.Context, counts map[app.ID]int64, entries []string, more ...store.Condition) error {
	if len(entries) == 0 {
		return nil
	}
	for _, field := range []string{"need.entry", "offer.entry"} {
		where := append([]store.Condition{store.In(field, entries...), store.Eq("closed", false)}, more...)
		found, err := s.Store.CountBy(ctx, records.Matches, store.Query{Where: where}, field)
		if err != nil {
			return fmt.Errorf("count matches by %s: %w", field, err)
		}
		for id, n := range found {
			counts[app.ID(id)] += n
		}
	}
	return nil
}
