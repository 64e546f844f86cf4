package entry_test

import (
	"slices"
	"testing"
	"time"

	"splot/app"
	"splot/app/entry"
)

// shelf is three technologies of one member: two in review, one a draft, each a day younger than the one before.
func shelf(t *testing.T, s *site) (film, tray, draft app.ID) {
	t.Helper()
	made := func(title string) entry.View {
		c := filmOf(title)
		v := s.draft(c)
		s.clock.forward(24 * time.Hour)
		return v
	}
	a, b, c := made("Kompostowalna folia"), made("Tacka z włókna"), made("Powłoka")
	for _, v := range []entry.View{a, b} {
		_, err := s.Submit(t.Context(), s.author, v.Entry.ID, v.Version)
		must(t, err)
		s.clock.forward(24 * time.Hour)
	}
	return a.Entry.ID, b.Entry.ID, c.Entry.ID
}

func filmOf(title string) app.Content {
	c := film()
	c.Title = app.Text{PL: title}
	return c
}

func ids(views []entry.View) []app.ID {
	list := make([]app.ID, len(views))
	for i, v := range views {
		list[i] = v.Entry.ID
	}
	return list
}

func TestListOrderAndText(t *testing.T) {
	s := newSite(t)
	film, tray, draft := shelf(t, s)
	for name, test := range map[string]struct {
		filter entry.Filter
		want   []app.ID
	}{
		"usual":         {entry.Filter{}, []app.ID{tray, film, draft}},
		"oldest first":  {entry.Filter{Sort: "updated"}, []app.ID{draft, film, tray}},
		"by state":      {entry.Filter{Sort: "-state"}, []app.ID{tray, film, draft}},
		"unknown order": {entry.Filter{Sort: "author"}, []app.ID{tray, film, draft}},
		"word":          {entry.Filter{Text: "wlokna"}, []app.ID{tray}},
		"owner":         {entry.Filter{Text: "mazur powłoka"}, []app.ID{draft}},
		"nothing":       {entry.Filter{Text: "beton"}, []app.ID{}},
	} {
		views, _, err := s.List(t.Context(), s.author, test.filter)
		must(t, err)
		if got := ids(views); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

// TestListTextReadsOn pages through a list narrowed to one of three, one at a time, and finds it once.
func TestListTextReadsOn(t *testing.T) {
	s := newSite(t)
	_, _, draft := shelf(t, s)
	views, next, err := s.List(t.Context(), s.author, entry.Filter{Text: "powłoka", Limit: 1})
	must(t, err)
	if got := ids(views); !slices.Equal(got, []app.ID{draft}) {
		t.Fatalf("first page: %v", got)
	}
	if next == "" {
		return
	}
	views, next, err = s.List(t.Context(), s.author, entry.Filter{Text: "powłoka", Limit: 1, Cursor: next})
	must(t, err)
	if len(views) != 0 || next != "" {
		t.Errorf("after the last: %v, %q", ids(views), next)
	}
}

func TestQueueOrderAndFilter(t *testing.T) {
	s := newSite(t)
	film, tray, _ := shelf(t, s)
	for name, test := range map[string]struct {
		filter entry.QueueFilter
		want   []app.ID
	}{
		"longest waiting": {entry.QueueFilter{}, []app.ID{film, tray}},
		"newest":          {entry.QueueFilter{Sort: "-waiting"}, []app.ID{tray, film}},
		"word":            {entry.QueueFilter{Text: "tacka"}, []app.ID{tray}},
		"owner":           {entry.QueueFilter{Organisation: s.maker}, []app.ID{film, tray}},
		"another owner":   {entry.QueueFilter{Organisation: s.neighbour}, []app.ID{}},
	} {
		views, _, err := s.Queue(t.Context(), s.manager, test.filter)
		must(t, err)
		if got := ids(views); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestAuditorsWithLoadAndConflicts(t *testing.T) {
	s := newSite(t)
	film, tray, _ := shelf(t, s)
	busy := s.person("busy", s.far, s.cluster, app.Grant{Role: app.RoleAuditor, Cluster: s.cluster})
	insider := s.person("insider", s.maker, s.cluster, app.Grant{Role: app.RoleAuditor, Cluster: s.cluster})
	v, err := s.Get(t.Context(), s.manager, film)
	must(t, err)
	_, err = s.Assign(t.Context(), s.manager, film, v.Version, busy.Person)
	must(t, err)
	found, err := s.Auditors(t.Context(), s.manager, []app.ID{film, tray})
	must(t, err)
	want := map[app.ID]struct {
		reviewing int64
		conflicts int
	}{s.examiner.Person: {0, 0}, busy.Person: {1, 0}, insider.Person: {0, 2}}
	if len(found) != len(want) || found[len(found)-1].ID != busy.Person {
		t.Errorf("%d auditors, the busiest not last: %+v", len(found), found)
	}
	for _, c := range found {
		if w := want[c.ID]; c.Reviewing != w.reviewing || len(c.Conflicts) != w.conflicts {
			t.Errorf("%s: reviews %d, conflicts %v", c.Name, c.Reviewing, c.Conflicts)
		}
	}
	_, err = s.Auditors(t.Context(), s.author, []app.ID{film})
	if app.ClassOf(err) != app.ClassForbidden {
		t.Errorf("the author asks: %v", err)
	}
}

func TestCounts(t *testing.T) {
	s := newSite(t)
	approved := s.inReview(film())
	_, err := s.Approve(t.Context(), s.examiner, approved.Entry.ID, approved.Version, app.Review{})
	must(t, err)
	s.draft(film())
	asked := []app.ID{s.maker, s.neighbour}
	for name, test := range map[string]struct {
		actor app.Actor
		want  map[app.ID]int64
	}{
		"its manager":    {s.manager, map[app.ID]int64{s.maker: 1, s.neighbour: 0}},
		"the owner":      {s.author, map[app.ID]int64{s.maker: 1}},
		"another member": {s.colleague, map[app.ID]int64{s.neighbour: 0}},
		"a stranger":     {s.stranger, map[app.ID]int64{}},
	} {
		got, err := s.Counts(t.Context(), test.actor, asked)
		must(t, err)
		if len(got) != len(test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
		for id, n := range test.want {
			if got[id] != n {
				t.Errorf("%s: %v, want %v", name, got, test.want)
			}
		}
	}
}
