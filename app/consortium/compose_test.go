package consortium_test

import (
	"slices"
	"testing"

	"splot/app"
	"splot/app/consortium"
)

// members are the organisations of a team, or the entries of its anonymous parties.
func members(t consortium.Team) []app.ID {
	var list []app.ID
	for _, m := range t.Members {
		list = append(list, m.Organisation+m.Entry)
	}
	return list
}

// TestBetweenEqualTeams: of two who cover the same equally well the one who is asked less is proposed, then the one of the
// own cluster, then the one of the own region.
func TestBetweenEqualTeams(t *testing.T) {
	asked := func(n int) func(*app.Entry, *consortium.Answer) {
		return func(_ *app.Entry, a *consortium.Answer) { a.Entry.Requests = n }
	}
	elsewhere := func(o *app.Organisation) { o.Clusters = []app.ID{"krea"} }
	far := func(o *app.Organisation) { o.Voivodeship = "06" }
	plain := func(*app.Organisation) {}
	for _, c := range []struct {
		name         string
		worse        func(*app.Organisation)
		worse2       func(*app.Organisation)
		worseAsked   int
		betterAsked  int
		betterChange func(*app.Organisation)
	}{
		{"busy", plain, plain, 3, 0, plain},
		{"of another cluster", elsewhere, plain, 0, 0, plain},
		{"of another region", far, plain, 0, 0, plain},
		{"of another cluster beside another region", elsewhere, plain, 0, 0, far},
		{"busy beside far away", plain, plain, 3, 0, func(o *app.Organisation) { elsewhere(o); far(o) }},
	} {
		for _, order := range []bool{true, false} { // whoever comes first
			w := newWorld(t)
			start := w.organisation("start")
			names := []string{"a", "b"}
			if !order {
				slices.Reverse(names)
			}
			better := w.organisation(names[0], c.betterChange)
			worse := w.organisation(names[1], c.worse, c.worse2)
			w.covers(better, "druk", 80, asked(c.betterAsked))
			w.covers(worse, "druk", 80, asked(c.worseAsked))
			team, err := w.Compose(t.Context(), representative(start), consortium.Request{Capabilities: needs("druk")})
			must(t, err)
			if got := members(team); !slices.Contains(got, better.ID) || slices.Contains(got, worse.ID) {
				t.Errorf("%s: the team is %v, want %s", c.name, got, better.ID)
			}
		}
	}
}

// TestWhoMayBeProposed: nobody who excludes or is excluded, is archived or hidden; an anonymous offer without its owner.
func TestWhoMayBeProposed(t *testing.T) {
	for _, c := range []struct {
		name   string
		owner  func(*app.Organisation)
		entry  func(*app.Entry, *consortium.Answer)
		start  func(*app.Organisation)
		in     bool
		silent bool
	}{
		{name: "anybody", in: true},
		{name: "who excludes", owner: func(o *app.Organisation) { o.Excluded = []app.ID{"start"} }},
		{name: "who is excluded", start: func(o *app.Organisation) { o.Excluded = []app.ID{"owner"} }},
		{name: "who is archived", owner: func(o *app.Organisation) { o.State = app.Archived }},
		{name: "a draft", owner: func(o *app.Organisation) { o.State = app.Draft }},
		{
			name: "what is for another cluster", owner: func(o *app.Organisation) { o.Clusters = []app.ID{"krea"} },
			entry: func(e *app.Entry, _ *consortium.Answer) { e.Approved.Content.Visibility = app.VisibleCluster },
		},
		{name: "what is over", entry: func(e *app.Entry, _ *consortium.Answer) { e.Approved.ValidUntil = now }},
		{name: "what says too little of it", entry: func(_ *app.Entry, a *consortium.Answer) { a.Share = 0.4 }},
		{name: "what scores too little", entry: func(_ *app.Entry, a *consortium.Answer) { a.Score = consortium.Threshold - 1 }},
		{
			name: "an anonymous teaser", in: true, silent: true,
			owner: func(o *app.Organisation) { o.Hint = "enterprise//" },
			entry: func(e *app.Entry, _ *consortium.Answer) { e.Approved.Content.Visibility = app.VisibleTeaser },
		},
	} {
		w := newWorld(t)
		none := func(*app.Organisation) {}
		start, owner, entry := c.start, c.owner, c.entry
		if start == nil {
			start = none
		}
		if owner == nil {
			owner = none
		}
		if entry == nil {
			entry = func(*app.Entry, *consortium.Answer) {}
		}
		begins, o := w.organisation("start", start), w.organisation("owner", owner)
		id := w.covers(o, "druk", 80, entry)
		team, err := w.Compose(t.Context(), representative(begins), consortium.Request{Capabilities: needs("druk")})
		must(t, err)
		want := o.ID
		if c.silent {
			want = id
		}
		i := slices.IndexFunc(team.Members, func(m consortium.Member) bool { return m.Organisation+m.Entry == want })
		if (i >= 0) != c.in {
			t.Errorf("%s: the team is %v", c.name, members(team))
			continue
		}
		if m := team.Members[max(0, i)]; c.silent && (m.Name != "" || m.Organisation != "" || m.Voivodeship != "" || m.Origin != "enterprise") {
			t.Errorf("%s is told as %+v", c.name, m.Party)
		}
	}
}
