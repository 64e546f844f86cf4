package entry_test

import (
	"slices"
	"testing"

	"splot/app"
	"splot/app/entry"
	"splot/app/store"
	"splot/search"
)

// TestLevels compares what each person sees of an approved entry in each visibility.
func TestLevels(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	tests := []struct {
		visibility app.Visibility
		actor      app.Actor
		want       app.Level
	}{
		{app.VisibleCluster, s.author, app.LevelFull},
		{app.VisibleCluster, s.examiner, app.LevelFull},
		{app.VisibleCluster, s.manager, app.LevelPublic},
		{app.VisibleCluster, s.colleague, app.LevelPublic},
		{app.VisibleCluster, s.stranger, app.LevelNothing},
		{app.VisibleNetwork, s.colleague, app.LevelPublic},
		{app.VisibleNetwork, s.stranger, app.LevelPublic},
		{app.VisibleTeaser, s.author, app.LevelFull},
		{app.VisibleTeaser, s.manager, app.LevelPublic},
		{app.VisibleTeaser, s.colleague, app.LevelTeaser},
		{app.VisibleTeaser, s.stranger, app.LevelTeaser},
		{app.VisibleTeaser, app.Actor{}, app.LevelNothing},
	}
	for _, tt := range tests {
		c := film()
		c.Visibility = tt.visibility
		id := s.approved(c).Entry.ID
		v, err := s.Get(ctx, tt.actor, id)
		if tt.want == app.LevelNothing {
			wantClass(t, err, app.ClassNotFound)
			continue
		}
		must(t, err)
		if v.Level != tt.want {
			t.Errorf("%s for %v: level %d, want %d", tt.visibility, tt.actor.Grants, v.Level, tt.want)
		}
		if secret := v.Content.Confidential.PL != ""; secret != (tt.want == app.LevelFull) {
			t.Errorf("%s for %v: confidential detail shown: %v", tt.visibility, tt.actor.Grants, secret)
		}
		if named := v.Owner.Name != "" || v.Cluster.Slug != ""; named != (tt.want > app.LevelTeaser) {
			t.Errorf("%s for %v: owner shown: %v", tt.visibility, tt.actor.Grants, named)
		}
	}
}

// TestPartner opens everything to the other side of a mutual match, and to nobody else.
func TestPartner(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	v := s.approved(film())
	m := app.Match{
		State:   app.MatchInterest,
		Entries: []app.ID{v.Entry.ID, "need"}, Organisations: []app.ID{s.maker, s.far},
		Need: app.Party{Organisation: s.far}, Offer: app.Party{Organisation: s.maker, Entry: v.Entry.ID},
	}
	must(t, s.records.Matches.Insert(ctx, "m", m))
	level := func(actor app.Actor) app.Level {
		seen, err := s.Get(ctx, actor, v.Entry.ID)
		must(t, err)
		return seen.Level
	}
	if got := level(s.stranger); got != app.LevelTeaser {
		t.Fatalf("before both agreed: level %d", got)
	}
	m.State = app.MatchMutual
	_, err := s.records.Matches.Replace(ctx, store.Doc[app.Match]{ID: "m", Version: 1, Value: m})
	must(t, err)
	if got := level(s.stranger); got != app.LevelFull {
		t.Fatalf("after both agreed: level %d", got)
	}
	if got := level(s.colleague); got != app.LevelTeaser {
		t.Fatalf("a third: level %d", got)
	}
}

// TestLists shows each person what they may see: a list by owner never holds an anonymous teaser.
func TestLists(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	teaser := s.approved(film()).Entry.ID
	open := film()
	open.Visibility = app.VisibleNetwork
	network := s.approved(open).Entry.ID
	draft := s.draft(film()).Entry.ID
	tests := []struct {
		name   string
		actor  app.Actor
		filter entry.Filter
		want   []app.ID
	}{
		{"own", s.author, entry.Filter{}, []app.ID{draft, network, teaser}},
		{"own drafts", s.author, entry.Filter{State: app.EntryDraft}, []app.ID{draft}},
		{"of the organisation, by its manager", s.manager, entry.Filter{Organisation: s.maker}, []app.ID{draft, network, teaser}},
		{"of the organisation, by a neighbour", s.colleague, entry.Filter{Organisation: s.maker}, []app.ID{network}},
		{"of the organisation, by a stranger", s.stranger, entry.Filter{Organisation: s.maker}, []app.ID{network}},
		{"of the cluster, by a stranger", s.stranger, entry.Filter{Cluster: s.cluster}, []app.ID{network}},
	}
	for _, tt := range tests {
		views, _, err := s.List(ctx, tt.actor, tt.filter)
		must(t, err)
		var got []app.ID
		for _, v := range views {
			got = append(got, v.Entry.ID)
		}
		slices.Sort(got)
		slices.Sort(tt.want)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestSearchWithAStaleIndex finds what was visible when it was indexed and is less so now: nothing may tell by which
// words it was found.
func TestSearchWithAStaleIndex(t *testing.T) {
	for _, was := range []search.View{search.ViewFull, search.ViewTeaser} {
		for _, now := range []app.Visibility{app.VisibleNetwork, app.VisibleTeaser, app.VisibleCluster} {
			s := newSite(t)
			c := film()
			c.Visibility = now
			id := s.approved(c).Entry.ID
			s.found.hits = []search.Hit{{ID: string(id), Kind: search.Technology, View: was, Matched: []string{"Wielowarstwowa"}}}
			found, err := s.Search(t.Context(), s.stranger, entry.Query{Text: "wielowarstwowa"})
			must(t, err)
			want := 1
			if now == app.VisibleCluster || now == app.VisibleTeaser && was == search.ViewFull {
				want = 0
			}
			if len(found.Views) != want || len(found.Matched) != want || found.Total != want {
				t.Errorf("indexed as view %d, now %s: %d shown, %d marked, total %d, want %d", was, now, len(found.Views), len(found.Matched), found.Total, want)
			}
		}
	}
}

// TestSearchChecksAgain hides hits of an engine that is behind or wrong.
func TestSearchChecksAgain(t *testing.T) {
	s := newSite(t)
	c := film()
	c.Visibility = app.VisibleCluster
	near := s.approved(c).Entry.ID
	hidden := s.draft(film()).Entry.ID
	s.found.hits = []search.Hit{{ID: string(near)}, {ID: string(hidden)}, {ID: "gone"}}
	for _, tt := range []struct {
		actor app.Actor
		want  int
	}{{s.colleague, 1}, {s.stranger, 0}} {
		found, err := s.Search(t.Context(), tt.actor, entry.Query{Text: "folia"})
		must(t, err)
		if len(found.Views) != tt.want {
			t.Errorf("%d hits shown, want %d", len(found.Views), tt.want)
		}
	}
}
