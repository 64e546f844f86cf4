package matching

import (
	"context"
	"fmt"
	"log/slog"
	"slices"

	"splot/app"
	"splot/app/indexed"
	"splot/app/records"
	"splot/app/store"
)

// Query selects matches. Without Entry, Organisation and Cluster it is all that the actor's organisations take part
// in, or for a manager who represents none, all of the managed clusters.
type Query struct {
	Entry        app.ID
	Organisation app.ID
	Cluster      app.ID
	Side         app.Side // on which the organisation stands
	States       []app.MatchState
	Kind         app.Kind // of the offer
	MinScore     float64
	New          bool // nobody of the organisation has opened it
	Hidden       bool // what the organisation has hidden, instead of the rest
	Newest       bool // sort by time instead of score
	Ascending    bool // lowest score or oldest first
	Cursor       store.Cursor
	Limit        int
}

// Page is one page of a list. Counts holds the numbers by state, on the first page and without States.
type Page struct {
	Items  []View
	Next   store.Cursor
	Counts map[app.MatchState]int64
	Total  int64
}

// List answers the matches that a query selects and the actor may see.
func (s *Service) List(ctx context.Context, actor app.Actor, q Query) (Page, error) {
	where, err := s.scope(ctx, actor, q)
	if err != nil {
		return Page{}, err
	}
	where = append(where, filters(q)...)
	page := Page{Items: []View{}, Counts: map[app.MatchState]int64{}}
	if q.Cursor == "" {
		if err := s.count(ctx, &page, where, q.States); err != nil {
			return Page{}, err
		}
	}
	if len(q.States) > 0 {
		where = append(where, store.In("state", stateNames(q.States)...))
	}
	sort := "score"
	if q.Newest {
		sort = "createdAt"
	}
	docs, next, err := s.Matches.Find(ctx, store.Query{Where: where, Sort: sort, Desc: !q.Ascending, Limit: q.Limit, Cursor: q.Cursor})
	if err != nil {
		return Page{}, fmt.Errorf("list matches: %w", err)
	}
	page.Next = next
	page.Items, err = s.views(ctx, actor, docs)
	if err == nil {
		s.noteShown(ctx, actor, q, where, docs, page.Items)
	}
	return page, err
}

func (s *Service) count(ctx context.Context, page *Page, where []store.Condition, states []app.MatchState) error {
	counts, err := s.Store.CountBy(ctx, records.Matches, store.Query{Where: where}, "state")
	if err != nil {
		return fmt.Errorf("count matches: %w", err)
	}
	for state, n := range counts {
		page.Counts[app.MatchState(state)] = n
		if len(states) == 0 || slices.Contains(states, app.MatchState(state)) {
			page.Total += n
		}
	}
	return nil
}

func stateNames(states []app.MatchState) []string {
	list := make([]string, len(states))
	for i, state := range states {
		list[i] = string(state)
	}
	return list
}

// scope is the part of a query by which the actor's rights are held. Whatever the actor has no right to does not
// exist.
func (s *Service) scope(ctx context.Context, actor app.Actor, q Query) ([]store.Condition, error) {
	switch {
	case q.Entry != "":
		return s.entryScope(ctx, actor, q)
	case q.Organisation != "":
		return organisationScope(actor, q)
	case q.Cluster != "":
		if !slices.Contains(actor.In(app.RoleManager), q.Cluster) {
			return nil, app.NotFound()
		}
		return []store.Condition{store.Eq("clusters", string(q.Cluster))}, nil
	}
	if own := actor.Represents(); len(own) > 0 {
		return ownScope(q, own), nil
	}
	managed := actor.In(app.RoleManager)
	if len(managed) == 0 {
		return nil, app.Forbidden()
	}
	return []store.Condition{store.In("clusters", indexed.Texts(managed)...)}, nil
}

