package consortium_test

import (
	"context"
	"testing"
	"time"

	"splot/app"
	"splot/app/consortium"
	"splot/app/records"
	"splot/app/store"
	"splot/infra/sqlitestore"
	"splot/search"
)

// world is the composer on an empty store, with matching that answers what a test says.
type world struct {
	*consortium.Service
	t       *testing.T
	store   store.Store
	ids     app.IDs
	answers map[string][]consortium.Answer // by name of the capability
}

var now = time.Date(2026, 11, 4, 10, 0, 0, 0, time.UTC)

func newWorld(t *testing.T) *world {
	t.Helper()
	db, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	must(t, db.Ensure(t.Context(), records.Collections()...))
	w := &world{t: t, store: db, ids: app.NewIDs(app.Now), answers: map[string][]consortium.Answer{}}
	w.Service = consortium.New(consortium.Options{
		Records: records.In(db), Clock: func() time.Time { return now }, IDs: w.ids,
		Answers: func(_ context.Context, need search.Entry, _ int, _ ...string) ([]consortium.Answer, error) {
			return w.answers[need.Title.PL], nil
		},
	})
	return w
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// organisation stores a published enterprise of the cluster makros in voivodeship 10.
func (w *world) organisation(name string, change ...func(*app.Organisation)) app.Organisation {
	w.t.Helper()
	o := app.Organisation{
		ID: app.ID(name), Name: name, Origin: "enterprise", Voivodeship: "10", State: app.Published, Clusters: []app.ID{"makros"},
	}
	for _, f := range change {
		f(&o)
	}
	set := store.Set[app.Organisation]{Store: w.store, Collection: records.Organisations}
	must(w.t, set.Insert(w.t.Context(), string(o.ID), o))
	return o
}

// covers stores an offer of an organisation that answers a capability.
func (w *world) covers(o app.Organisation, capability string, score float64, change ...func(*app.Entry, *consortium.Answer)) app.ID {
	w.t.Helper()
	c := app.Content{Title: app.Text{PL: "oferta " + capability}, Visibility: app.VisibleNetwork, Technology: &app.TechnologyForm{}}
	e := app.Entry{
		ID: w.ids(), Kind: app.Technology, Organisation: o.ID, Cluster: o.Clusters[0], State: app.EntryApproved, Live: true, Number: 1,
		Content: c, Approved: &app.Approved{Number: 1, Content: c, At: now, ValidUntil: now.AddDate(1, 0, 0)},
	}
	a := consortium.Answer{Entry: search.Entry{ID: string(e.ID)}, Score: score, Share: 1}
	for _, f := range change {
		f(&e, &a)
	}
	set := store.Set[app.Entry]{Store: w.store, Collection: records.Entries}
	must(w.t, set.Insert(w.t.Context(), string(e.ID), e))
	w.answers[capability] = append(w.answers[capability], a)
	return e.ID
}

func representative(o app.Organisation) app.Actor {
	return app.Actor{
		Person: "person-of-" + o.ID, Organisation: o.ID, Clusters: o.Clusters,
		Grants: []app.Grant{{Role: app.RoleRepresentative, Organisation: o.ID}},
	}
}

// needs is a list of required capabilities.
func needs(names ...string) []app.Capability {
	list := make([]app.Capability, len(names))
	for i, name := range names {
		list[i] = app.Capability{Name: name, Words: []string{name}, Weight: 2, Required: true}
	}
	return list
}
