package matching_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/feed"
	"splot/app/learning"
	"splot/app/matching"
	"splot/app/records"
	"splot/app/records/recordstest"
	"splot/app/store"
	"splot/infra/sqlitestore"
	"splot/search/corpus"
	"splot/search/memory"
)

// world is matching over an empty database, with its handlers running.
type world struct {
	t testing.TB
	recordstest.Set
	options  matching.Options
	matching *matching.Service
	learning *learning.Service
	feed     *feed.Feed
	newID    app.IDs
	mu       sync.Mutex
	now      time.Time
	events   []records.MatchStep // of TopicMatch, as delivered
	seen     map[string]bool     // their ids
}

var start = time.Date(2026, 11, 4, 10, 0, 0, 0, time.UTC)

func newWorld(t testing.TB, adapt ...func(*matching.Options)) *world {
	t.Helper()
	w := newStillWorld(t, adapt...)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.feed.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return w
}

// newStillWorld is a world in which nobody hands events to their handlers: a test does it by hand, with deliver.
func newStillWorld(t testing.TB, adapt ...func(*matching.Options)) *world {
	t.Helper()
	w := &world{t: t, now: start, seen: map[string]bool{}, newID: app.NewIDs(app.Now)}
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Ensure(t.Context(), append(slices.Concat(records.Collections(), matching.Collections(), learning.Collections()), feed.Collection)...); err != nil {
		t.Fatal(err)
	}
	w.Set = recordstest.In(s)
	log := slog.New(slog.DiscardHandler)
	documents := corpus.New(corpus.Options{})
	w.learning = learning.New(learning.Options{Records: records.In(w.Store), Clock: w.clock, IDs: w.newID, Logger: log})
	w.options = matching.Options{
		Weights: w.learning.Active(), Learning: w.learning,
		Records: records.In(w.Store), Engine: memory.New(documents), Corpus: documents, Clock: w.clock, IDs: w.newID, Logger: log, PutFirst: true,
	}
	for _, f := range adapt {
		f(&w.options)
	}
	w.matching = matching.New(w.options)
	w.feed = feed.New(feed.Options{Store: s, Now: app.Now, Log: log, Alone: true})
	for _, h := range w.handlers() {
		w.feed.Register(h)
	}
	w.feed.Register(feed.Handler{Name: "watch", Topics: []string{records.TopicMatch}, Handle: w.watch})
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func (w *world) handlers() []feed.Handler {
	return slices.Concat(w.matching.Handlers(), w.learning.Handlers())
}

// waiting are the events that nobody has taken over yet, of some topics.
func (w *world) waiting(topics ...string) []store.Event {
	w.t.Helper()
	events, err := w.Store.Pending(w.t.Context(), 1000)
	w.must(err)
	return slices.DeleteFunc(events, func(e store.Event) bool { return !slices.Contains(topics, e.Topic) })
}

// deliver hands the waiting events of some topics to the handlers of matching, once, and counts them.
func (w *world) deliver(topics ...string) int {
	w.t.Helper()
	events := w.waiting(topics...)
	for _, e := range events {
		for _, h := range w.handlers() {
			if slices.Contains(h.Topics, e.Topic) {
				w.must(h.Handle(w.t.Context(), e))
			}
		}
		w.must(w.Store.Forget(w.t.Context(), e.ID))
	}
	return len(events)
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *world) watch(_ context.Context, e store.Event) error {
	step, err := records.Payload[records.MatchStep](e)
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.seen[e.ID] {
		w.seen[e.ID] = true
		w.events = append(w.events, step)
	}
	return err
}

// count is how often an action was told of.
func (w *world) count(action string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(slices.DeleteFunc(slices.Clone(w.events), func(s records.MatchStep) bool { return s.Action != action }))
}

// settle waits until every event has been handled.
func (w *world) settle() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 30*time.Second)
	defer cancel()
	if err := w.feed.Drain(ctx); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) organisation(name string, change ...func(*app.Organisation)) app.Organisation {
	w.t.Helper()
	o := app.Organisation{
		ID: w.newID(), Name: name, Origin: "enterprise", Size: "small", Voivodeship: "10", State: app.Published,
		Clusters: []app.ID{"makros"}, Languages: []string{"pl"}, CreatedAt: w.clock(),
	}
	for _, f := range change {
		f(&o)
	}
	w.must(w.Organisations.Insert(w.t.Context(), string(o.ID), o, w.event(records.TopicOrganisation, o.ID)))
	return o
}

