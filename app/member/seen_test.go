package member_test

import (
	"fmt"
	"slices"
	"testing"

	"splot/app"
	"splot/app/member"
	"splot/app/records"
	"splot/app/store"
)

func (s *site) organisations() store.Set[app.Organisation] {
	return store.Set[app.Organisation]{Store: s.records.Store, Collection: records.Organisations}
}

func (s *site) published(name string, change ...func(*app.Organisation)) app.ID {
	s.t.Helper()
	o := app.Organisation{
		ID: app.NewIDs(s.clock.read)(), Name: name, Origin: "science", Voivodeship: "10", State: app.Published, Clusters: []app.ID{s.near.ID},
	}
	for _, f := range change {
		f(&o)
	}
	must(s.t, s.organisations().Insert(s.t.Context(), string(o.ID), o))
	return o.ID
}

// TestListOfOrganisationsHoldsNothingBack: drafts and those that exclude the reader are not read at all.
func TestListOfOrganisationsHoldsNothingBack(t *testing.T) {
	s := newSite(t)
	for i := range 30 {
		s.published(fmt.Sprintf("A%02d hidden", i), func(o *app.Organisation) { o.State = app.Draft })
		s.published(fmt.Sprintf("A%02d rival", i), func(o *app.Organisation) { o.Excluded = []app.ID{s.own.ID} })
	}
	for i := range 3 {
		s.published(fmt.Sprintf("B%02d seen", i))
	}
	list := func(actor app.Actor) int {
		t.Helper()
		n, f := 0, member.Filter{Limit: 2}
		for range 40 {
			views, next, err := s.List(t.Context(), actor, f)
			must(t, err)
			if next != "" && len(views) < f.Limit {
				t.Fatalf("a page of %d leads on", len(views))
			}
			n += len(views)
			if f.Cursor = next; next == "" {
				break
			}
		}
		return n
	}
	for name, c := range map[string]struct {
		actor app.Actor
		want  int
	}{
		"excluded":    {s.rep, 3 + 1}, // and its own draft
		"anybody":     {s.any, 33},
		"the manager": {s.manager, 64},
		"an admin":    {s.admin, 64},
	} {
		if got := list(c.actor); got != c.want {
			t.Errorf("%s lists %d organisations, want %d", name, got, c.want)
		}
	}
}

// TestAnExcluderDoesNotExist: not by its id, not in the number of members, not as a coordinator.
func TestAnExcluderDoesNotExist(t *testing.T) {
	s := newSite(t)
	members := func(actor app.Actor) int64 {
		t.Helper()
		c, err := s.Cluster(t.Context(), actor, "near")
		must(t, err)
		return c.Members
	}
	rival := s.published("Rywal", func(o *app.Organisation) { o.Excluded = []app.ID{s.own.ID} })
	if _, err := s.Organisation(t.Context(), s.rep, rival); app.ClassOf(err) != app.ClassNotFound {
		t.Errorf("by its id: %v", err)
	}
	if _, err := s.Organisation(t.Context(), s.any, rival); err != nil {
		t.Errorf("others see it: %v", err)
	}
	if excluded, others := members(s.rep), members(s.any); excluded != others-1 {
		t.Errorf("the cluster has %d members for the excluded and %d for others", excluded, others)
	}
}

// TestHintsFollowWhoIsThere: what teasers tell becomes finer and coarser as organisations come and go.
func TestHintsFollowWhoIsThere(t *testing.T) {
	s := newSite(t)
	hint := func(id app.ID) app.Hint {
		t.Helper()
		must(t, s.Hint(t.Context(), store.Event{}))
		d, err := s.organisations().Get(t.Context(), string(id))
		must(t, err)
		return d.Value.Hint
	}
	lodz := func(o *app.Organisation) { o.Voivodeship = "10" }
	first := s.published("Pierwszy", lodz)
	s.published("Drugi", lodz)
	if got := hint(first); got.Facts() != (app.Facts{}) {
		t.Errorf("of two it tells %q", got)
	}
	third := s.published("Trzeci", lodz)
	if got := hint(first); got != "science//10" {
		t.Errorf("of three it tells %q", got)
	}
	_, err := s.organisations().Change(t.Context(), string(third), func(o *app.Organisation) ([]store.Event, error) {
		o.State = app.Archived
		return nil, nil
	})
	must(t, err)
	if got := hint(first); got.Facts() != (app.Facts{}) {
		t.Errorf("after one has left it tells %q", got)
	}
	version := func() int64 {
		d, err := s.organisations().Get(t.Context(), string(first))
		must(t, err)
		return d.Version
	}
	before := version()
	if hint(first); version() != before {
		t.Error("a hint that stays is written again")
	}
}

// TestOlderDocumentsAreSeen: what was stored before lists asked for classes gets them, once and again.
func TestOlderDocumentsAreSeen(t *testing.T) {
	s := newSite(t)
	type old struct {
		Name     string   `bson:"name"`
		State    string   `bson:"state"`
		Clusters []app.ID `bson:"clusters"`
	}
	set := store.Set[old]{Store: s.records.Store, Collection: records.Organisations}
	must(t, set.Insert(t.Context(), "older", old{"Starsza", app.Published, []app.ID{s.near.ID}}))
	seen := func() bool {
		views, _, err := s.List(t.Context(), s.any, member.Filter{})
		must(t, err)
		return slices.ContainsFunc(views, func(v member.View) bool { return v.ID == "older" })
	}
	if seen() {
		t.Fatal("it is seen as it is")
	}
	for range 2 {
		must(t, member.MigrateSeen(t.Context(), s.records.Store))
	}
	if !seen() {
		t.Error("it is not seen")
	}
}
