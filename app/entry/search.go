package entry

import (
	"context"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/indexed"
	"splot/app/store"
	"splot/search"
)

// Searcher is the part of the search engine that a search of people needs.
type Searcher interface {
	Search(ctx context.Context, q search.Query) (search.Result, error)
}

// Query is what a search of people asks; its Viewer is set here.
type Query = search.Query

// Found is what a search of people found, best first.
type Found struct {
	Views    []View
	Matched  map[app.ID][]string // words of the query as they occur in an entry
	Total    int
	Facets   map[string]map[string]int
	Degraded bool // the search server is down; a simpler search answered
}

// Search finds approved entries by words and filters. The engine filters by visibility, and every hit's
// visibility is decided again here from the entry itself.
func (s *Service) Search(ctx context.Context, actor app.Actor, q Query) (Found, error) {
	if !actor.May(app.OpSearch, app.Target{}) {
		return Found{}, app.Forbidden()
	}
	q.Viewer = indexed.Viewer(actor)
	if len(q.Kinds) == 0 {
		q.Kinds = app.Kinds
	}
	result, err := s.engine.Search(ctx, q)
	if err != nil {
		return Found{}, fmt.Errorf("search entries: %w", err)
	}
	found := Found{Total: result.Total, Facets: result.Facets, Degraded: result.Degraded, Matched: map[app.ID][]string{}, Views: []View{}}
	ids := make([]string, len(result.Hits))
	by := map[app.ID]search.View{}
	for i, hit := range result.Hits {
		ids[i] = hit.ID
		by[app.ID(hit.ID)] = hit.View
		found.Matched[app.ID(hit.ID)] = hit.Matched
	}
	if found.Views, err = s.Shown(ctx, actor, ids); err != nil {
		return Found{}, err
	}
	// An entry that shows less than when it was indexed was perhaps found by what is hidden now.
	found.Views = slices.DeleteFunc(found.Views, func(v View) bool {
		return v.Level == app.LevelTeaser && by[v.Entry.ID] == search.ViewFull
	})
	found.without(len(ids) - len(found.Views))
	return found, nil
}

// without takes hits that are not shown out of the numbers. Which facets they counted in is not known, so none is told.
func (f *Found) without(hidden int) {
	if hidden == 0 {
		return
	}
	f.Total, f.Facets = max(len(f.Views), f.Total-hidden), map[string]map[string]int{}
	shown := map[app.ID][]string{}
	for _, v := range f.Views {
		shown[v.Entry.ID] = f.Matched[v.Entry.ID]
	}
	f.Matched = shown
}

// Shown answers entries as a search shows them to the actor, in the order of ids; those that it does not show are left
// out. There may be at most store.MaxLimit ids.
func (s *Service) Shown(ctx context.Context, actor app.Actor, ids []string) ([]View, error) {
	views := []View{}
	if len(ids) == 0 {
		return views, nil
	}
	docs, _, err := s.Entries.Find(ctx, store.Query{Where: []store.Condition{store.In(store.IDField, ids...)}, Limit: len(ids)})
	if err != nil {
		return nil, fmt.Errorf("read found entries: %w", err)
	}
	slices.SortFunc(docs, func(a, b doc) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	around, err := s.surroundings(ctx, actor, docs)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		if level := Findable(actor, &d.Value, around.owner(&d.Value)); level > app.LevelNothing {
			views = append(views, s.view(actor, d, level, around))
		}
	}
	return views, nil
}

// Findable is how much of an entry a search shows the actor: what they see of a live one, but no more than its approved
// version.
func Findable(actor app.Actor, e *app.Entry, owner *app.Organisation) app.Level {
	if !e.Live {
		return app.LevelNothing
	}
	return min(app.LevelPublic, actor.Sees(e, owner))
}