func (s *Service) entryScope(ctx context.Context, actor app.Actor, q Query) ([]store.Condition, error) {
	p, exists, err := s.load(ctx, string(q.Entry))
	if err != nil {
		return nil, err
	}
	e := p.Entry.Value
	if !exists || !actor.May(app.OpListMatches, app.Target{Organisations: []app.ID{e.Organisation}, Clusters: []app.ID{e.Cluster}}) {
		return nil, app.NotFound()
	}
	where := []store.Condition{store.Eq("entries", string(q.Entry))}
	if slices.Contains(actor.Represents(), e.Organisation) {
		where = append(where, ownScope(q, []app.ID{e.Organisation})...)
	}
	return where, nil
}

// organisationScope is for representatives; and for managers, of one side at a time, the entries of the own clusters:
// a list of all would tell which anonymous teasers of other clusters are the organisation's.
func organisationScope(actor app.Actor, q Query) ([]store.Condition, error) {
	if slices.Contains(actor.Represents(), q.Organisation) {
		return ownScope(q, []app.ID{q.Organisation}), nil
	}
	managed := actor.In(app.RoleManager)
	if len(managed) == 0 {
		return nil, app.NotFound()
	}
	side := "need"
	if q.Side == app.OfferSide {
		side = "offer"
	}
	return []store.Condition{
		store.Eq(side+".organisation", string(q.Organisation)), store.In(side+".cluster", indexed.Texts(managed)...),
	}, nil
}

// ownScope selects by organisations on whose behalf the actor looks.
func ownScope(q Query, own []app.ID) []store.Condition {
	ids := indexed.Texts(own)
	field := "shownTo"
	if q.Hidden {
		field = "hiddenBy"
	}
	where := []store.Condition{store.In(field, ids...)}
	if q.New {
		where = append(where, store.In("unseenBy", ids...))
	}
	switch q.Side {
	case app.NeedSide:
		where = append(where, store.In("need.organisation", ids...))
	case app.OfferSide:
		where = append(where, store.In("offer.organisation", ids...))
	}
	return where
}

func filters(q Query) []store.Condition {
	where := []store.Condition{store.Eq("closed", false)}
	if q.Kind != "" {
		where = append(where, store.Eq("offer.kind", string(q.Kind)))
	}
	if q.MinScore > 0 {
		where = append(where, store.Condition{Field: "score", Min: q.MinScore})
	}
	return where
}

// views assembles matches for the actor, leaving out those whose gates have closed since they were stored.
func (s *Service) views(ctx context.Context, actor app.Actor, docs []matchDoc) ([]View, error) {
	var ids []app.ID
	for _, d := range docs {
		ids = append(ids, d.Value.Entries...)
	}
	parties, err := s.reader.All(ctx, ids)
	if err != nil {
		return nil, err
	}
	views := make([]View, 0, len(docs))
	for _, d := range docs {
		m := &d.Value
		m.ID = app.ID(d.ID)
		need, offer := parties[m.Need.Entry], parties[m.Offer.Entry]
		if actor.May(app.OpReadMatch, target(m)) && open(need, offer, s.now()) {
			views = append(views, view(actor, d, need, offer))
		}
	}
	return views, nil
}

// noteShown tells what a page of a list showed, where its order says something of relevance.
func (s *Service) noteShown(ctx context.Context, actor app.Actor, q Query, where []store.Condition, docs []matchDoc, views []View) {
	suggestions := len(q.States) == 0 || slices.Contains(q.States, app.MatchSuggested)
	if s.learning == nil || len(views) == 0 || q.Newest || q.Ascending || q.Hidden || !suggestions {
		return
	}
	above := 0
	if q.Cursor != "" {
		n, err := s.Matches.Count(ctx, store.Query{Where: append(slices.Clone(where), store.Condition{Field: "score", Above: views[0].Score})})
		if err != nil {
			s.log.WarnContext(ctx, "counting what stands above a page failed", slog.Any("error", err))
			return
		}
		above = int(n)
	}
	shown := make([]app.Match, 0, len(views))
	for i := range docs {
		m := docs[i].Value
		if m.ID = app.ID(docs[i].ID); slices.ContainsFunc(views, func(v View) bool { return v.ID == m.ID }) {
			shown = append(shown, m)
		}
	}
	s.learning.Shown(ctx, actor, above, shown)
}
