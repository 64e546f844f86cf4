package search_test

import (
	"errors"
	"slices"
	"testing"

	"splot/search"
)

func TestView(t *testing.T) {
	entry := func(visibility string) search.Entry {
		return search.Entry{
			Kind: search.Need, Organisation: "owner", Clusters: []string{"a", "b"}, Visibility: visibility, Excluded: []string{"rival"},
		}
	}
	for _, c := range []struct {
		name       string
		visibility string
		viewer     search.Viewer
		want       search.View
	}{
		{"stranger, network", search.VisibleNetwork, search.Viewer{}, search.ViewFull},
		{"stranger, teaser", search.VisibleTeaser, search.Viewer{}, search.ViewTeaser},
		{"stranger, cluster", search.VisibleCluster, search.Viewer{Clusters: []string{"c"}}, search.ViewNone},
		{"member, cluster", search.VisibleCluster, search.Viewer{Clusters: []string{"b"}}, search.ViewFull},
		{"member, teaser", search.VisibleTeaser, search.Viewer{Clusters: []string{"b"}}, search.ViewTeaser},
		{"manager, teaser", search.VisibleTeaser, search.Viewer{Manages: []string{"b"}}, search.ViewFull},
		{"owner, teaser", search.VisibleTeaser, search.Viewer{Organisations: []string{"owner"}}, search.ViewFull},
		{"rival, network", search.VisibleNetwork, search.Viewer{Of: []string{"rival"}}, search.ViewNone},
		{"rival, teaser", search.VisibleTeaser, search.Viewer{Of: []string{"rival"}}, search.ViewNone},
		{"rival who manages", search.VisibleNetwork, search.Viewer{Of: []string{"rival"}, Manages: []string{"a"}}, search.ViewFull},
		{"unstated", "", search.Viewer{Clusters: []string{"a"}}, search.ViewNone},
		{"unknown", "everybody", search.Viewer{Clusters: []string{"a"}}, search.ViewNone},
		{"the program", "", search.Viewer{All: true}, search.ViewFull},
	} {
		e := entry(c.visibility)
		if got := c.viewer.View(&e); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
	nobodys := search.Entry{Kind: search.Need, Visibility: search.VisibleCluster}
	if got := (search.Viewer{Organisations: []string{""}}).View(&nobodys); got != search.ViewNone {
		t.Errorf("an entry without owner belongs to nobody: got %d", got)
	}
}

func TestMeets(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(a, b *search.Entry)
		want   bool
	}{
		{"need and technology", func(*search.Entry, *search.Entry) {}, true},
		{"need and competence", func(_, b *search.Entry) { b.Kind = search.Competence }, true},
		{"two needs", func(_, b *search.Entry) { b.Kind = search.Need }, false},
		{"two offers", func(a, _ *search.Entry) { a.Kind = search.Competence }, false},
		{"organisation", func(_, b *search.Entry) { b.Kind = search.Organisation }, false},
		{"one owner", func(a, b *search.Entry) { a.Organisation = b.Organisation }, false},
		{"excluded", func(a, b *search.Entry) { a.Excluded = []string{b.Organisation} }, false},
		{"cluster elsewhere", func(a, _ *search.Entry) { a.Visibility, a.Clusters = search.VisibleCluster, []string{"x"} }, false},
		{"cluster shared", func(a, b *search.Entry) {
			a.Visibility, a.Clusters, b.Clusters = search.VisibleCluster, []string{"x"}, []string{"x"}
		}, true},
		{"unstated", func(a, _ *search.Entry) { a.Visibility = "" }, false},
	} {
		a := search.Entry{Kind: search.Need, Organisation: "a", Visibility: search.VisibleNetwork}
		b := search.Entry{Kind: search.Technology, Organisation: "b", Visibility: search.VisibleTeaser}
		c.change(&a, &b)
		if search.Meets(&a, &b) != c.want || search.Meets(&b, &a) != c.want {
			t.Errorf("%s: want %v from either side", c.name, c.want)
		}
	}
}

func TestFacetsOfATeaserTellNoMoreThanItShows(t *testing.T) {
	e := search.Entry{
		Kind: search.Need, Voivodeship: "slaskie", Origin: "science", Clusters: []string{"a"}, PKD: []string{"25"}, KIS: []string{"k"},
		Cooperation: []string{"pilot"},
	}
	for _, f := range search.Facets {
		shown := slices.Contains([]string{"kind", "voivodeship", "origin"}, f)
		full, teaser := slices.Collect(e.FacetValues(f, search.ViewFull)), slices.Collect(e.FacetValues(f, search.ViewTeaser))
		if len(full) != 1 || (len(teaser) == 1) != shown {
			t.Errorf("%s: full %v, teaser %v", f, full, teaser)
		}
	}
}

func TestQueryValidate(t *testing.T) {
	for _, c := range []struct {
		q    search.Query
		want bool
	}{
		{search.Query{Limit: 1}, true},
		{search.Query{Limit: 100, Offset: 900, Facets: search.Facets}, true},
		{search.Query{}, false},
		{search.Query{Limit: 101}, false},
		{search.Query{Limit: 100, Offset: 901}, false},
		{search.Query{Limit: 1, Offset: -1}, false},
		{search.Query{Limit: 1, Facets: []string{"owner"}}, false},
	} {
		if err := c.q.Validate(); (err == nil) != c.want || err != nil && !errors.Is(err, search.ErrQuery) {
			t.Errorf("%+v: %v", c.q, err)
		}
	}
}
