package notify_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/channel"
	"splot/app/feed"
	"splot/app/notify"
	"splot/app/records"
	"splot/app/records/recordstest"
	"splot/app/store"
	"splot/infra/sqlitestore"
)

// world is notify over an empty database with real channels and its handlers running.
type world struct {
	t testing.TB
	recordstest.Set
	notify   *notify.Service
	channels *channel.Channels
	feed     *feed.Feed
	newID    app.IDs
	mu       sync.Mutex
	now      time.Time
}

var start = time.Date(2026, 11, 4, 10, 0, 10, 0, time.UTC)

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, now: start, newID: app.NewIDs(app.Now)}
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	w.Set = recordstest.In(s)
	w.must(s.Ensure(t.Context(), append(append(records.Collections(), channel.Collections()...), feed.Collection)...))
	log := slog.New(slog.DiscardHandler)
	w.channels = channel.New(channel.Options{
		Store: s, Clock: w.clock, IDs: w.newID, Logger: log, Publish: func(context.Context, channel.Entry) error { return nil },
	})
	w.notify = notify.New(notify.Options{Records: records.In(w.Store), Inbox: w.channels, Clock: w.clock, IDs: w.newID, Logger: log})
	w.feed = feed.New(feed.Options{Store: s, Now: app.Now, Log: log, Alone: true})
	for _, h := range w.notify.Handlers() {
		w.feed.Register(h)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.feed.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
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

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) settle() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 30*time.Second)
	defer cancel()
	w.must(w.feed.Drain(ctx))
}

// person is someone with grants; the id is the name.
func (w *world) person(name string, grants ...app.Grant) app.Actor {
	w.t.Helper()
	p := app.Person{ID: app.ID(name), Name: name, Email: name + "@example.org", Grants: grants}
	for _, g := range grants {
		p.Scopes = append(p.Scopes, g.Scope())
	}
	w.must(w.People.Insert(w.t.Context(), name, p))
	return app.Actor{Person: p.ID, Grants: grants}
}

func representative(organisation app.ID) app.Grant {
	return app.Grant{Role: app.RoleRepresentative, Organisation: organisation}
}

func (w *world) entry(id string, kind app.Kind, organisation app.ID, change ...func(*app.Entry)) app.Entry {
	w.t.Helper()
	c := app.Content{Title: app.Text{PL: "Tytuł " + id}, Visibility: app.VisibleTeaser}
	e := app.Entry{
		ID: app.ID(id), Kind: kind, Organisation: organisation, Cluster: "makros", Auditor: "auditor", Author: "asks", Content: c, Live: true,
		Number: 1, Approved: &app.Approved{Number: 1, Content: c}, History: []app.Step{{Action: "approved", Number: 1}},
	}
	for _, f := range change {
		f(&e)
	}
	w.must(w.Entries.Insert(w.t.Context(), id, e))
	return e
}

// match stores a suggestion with its event.
func (w *world) match(need, offer app.Entry, score float64) app.Match {
	w.t.Helper()
	m := app.Match{
		ID:      "match-of-" + need.ID + "-" + offer.ID,
		Need:    app.Party{Entry: need.ID, Kind: need.Kind, Organisation: need.Organisation, Cluster: need.Cluster},
		Offer:   app.Party{Entry: offer.ID, Kind: offer.Kind, Organisation: offer.Organisation, Cluster: offer.Cluster},
		State:   app.MatchSuggested,
		Entries: []app.ID{need.ID, offer.ID}, Organisations: []app.ID{need.Organisation, offer.Organisation},
		Clusters: []app.ID{"makros"}, Score: score, CreatedAt: w.clock(), UpdatedAt: w.clock(),
	}
	w.must(w.Matches.Insert(w.t.Context(), string(m.ID), m, w.event(records.TopicMatch, m.ID, records.MatchStep{Action: "suggested"})))
	return m
}

func (w *world) event(topic string, key app.ID, payload any) store.Event {
	return records.NewEvent(w.newID(), w.clock(), records.System, topic, key, payload)
}

// step moves a match on.
func (w *world) step(m app.Match, step records.MatchStep, change func(*app.Match)) {
	w.t.Helper()
	d, err := w.Matches.Get(w.t.Context(), string(m.ID))
	w.must(err)
	change(&d.Value)
	d.Value.UpdatedAt = w.clock()
	_, err = w.Matches.Replace(w.t.Context(), d, w.event(records.TopicMatch, m.ID, step))
	w.must(err)
}

// entryStep moves an entry on.
func (w *world) entryStep(id string, step records.EntryStep, change func(*app.Entry)) {
	w.t.Helper()
	d, err := w.Entries.Get(w.t.Context(), id)
	w.must(err)
	change(&d.Value)
	_, err = w.Entries.Replace(w.t.Context(), d, w.event(records.TopicEntryStep, app.ID(id), step))
	w.must(err)
	w.settle()
}

// notices are a person's notifications, newest first.
func (w *world) notices(person app.Actor) []*notify.Notice {
	w.t.Helper()
	list, _, err := w.notify.List(w.t.Context(), person, "", "", 100)
	w.must(err)
	return list
}

func kinds(list []*notify.Notice) []string {
	out := []string{}
	for _, n := range list {
		out = append(out, string(n.Kind))
	}
	slices.Sort(out)
	return out
}

type frame struct {
	Type         string
	Resource     string
	ID           app.ID
	Notification json.RawMessage
}

// frames is what the channels carried that the person may follow, those of scopes first.
func (w *world) frames(person app.Actor) []frame {
	w.t.Helper()
	var names []string
	for _, id := range person.Represents() {
		names = append(names, app.OrganisationChannel(id))
	}
	for _, id := range person.In(app.RoleManager) {
		names = append(names, app.ClusterChannel(id))
	}
	var all []frame
	for _, name := range append(names, app.Inbox(person.Person)) {
		kind, id, ok := channel.Kinds(notify.Channels()).Of(name)
		if may, err := kind.May(w.t.Context(), person, id); !ok || !may || err != nil {
			w.t.Fatalf("%s may not follow %s: %v", person.Person, name, err)
		}
		all = append(all, w.carried(name)...)
	}
	return all
}

func (w *world) carried(name string) []frame {
	w.t.Helper()
	var all []frame
	for after := int64(0); ; {
		entries, err := w.channels.Read(w.t.Context(), name, after, 1000)
		w.must(err)
		if len(entries) == 0 {
			return all
		}
		for _, e := range entries {
			var ops []frame
			w.must(json.Unmarshal(e.Data, &ops))
			all, after = append(all, ops...), e.Seq
		}
	}
}
