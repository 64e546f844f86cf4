package entry

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Options are what the use cases need.
type Options struct {
	Records records.Set
	Engine  Searcher
	Clock   app.Clock
	IDs     app.IDs
	Logger  *slog.Logger
}

// Service holds the use cases. It is safe for concurrent use.
type Service struct {
	records.Set
	// The own collections, for writing; they stand before those of Set.
	Entries  store.Set[app.Entry]
	Versions store.Set[records.Version]

	files  store.Set[file]
	usage  store.Set[usage]
	engine Searcher
	now    app.Clock
	newID  app.IDs
	log    *slog.Logger
}

// New makes the use cases; it does no I/O.
func New(o Options) *Service {
	return &Service{
		Set: o.Records, Entries: store.Set[app.Entry]{Store: o.Records.Store, Collection: records.Entries}, Versions: store.Set[records.Version]{Store: o.Records.Store, Collection: records.Versions},
		files:  store.Set[file]{Store: o.Records.Store, Collection: files},
		usage:  store.Set[usage]{Store: o.Records.Store, Collection: usages},
		engine: o.Engine, now: o.Clock, newID: o.IDs, log: o.Logger,
	}
}

// Collections lists the collections that only entry uses, for store.Ensure.
func Collections() []*store.Collection { return []*store.Collection{files, usages} }

// doc is an entry as read, with its version.
type doc = store.Doc[app.Entry]

func target(e app.Entry) app.Target { return e.Target() }

// read loads an entry that the actor may at least see, with their view of it.
func (s *Service) read(ctx context.Context, actor app.Actor, id app.ID) (doc, app.Level, error) {
	d, err := s.Entries.Get(ctx, string(id))
	if errors.Is(err, store.ErrNotFound) {
		return d, app.LevelNothing, app.NotFound()
	}
	if err != nil {
		return d, app.LevelNothing, fmt.Errorf("read entry %s: %w", id, err)
	}
	if err := s.barred(ctx, actor, &d.Value); err != nil {
		return d, app.LevelNothing, err
	}
	level, err := s.level(ctx, actor, &d.Value)
	if err == nil && level == app.LevelNothing {
		err = app.NotFound()
	}
	return d, level, err
}

// change loads an entry for an operation, checks that the actor may do it and that the version is the
// one that the actor saw.
func (s *Service) change(ctx context.Context, actor app.Actor, id app.ID, version int64, op app.Operation) (doc, error) {
	d, _, err := s.read(ctx, actor, id)
	if err != nil {
		return d, err
	}
	if t := target(d.Value); !actor.May(op, t) {
		if op == app.OpReview && slices.Contains(t.Authors, actor.Person) {
			return d, &app.Error{Class: app.ClassForbidden, Reason: "wrote_entry"}
		}
		return d, app.Forbidden()
	}
	if d.Version != version {
		return d, app.Stale()
	}
	return d, nil
}

// save writes an entry with a step in its history and the events that follow from it.
func (s *Service) save(ctx context.Context, d doc, step app.Step, changesMatching bool) (doc, error) {
	now := s.now()
	d.Value.UpdatedAt = now
	step.At = now
	if step.Number == 0 {
		step.Number = d.Value.Number
	}
	d.Value.History = append(d.Value.History, step)
	saved, err := s.Entries.Replace(ctx, d, s.events(d.Value, step, changesMatching)...)
	if errors.Is(err, store.ErrStale) {
		return d, app.Stale()
	}
	if err != nil {
		return d, fmt.Errorf("%s entry %s: %w", step.Action, d.ID, err)
	}
	return saved, nil
}

func (s *Service) events(e app.Entry, step app.Step, changesMatching bool) []store.Event {
	at := step.At
	events := []store.Event{
		records.NewEvent(s.newID(), at, step.By, records.TopicEntryStep, e.ID, records.EntryStep{Action: step.Action, Number: step.Number, By: step.By}),
	}
	if changesMatching {
		events = append(events, records.NewEvent(s.newID(), at, step.By, records.TopicEntry, e.ID, nil))
	}
	return events
}

// wrongState is the answer to an operation that the entry's state does not allow.
func wrongState(e app.Entry) error { return app.Conflict("wrong_state", "state", string(e.State)) }
