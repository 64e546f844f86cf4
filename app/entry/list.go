package entry

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/indexed"
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
// since a list by owner would name it. The query returns what the actor may see and nothing else, so that a cursor and
// the end of the list tell nothing of the rest.
func (s *Service) List(ctx context.Context, actor app.Actor, f Filter) ([]View, store.Cursor, error) {
	where, err := s.scope(ctx, actor, f)
	if err != nil || where == nil {
		return []View{}, "", err
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
	return s.narrowed(ctx, actor, f.Text, q, func(e *app.Entry, owner *app.Organisation) (app.Level, string) {
		level := min(app.LevelPublic, actor.Sees(e, owner))
		if level < app.LevelPublic { // it changed between the two readings
			level = app.LevelNothing
		}
		return level, ""
	})
}

// scope is the condition of a list; none selects nothing.
func (s *Service) scope(ctx context.Context, actor app.Actor, f Filter) ([]store.Condition, error) {
	own, managed := actor.Represents(), actor.In(app.RoleManager)
	switch {
	case f.Organisation != "":
		return s.ofOrganisation(ctx, actor, f)
	case f.Cluster != "":
		return s.ofCluster(ctx, actor, f.Cluster)
	case len(own) > 0:
		return []store.Condition{store.In("organisation", indexed.Texts(own)...)}, nil
	case len(managed) > 0:
		return []store.Condition{store.In("cluster", indexed.Texts(managed)...)}, nil
	}
	return nil, nil
}

func (s *Service) ofOrganisation(ctx context.Context, actor app.Actor, f Filter) ([]store.Condition, error) {
	where := []store.Condition{store.Eq("organisation", string(f.Organisation))}
	if f.Cluster != "" {
		where = append(where, store.Eq("cluster", string(f.Cluster)))
	}
	if actor.System || slices.Contains(actor.Represents(), f.Organisation) {
		return where, nil
	}
	o, err := s.Organisations.Get(ctx, string(f.Organisation))
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read organisation %s: %w", f.Organisation, err)
	}
	classes := actor.Reads()
	if o.Value.Shuts(actor) {
		classes = actor.Follows()
	}
	return append(where, store.In("seenBy", classes...)), nil
}

func (s *Service) ofCluster(ctx context.Context, actor app.Actor, cluster app.ID) ([]store.Condition, error) {
	where := []store.Condition{store.Eq("cluster", string(cluster))}
	if actor.System || slices.Contains(actor.In(app.RoleManager), cluster) {
		return where, nil
	}
	shutting, err := indexed.Shutting(ctx, s.Organisations, actor)
	if err != nil {
		return nil, err
	}
	var ids []app.ID
	for _, o := range shutting {
		if !slices.Contains(actor.Represents(), o.ID) {
			ids = append(ids, o.ID)
		}
	}
	where = append(where, store.In("seenBy", actor.Reads()...))
	return append(where, indexed.Without("organisation", ids)...), nil
}

// page answers one page with what show lets through, which is all but what changes meanwhile.
func (s *Service) page(ctx context.Context, actor app.Actor, q store.Query, show func(*app.Entry, *app.Organisation) (app.Level, string)) ([]View, store.Cursor, error) {
	docs, next, err := s.Entries.Find(ctx, q)
	if err != nil {
		return nil, "", fmt.Errorf("list entries: %w", err)
	}
	around, err := s.surroundings(ctx, actor, docs)
	if err != nil {
		return nil, "", err
	}
	views := make([]View, 0, len(docs))
	for _, d := range docs {
		level, blocked := show(&d.Value, around.owner(&d.Value))
		if level > app.LevelNothing {
			v := s.view(actor, d, level, around)
			v.Blocked = blocked
			views = append(views, v)
		}
	}
	return views, next, nil
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
	where := []store.Condition{store.In("state", states...), store.In("cluster", indexed.Texts(clusters)...)}
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
	return s.narrowed(ctx, actor, f.Text, q, func(e *app.Entry, _ *app.Organisation) (app.Level, string) {
		owner := app.Grant{Role: app.RoleRepresentative, Organisation: e.Organisation}.Scope()
		if s.overlaps(represented[owner], *e) {
			e.Barred = []app.ID{actor.Person}
		}
		switch {
		case actor.May(app.OpFollowEntry, e.Target()):
			return app.LevelPublic, ""
		case slices.Contains(e.Authors(), actor.Person):
			return app.LevelTeaser, BlockedWrote
		case actor.BelongsTo(e.Organisation):
			return app.LevelTeaser, BlockedOwn
		case len(e.Barred) > 0:
			return app.LevelTeaser, BlockedRepresented
		}
		return app.LevelTeaser, BlockedUnassigned
	})
}
