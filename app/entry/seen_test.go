package entry_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"splot/app"
	"splot/app/entry"
	"splot/app/records"
	"splot/app/store"
)

// counting is a store that counts the documents that it gives away.
type counting struct {
	store.Store
	read int
}

func (c *counting) Find(ctx context.Context, of *store.Collection, q store.Query) ([]store.Document, store.Cursor, error) {
	docs, next, err := c.Store.Find(ctx, of, q)
	if of == records.Entries {
		c.read += len(docs)
	}
	return docs, next, err
}

// live stores an approved entry of an organisation, and answers its id.
func (s *site) live(owner, cluster app.ID, visibility app.Visibility, title string) app.ID {
	s.t.Helper()
	c := film()
	c.Title.PL, c.Visibility = title, visibility
	now := s.clock.read()
	s.clock.forward(time.Second)
	e := app.Entry{
		ID: s.ids(), Kind: app.Technology, Cluster: cluster, Organisation: owner, State: app.EntryApproved, Content: c, Number: 1, Live: true,
		Approved: &app.Approved{Number: 1, Content: c, At: now, ValidUntil: now.AddDate(1, 0, 0)}, CreatedAt: now, UpdatedAt: now,
	}
	entries := store.Set[app.Entry]{Store: s.records.Store, Collection: records.Entries}
	must(s.t, entries.Insert(s.t.Context(), string(e.ID), e))
	return e.ID
}

// TestListsHoldNothingBack: a list reads what it shows and nothing else, so that neither a cursor nor the end of the list
// is about an entry that the reader may not see.
func TestListsHoldNothingBack(t *testing.T) {
	s := newSite(t)
	for i := range 60 { // hidden ones on both sides of what is seen
		s.live(s.maker, s.cluster, app.VisibleTeaser, fmt.Sprint("teaser ", i))
		if i == 30 {
			s.live(s.maker, s.cluster, app.VisibleNetwork, "seen")
			s.live(s.maker, s.cluster, app.VisibleCluster, "seen near")
		}
	}
	counted := &counting{Store: s.records.Store}
	service := entry.New(entry.Options{Records: records.In(counted), Engine: s.found, Clock: s.clock.read, IDs: s.ids})
	for _, c := range []struct {
		name   string
		actor  app.Actor
		filter entry.Filter
		want   int
	}{
		{"a stranger, by owner", s.stranger, entry.Filter{Organisation: s.maker}, 1},
		{"a stranger, by cluster", s.stranger, entry.Filter{Cluster: s.cluster}, 1},
		{"a neighbour, by owner", s.colleague, entry.Filter{Organisation: s.maker}, 2},
		{"a neighbour, by cluster", s.colleague, entry.Filter{Cluster: s.cluster, Live: true}, 2},
		{"nobody, by cluster", app.Actor{Person: "nobody"}, entry.Filter{Cluster: s.cluster}, 1},
		{"the owner", s.author, entry.Filter{}, 10},
		{"the manager", s.manager, entry.Filter{}, 10},
		{"the manager, by owner", s.manager, entry.Filter{Organisation: s.maker}, 10},
	} {
		counted.read = 0
		c.filter.Limit = 10
		views, next, err := service.List(t.Context(), c.actor, c.filter)
		must(t, err)
		if len(views) != c.want || (next != "") != (c.want == 10) {
			t.Errorf("%s: %d entries, cursor %q, want %d", c.name, len(views), next, c.want)
		}
		if counted.read != c.want {
			t.Errorf("%s: %d documents were read for %d", c.name, counted.read, c.want)
		}
	}
}

// TestExcludedSeeNothing: for who is excluded the owner's entries are what is not there, however they are asked for.
func TestExcludedSeeNothing(t *testing.T) {
	s := newSite(t)
	var ids []app.ID
	for _, v := range []app.Visibility{app.VisibleNetwork, app.VisibleCluster, app.VisibleTeaser} {
		ids = append(ids, s.live(s.maker, s.cluster, v, string(v)))
	}
	other := s.live(s.neighbour, s.cluster, app.VisibleNetwork, "of another")
	organisations := store.Set[app.Organisation]{Store: s.records.Store, Collection: records.Organisations}
	_, err := organisations.Change(t.Context(), string(s.maker), func(o *app.Organisation) ([]store.Event, error) {
		o.Excluded = []app.ID{s.far, s.neighbour}
		return nil, nil
	})
	must(t, err)
	employee := app.Actor{Person: "employee", Organisation: s.neighbour, Clusters: []app.ID{s.cluster}}
	for name, actor := range map[string]app.Actor{"a rival": s.stranger, "a neighbour": s.colleague, "who works there": employee} {
		for _, id := range ids {
			if _, err := s.Get(t.Context(), actor, id); app.ClassOf(err) != app.ClassNotFound {
				t.Errorf("%s gets %s: %v", name, id, err)
			}
		}
		shown, err := s.Shown(t.Context(), actor, texts(append(ids, other)))
		must(t, err)
		if len(shown) != 1 || shown[0].Entry.ID != other {
			t.Errorf("%s is shown %d entries", name, len(shown))
		}
		for _, f := range []entry.Filter{{Organisation: s.maker}, {Cluster: s.cluster}} {
			views, next, err := s.List(t.Context(), actor, f)
			must(t, err)
			if slices.ContainsFunc(views, func(v entry.View) bool { return v.Entry.Organisation == s.maker }) || next != "" {
				t.Errorf("%s lists %d entries by %+v", name, len(views), f)
			}
		}
	}
	for name, actor := range map[string]app.Actor{"the owner": s.author, "the manager": s.manager} {
		if views, _, err := s.List(t.Context(), actor, entry.Filter{Organisation: s.maker}); err != nil || len(views) != 3 {
			t.Errorf("%s lists %d entries, %v", name, len(views), err)
		}
	}
}

func texts(ids []app.ID) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = string(id)
	}
	return list
}

// TestThePreviewCountsTheCrowd: those who write an entry see what its teaser tells of them, and of how many it tells so.
func TestThePreviewCountsTheCrowd(t *testing.T) {
	s := newSite(t)
	v := s.draft(film())
	if v.Teaser == nil || v.Teaser.Alike != 0 {
		t.Errorf("before anybody counted: %+v", v.Teaser)
	}
	organisations := store.Set[app.Organisation]{Store: s.records.Store, Collection: records.Organisations}
	for _, id := range []app.ID{s.maker, s.neighbour, s.far} {
		_, err := organisations.Change(t.Context(), string(id), func(o *app.Organisation) ([]store.Event, error) {
			o.Hint = "enterprise/small/"
			return nil, nil
		})
		must(t, err)
	}
	v, err := s.Get(t.Context(), s.author, v.Entry.ID)
	must(t, err)
	if want := (entry.Likeness{Facts: app.Facts{Origin: "enterprise", Size: "small"}, Alike: 3}); v.Teaser == nil || *v.Teaser != want {
		t.Errorf("got %+v, want %+v", v.Teaser, want)
	}
	if v, err = s.Get(t.Context(), s.manager, v.Entry.ID); err == nil && v.Teaser != nil {
		t.Errorf("the manager is told %+v", v.Teaser)
	}
}
