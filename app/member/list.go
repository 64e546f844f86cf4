package member

import (
	"context"
	"slices"
	"strings"

	"splot/app"
	"splot/app/indexed"
	"splot/app/records"
	"splot/app/store"
	"splot/search"
)

// Filter selects organisations for a list. Empty fields select all.
type Filter struct {
	Text        string
	Cluster     app.ID
	Origin      string
	Voivodeship string
	PKD, KIS    string
	State       string // of those whom the actor may edit; others see published ones only
	Sort        string // name, origin or voivodeship, "-" before it turns it round; without a text
	Cursor      store.Cursor
	Limit       int
}

// List lists organisations by name or, with a text, by how well it fits.
func (s *Service) List(ctx context.Context, actor app.Actor, f Filter) ([]View, store.Cursor, error) {
	if f.Text != "" {
		return s.find(ctx, actor, f)
	}
	q := store.Query{Limit: f.Limit, Cursor: f.Cursor}
	q.Sort, q.Desc = order(f.Sort)
	for _, c := range []struct{ field, value string }{
		{"clusters", string(f.Cluster)}, {"origin", f.Origin}, {"voivodeship", f.Voivodeship}, {"pkd", f.PKD}, {"kis", f.KIS}, {"state", f.State},
	} {
		if c.value != "" {
			q.Where = append(q.Where, store.Eq(c.field, c.value))
		}
	}
	return s.page(ctx, actor, q)
}

// order is the store's sort of a list; by name unless it says otherwise.
func order(key string) (field string, desc bool) {
	name, desc := strings.CutPrefix(key, "-")
	if name == "origin" || name == "voivodeship" || name == "name" {
		return name, desc
	}
	return "name", false
}

// known is the condition that an organisation exists for the actor.
func (s *Service) known(ctx context.Context, actor app.Actor) ([]store.Condition, error) {
	var where []store.Condition
	if classes := actor.Lists(); classes != nil {
		where = append(where, store.In("seenBy", classes...))
	}
	shutting, err := indexed.Shutting(ctx, s.Organisations, actor)
	if err != nil {
		return nil, err
	}
	var ids []app.ID
	for _, o := range shutting {
		if !actor.Knows(&o) {
			ids = append(ids, o.ID)
		}
	}
	return append(where, indexed.Without(store.IDField, ids)...), nil
}

// page answers one page: the query returns what the actor may see and nothing else, so that a cursor and the end of the
// list tell nothing of the rest.
func (s *Service) page(ctx context.Context, actor app.Actor, q store.Query) ([]View, store.Cursor, error) {
	known, err := s.known(ctx, actor)
	if err != nil {
		return nil, "", records.Answer("list organisations", err)
	}
	q.Where = append(q.Where, known...)
	docs, next, err := s.Organisations.Find(ctx, q)
	if err != nil {
		return nil, "", records.Answer("list organisations", err)
	}
	views, err := s.views(ctx, actor, docs)
	return views, next, err
}

// find answers a text search from the search engine; published organisations only.
func (s *Service) find(ctx context.Context, actor app.Actor, f Filter) ([]View, store.Cursor, error) {
	one := func(value string) []string {
		if value == "" {
			return nil
		}
		return []string{value}
	}
	found, err := s.o.Search.Search(ctx, search.Query{
		Text: f.Text, Viewer: indexed.Viewer(actor), Kinds: []string{search.Organisation}, Clusters: one(string(f.Cluster)),
		Origins: one(f.Origin), Voivodeships: one(f.Voivodeship), PKD: one(f.PKD), KIS: one(f.KIS), Limit: f.Limit,
	})
	if err != nil {
		return nil, "", records.Answer("search organisations", err)
	}
	ids := make([]string, len(found.Hits))
	for i, hit := range found.Hits {
		ids[i] = hit.ID
	}
	if len(ids) == 0 {
		return []View{}, "", nil
	}
	docs, _, err := s.Organisations.Find(ctx, store.Query{Where: []store.Condition{store.In(store.IDField, ids...)}, Limit: len(ids)})
	if err != nil {
		return nil, "", records.Answer("read found organisations", err)
	}
	slices.SortFunc(docs, func(a, b organisationDoc) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	docs = slices.DeleteFunc(docs, func(d organisationDoc) bool { return !actor.Knows(&d.Value) })
	views, err := s.views(ctx, actor, docs)
	return views, "", err
}
