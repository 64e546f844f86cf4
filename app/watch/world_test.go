package watch_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/entry"
	"splot/app/feed"
	"splot/app/matching"
	"splot/app/records"
	"splot/app/records/recordstest"
	"splot/app/store"
	"splot/app/watch"
	"splot/infra/sqlitestore"
	"splot/search/corpus"
	"splot/search/memory"
	"splot/search/standing"
	"splot/search/text"
)

// world is watches over an empty database, beside the people's search that they have to agree with.
type world struct {
	t testing.TB
	recordstest.Set
	watch  *watch.Service
	search *entry.Service
	feed   *feed.Feed
	ids    app.IDs

	mu     sync.Mutex
	now    time.Time
	actors map[app.ID]app.Actor
	hits   []string // ids, as their events came
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, now: time.Date(2026, 11, 4, 10, 0, 0, 0, time.UTC), ids: app.NewIDs(app.Now), actors: map[app.ID]app.Actor{}}
	db, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	w.must(err)
	w.must(db.Ensure(t.Context(), append(append(records.Collections(), matching.Collections()...), feed.Collection)...))
	w.Set = recordstest.In(db)
	log := slog.New(slog.DiscardHandler)
	documents := corpus.New(corpus.Options{})
	engine := memory.New(documents)
	matches := matching.New(matching.Options{
		Records: records.In(w.Store), Engine: engine, Corpus: documents, Clock: w.clock, IDs: w.ids, Logger: log, PutFirst: true,
	})
	w.search = entry.New(entry.Options{Records: records.In(w.Store), Engine: engine, Clock: w.clock, IDs: w.ids, Logger: log})
	w.watch = watch.New(watch.Options{
		Records: records.In(w.Store), Clock: w.clock, IDs: w.ids, Actor: w.actor,
		Queries: standing.New(text.Builtin),
	})
	w.feed = feed.New(feed.Options{Store: db, Now: app.Now, Log: log, Alone: true})
	for _, h := range append(w.watch.Handlers(), matches.Handlers()...) {
		w.feed.Register(h)
	}
	w.feed.Register(feed.Handler{Name: "told", Topics: []string{records.TopicWatchHit}, Handle: w.told})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.feed.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		w.must(<-done)
		w.must(db.Close())
	})
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) told(_ context.Context, e store.Event) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.hits = append(w.hits, e.Key)
	return nil
}

// actor is who a person is now; someone unknown may not sign in.
func (w *world) actor(_ context.Context, id app.ID) (app.Actor, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if actor, ok := w.actors[id]; ok {
		return actor, nil
	}
	return app.Actor{}, app.Unauthenticated()
}

// person is somebody with grants, and the clusters that follow from them.
func (w *world) person(name string, clusters []app.ID, grants ...app.Grant) app.Actor {
	actor := app.Actor{Person: app.ID(name), Lang: app.PL, Clusters: clusters, Grants: grants}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.actors[actor.Person] = actor
	return actor
}

func (w *world) settle() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 30*time.Second)
	defer cancel()
	w.must(w.feed.Drain(ctx))
}

func (w *world) organisation(name string, change ...func(*app.Organisation)) app.Organisation {
	w.t.Helper()
	o := app.Organisation{
		ID: w.ids(), Name: name, Origin: "enterprise", Size: "small", Voivodeship: "lodzkie", State: app.Published, Clusters: []app.ID{"makros"},
	}
	for _, f := range change {
		f(&o)
	}
	w.must(w.Organisations.Insert(w.t.Context(), string(o.ID), o, records.NewEvent(w.ids(), w.clock(), records.System, records.TopicOrganisation, o.ID, nil)))
	return o
}

// entry approves an entry.
func (w *world) entry(o app.Organisation, kind app.Kind, title, text string, change ...func(*app.Content)) app.Entry {
	w.t.Helper()
	c := app.Content{Title: app.Text{PL: title}, Teaser: app.Text{PL: title}, Description: app.Text{PL: text}, Visibility: app.VisibleNetwork}
	for _, f := range change {
		f(&c)
	}
	now := w.clock()
	e := app.Entry{
		ID: w.ids(), Kind: kind, Cluster: o.Clusters[0], Organisation: o.ID, State: app.EntryApproved, Content: c, Number: 1, Live: true,
		Approved:  &app.Approved{Number: 1, Content: c, At: now, ValidUntil: now.AddDate(1, 0, 0)},
		CreatedAt: now, UpdatedAt: now, History: []app.Step{{Action: "approved", Number: 1, At: now}},
	}
	w.must(w.Entries.Insert(w.t.Context(), string(e.ID), e, records.NewEvent(w.ids(), now, records.System, records.TopicEntry, e.ID, nil)))
	return e
}

func (w *world) change(id app.ID, f func(*app.Entry)) {
	w.t.Helper()
	d, err := w.Entries.Get(w.t.Context(), string(id))
	w.must(err)
	f(&d.Value)
	_, err = w.Entries.Replace(w.t.Context(), d, records.NewEvent(w.ids(), w.clock(), records.System, records.TopicEntry, id, nil))
	w.must(err)
}

func (w *world) create(actor app.Actor, saved app.Watch) watch.View {
	w.t.Helper()
	saved.Active = true
	v, err := w.watch.Create(w.t.Context(), actor, saved)
	w.must(err)
	return v
}

// found lists the entries that a watch was hit by.
func (w *world) found(actor app.Actor, id app.ID) map[app.ID]bool {
	w.t.Helper()
	hits, _, err := w.watch.Hits(w.t.Context(), actor, id, "", 100)
	w.must(err)
	ids := map[app.ID]bool{}
	for _, h := range hits {
		ids[h.Entry] = true
	}
	return ids
}

func hitsOf(id app.ID) store.Query {
	return store.Query{Where: []store.Condition{store.Eq("watch", string(id))}}
}
