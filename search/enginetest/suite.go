package enginetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"splot/search"
)

// Open makes an empty engine for one test and takes it down with it. What Put and Delete did is searchable when
// they return.
type Open func(t *testing.T) search.Engine

// Run runs the suite.
func Run(t *testing.T, open Open) {
	for _, c := range []struct {
		name string
		run  func(*testing.T, search.Engine)
	}{
		{"versions", versions},
		{"delete", deletes},
		{"candidates order", order},
		{"candidates across languages", languages},
		{"candidates both ways", bothWays},
		{"candidates of a long need", longNeed},
		{"gates", gates},
		{"visibility", visibility},
		{"views of hits", views},
		{"excluded viewers", excludedViewers},
		{"teasers hide words", teaserWords},
		{"teasers hide facts", teaserFacts},
		{"teasers hide names", teaserNames},
		{"prefix", prefix},
		{"typing errors", typos},
		{"words of a query", queryWords},
		{"filters", filters},
		{"facets", facets},
		{"paging", paging},
		{"spans", spans},
		{"invalid queries", invalid},
		{"hostile input", hostile},
		{"organisations", organisations},
		{"rebuild", rebuild},
		{"rebuild that fails", rebuildFails},
		{"verify and repair", verifying},
		{"verify while entries change", verifyingWhileItChanges},
		{"verify that fails", verifyingFails},
		{"concurrent use", concurrent},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, open(t)) })
	}
}

// everyone sees what is on the platform without belonging anywhere; itself sees all.
var (
	everyone = search.Viewer{}
	itself   = search.Viewer{All: true}
)

// entry is a valid entry of the network; change adapts it.
func entry(id, kind, owner, title string, change ...func(*search.Entry)) search.Entry {
	e := search.Entry{
		ID: id, Version: 1, Kind: kind, Organisation: owner, Clusters: []string{"makros"}, Visibility: search.VisibleNetwork,
		Title: search.Text{PL: title}, ApprovedAt: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC),
	}
	for _, f := range change {
		f(&e)
	}
	return e
}

func english(title string) func(*search.Entry) {
	return func(e *search.Entry) { e.Title = search.Text{EN: title} }
}

func put(t *testing.T, e search.Engine, entries ...search.Entry) {
	t.Helper()
	if err := e.Put(t.Context(), entries...); err != nil {
		t.Fatalf("put: %v", err)
	}
}

func candidates(t *testing.T, e search.Engine, of search.Entry) []string {
	t.Helper()
	list, err := e.Candidates(t.Context(), of, 50)
	if err != nil {
		t.Fatalf("candidates: %v", err)
	}
	ids := make([]string, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	return ids
}

func find(t *testing.T, e search.Engine, q search.Query) search.Result {
	t.Helper()
	if q.Limit == 0 {
		q.Limit = 50
	}
	r, err := e.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("search: %v", err)
	}
	return r
}

// found lists the ids of hits, sorted.
func found(t *testing.T, e search.Engine, q search.Query) []string {
	t.Helper()
	ids := hitIDs(find(t, e, q))
	slices.Sort(ids)
	return ids
}

func hitIDs(r search.Result) []string {
	ids := []string{}
	for _, h := range r.Hits {
		ids = append(ids, h.ID)
	}
	return ids
}

func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func sequence(entries []search.Entry, fail error) func(func(search.Entry, error) bool) {
	return func(yield func(search.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
		if fail != nil {
			yield(search.Entry{}, fail)
		}
	}
}

func many(n int) []search.Entry {
	out := make([]search.Entry, n)
	for i := range out {
		out[i] = entry(fmt.Sprintf("many-%04d", i), search.Technology, "o1", fmt.Sprintf("Powłoka ceramiczna numer %d", i))
	}
	return out
}

func background() context.Context { return context.Background() }