func (w *world) event(topic string, key app.ID) store.Event {
	return records.NewEvent(w.newID(), w.clock(), records.System, topic, key, nil)
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// approved is an entry with an approved version; approve stores it.
func (w *world) approved(o app.Organisation, kind app.Kind, title, description string, change ...func(*app.Content)) app.Entry {
	c := app.Content{
		Title: app.Text{PL: title}, Teaser: app.Text{PL: title}, Description: app.Text{PL: description}, Visibility: app.VisibleNetwork,
	}
	for _, f := range change {
		f(&c)
	}
	return app.Entry{
		ID: w.newID(), Kind: kind, Cluster: o.Clusters[0], Organisation: o.ID, State: app.EntryApproved, Content: c, Number: 1, Live: true,
		Approved:  &app.Approved{Number: 1, Content: c, At: w.clock(), ValidUntil: w.clock().AddDate(1, 0, 0)},
		CreatedAt: w.clock(), UpdatedAt: w.clock(), History: []app.Step{{Action: "approved", Number: 1, At: w.clock()}},
	}
}

func (w *world) insert(e app.Entry) app.Entry {
	w.t.Helper()
	w.must(w.Entries.Insert(w.t.Context(), string(e.ID), e, w.event(records.TopicEntry, e.ID)))
	return e
}

// changeEntry replaces an entry with its event.
func (w *world) changeEntry(id app.ID, f func(*app.Entry)) {
	w.t.Helper()
	d, err := w.Entries.Get(w.t.Context(), string(id))
	w.must(err)
	f(&d.Value)
	_, err = w.Entries.Replace(w.t.Context(), d, w.event(records.TopicEntry, id))
	w.must(err)
}

func (w *world) changeOrganisation(id app.ID, f func(*app.Organisation)) {
	w.t.Helper()
	d, err := w.Organisations.Get(w.t.Context(), string(id))
	w.must(err)
	f(&d.Value)
	_, err = w.Organisations.Replace(w.t.Context(), d, w.event(records.TopicOrganisation, id))
	w.must(err)
}

func (w *world) stored() []store.Doc[app.Match] {
	w.t.Helper()
	docs, _, err := w.Matches.Find(w.t.Context(), store.Query{Limit: store.MaxLimit})
	w.must(err)
	return docs
}

func representative(o app.Organisation) app.Actor {
	return app.Actor{
		Person: "person-of-" + o.ID, Lang: app.PL, Organisation: o.ID, Clusters: o.Clusters,
		Grants: []app.Grant{{Role: app.RoleRepresentative, Organisation: o.ID}},
	}
}

func manager(cluster app.ID) app.Actor {
	return app.Actor{
		Person: "manager-of-" + cluster, Lang: app.PL, Clusters: []app.ID{cluster},
		Grants: []app.Grant{{Role: app.RoleManager, Cluster: cluster}},
	}
}

const (
	filmTitle = "Kompostowalna folia barierowa do dań gotowych"
	filmText  = "Biodegradowalne opakowanie o wysokiej barierze tlenowej, zgrzewalne w niskiej temperaturze, do dań gotowych."
)

// pair is a need and a technology of two organisations that match.
func (w *world) pair(change ...func(*app.Content)) (need, offer app.Entry, asks, offers app.Organisation) {
	w.t.Helper()
	asks, offers = w.organisation("Mazur Opakowania"), w.organisation("Kwarzenit")
	need = w.insert(w.approved(asks, app.Need, filmTitle, filmText))
	offer = w.insert(w.approved(offers, app.Technology, "Folia barierowa kompostowalna", filmText, change...))
	w.settle()
	return need, offer, asks, offers
}

func ids(views []matching.View) string {
	list := make([]string, len(views))
	for i, v := range views {
		list[i] = string(v.ID)
	}
	return fmt.Sprint(list)
}

// idOf is the id of the match of two entries, empty if there is none.
func (w *world) idOf(need, offer app.ID) app.ID {
	w.t.Helper()
	d, err := w.Matches.First(w.t.Context(), store.Query{Where: []store.Condition{store.Eq("pair", app.PairOf(need, offer))}})
	if errors.Is(err, store.ErrNotFound) {
		return ""
	}
	w.must(err)
	return app.ID(d.ID)
}

// do carries out a command for an organisation's representative.
func (w *world) do(o app.Organisation, id app.ID, c matching.Command) matching.View {
	w.t.Helper()
	v, err := w.matching.Do(w.t.Context(), representative(o), id, c)
	if err != nil {
		w.t.Fatalf("%s by %s: %v", c.Action, o.Name, err)
	}
	return v
}
