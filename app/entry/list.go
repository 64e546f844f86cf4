package entry

import (
	"context"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/store"
)

// Filter selects entries for a list. Empty fields select all.
type Filter struct {
	Organisation app.ID
	Cluster      app.ID
	Kind         app.Kind
	State        app.EntryState
	Live         bool   // only those whose approved version is valid
	Text         string // words of the title or of the owner's name, as the actor sees them
	Sort         string // a key of Sorts
	Cursor       store.Cursor
	Limit        int
}

// List lists entries, last changed first unless f.Sort says otherwise: without an organisation or cluster those of the organisations
// that the actor represents, else those of the clusters that the actor manages. Of others' entries it
// lists the approved ones whose visibility shows their owner; anonymous teasers are found by search,
// since a list by owner would name it.
func (s *Service) List(ctx context.Context, actor app.Actor, f Filter) ([]View, store.Cursor, error) {
	where, ok := s.scope(actor, f)
	if !ok {
		return []View{}, "", nil
	}
	if f.Kind != "" {
		where = append(where, store.Eq("kind", string(f.Kind)))
	}
	if f.State != "" {
		where = append(where, store.Eq("state", string(f.State)))
	}
	if f.Live {
		where = append(where, store.Eq("live", true))
	}
	q := store.Query{Where: where, Limit: f.Limit, Cursor: f.Cursor}
	q.Sort, q.Desc = order(f.Sort, "-updated")
	return s.narrowed(ctx, actor, f.Text, q, func(d doc) (Level, string) {
		if actor.May(app.OpFollowEntry, target(d.Value)) {
			return Public, ""
		}
		if level := visible(actor, d.Value); level >= Public {
			return level, ""
		}
		return Nothing, ""
	})
}

// scope is the indexed condition of a list; false selects nothing.
func (s *Service) scope(actor app.Actor, f Filter) ([]store.Condition, bool) {
	own, managed := actor.Represents(), actor.In(app.RoleManager)
	switch {
	case f.Organisation != "" && f.Cluster != "":
		return []store.Condition{store.Eq("organisation", string(f.Organisation)), store.Eq("cluster", string(f.Cluster))}, true
	case f.Organisation != "":
		return []store.Condition{store.Eq("organisation", string(f.Organisation))}, true
	case f.Cluster != "":
		return []store.Condition{store.Eq("cluster", string(f.Cluster))}, true
	case len(own) > 0:
		return []store.Condition{store.In("organisation", texts(own)...)}, true
	case len(managed) > 0:
		return []store.Condition{store.In("cluster", texts(managed)...)}, true
	}
	return nil, false
}

// pagesPerList bounds how many pages one list reads to fill itself with what the actor may see.
const pagesPerList = 20

// page fills one page with what show lets through.
func (s *Service) page(ctx context.Context, actor app.Actor, q store.Query, show func(doc) (Level, string)) ([]View, store.Cursor, error) {
	if q.Limit == 0 {
		q.Limit = 50
	}
	var shown []doc
	levels, blocked := map[string]Level{}, map[string]string{}
	want := q.Limit
	for range pagesPerList {
		q.Limit = want - len(shown)
		docs, next, err := s.Entries.Find(ctx, q)
		if err != nil {
			return nil, "", fmt.Errorf("list entries: %w", err)
		}
		q.Cursor = next
		for _, d := range docs {
			if level, why := show(d); level > Nothing {
				shown = append(shown, d)
				levels[d.ID], blocked[d.ID] = level, why
			}
		}
		if next == "" || len(shown) == want {
			break
		}
	}
	around, err := s.surroundings(ctx, shown)
	if err != nil {
		return nil, "", err
	}
	views := make([]View, len(shown))
	for i, d := range shown {
		views[i] = s.view(actor, d, levels[d.ID], around)
		views[i].Blocked = blocked[d.ID]
	}
	return views, q.Cursor, nil
}

// QueueFilter selects entries of the review queue.
type QueueFilter struct {
	Kind    app.Kind
	State   app.EntryState // submitted or in_review; empty is both
	Cluster app.ID
	// Organisation is the owner; empty is all.
	Organisation app.ID
	Assigned     string // "me", "none" or empty for all
	Text         string // as in Filter
	Sort         string // a key of Sorts
	Cursor       store.Cursor
	Limit        int
}

// Queue lists what waits for review in the actor's clusters, longest waiting first unless f.Sort says otherwise. An auditor cannot
// open what is not assigned to them, and never what is their own organisation's; Blocked says so.
func (s *Service) Queue(ctx context.Context, actor app.Actor, f QueueFilter) ([]View, store.Cursor, error) {
	clusters := append(actor.In(app.RoleManager), actor.In(app.RoleAuditor)...)
	if f.Cluster != "" {
		clusters = slices.DeleteFunc(clusters, func(c app.ID) bool { return c != f.Cluster })
	}
	if len(clusters) == 0 {
		return nil, "", app.Forbidden()
	}
	states := []string{string(app.EntrySubmitted), string(app.EntryInReview)}
	if f.State != "" {
		states = []string{string(f.State)}
	}
	where := []store.Condition{store.In("state", states...), store.In("cluster", texts(clusters)...)}
	if f.Kind != "" {
		where = append(where, store.Eq("kind", string(f.Kind)))
	}
	if f.Organisation != "" {
		where = append(where, store.Eq("organisation", string(f.Organisation)))
	}
	switch f.Assigned {
	case "me":
		where = append(where, store.Eq("auditor", string(actor.Person)))
	case "none":
		where = append(where, store.Eq("auditor", ""))
	}
	represented, err := s.representing(ctx, actor)
	if err != nil {
		return nil, "", err
	}
	q := store.Query{Where: where, Limit: f.Limit, Cursor: f.Cursor}
	q.Sort, q.Desc = order(f.Sort, "waiting")
	return s.narrowed(ctx, actor, f.Text, q, func(d doc) (Level, string) {
		owner := app.Grant{Role: app.RoleRepresentative, Organisation: d.Value.Organisation}.Scope()
		if s.overlaps(represented[owner], d.Value) {
			d.Value.Barred = []app.ID{actor.Person}
		}
		switch {
		case actor.May(app.OpFollowEntry, target(d.Value)):
			return Public, ""
		case slices.Contains(d.Value.Authors(), actor.Person):
			return Teaser, BlockedWrote
		case actor.BelongsTo(d.Value.Organisation):
			return Teaser, BlockedOwn
		case len(d.Value.Barred) > 0:
			return Teaser, BlockedRepresented
		}
		return Teaser, BlockedUnassigned
	})
}

func texts(ids []app.ID) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = string(id)
	}
	return list
}
