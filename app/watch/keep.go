package watch

import (
	"context"
	"errors"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// View is a watch as its owner sees it.
type View struct {
	app.Watch
	Version int64
	Hits    int64     // entries that came to satisfy it, those that are gone included
	LastHit time.Time // zero before the first
}

func may(actor app.Actor) error {
	if actor.Person == "" || !actor.May(app.OpOwnWatches, app.Target{Person: actor.Person}) {
		return app.Unauthenticated()
	}
	return nil
}

// List answers the actor's watches, the newest first.
func (s *Service) List(ctx context.Context, actor app.Actor) ([]View, error) {
	if err := may(actor); err != nil {
		return nil, err
	}
	docs, err := s.of(ctx, actor.Person)
	if err != nil {
		return nil, err
	}
	views := make([]View, len(docs))
	for i := range docs {
		if views[len(docs)-1-i], err = s.view(ctx, docs[i]); err != nil {
			return nil, err
		}
	}
	return views, nil
}

// of lists a person's watches, the oldest first: ids are sortable by creation.
func (s *Service) of(ctx context.Context, person app.ID) ([]doc, error) {
	docs, _, err := s.Watches.Find(ctx, store.Query{Where: []store.Condition{store.Eq("person", string(person))}, Limit: app.MaxWatches})
	return docs, records.Answer("list watches", err)
}

func (s *Service) view(ctx context.Context, d doc) (View, error) {
	v := View{Watch: d.Value, Version: d.Version}
	v.ID = app.ID(d.ID)
	hits := store.Query{Where: []store.Condition{store.Eq("watch", d.ID)}, Sort: "at", Desc: true}
	var err error
	if v.Hits, err = s.WatchHits.Count(ctx, hits); err != nil || v.Hits == 0 {
		return v, records.Answer("count hits of watch "+d.ID, err)
	}
	last, err := s.WatchHits.First(ctx, hits)
	if err == nil {
		v.LastHit = last.Value.At
	} else if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return v, records.Answer("find last hit of watch "+d.ID, err)
}

// Get answers one of the actor's watches. Others' do not exist.
func (s *Service) Get(ctx context.Context, actor app.Actor, id app.ID) (View, error) {
	d, err := s.own(ctx, actor, id)
	if err != nil {
		return View{}, err
	}
	return s.view(ctx, d)
}

func (s *Service) own(ctx context.Context, actor app.Actor, id app.ID) (doc, error) {
	if err := may(actor); err != nil {
		return doc{}, err
	}
	d, err := s.Watches.Get(ctx, string(id))
	if err == nil && d.Value.Person != actor.Person {
		err = store.ErrNotFound
	}
	return d, records.Answer("read watch "+string(id), err)
}

// Create saves a new watch, active unless it says otherwise.
func (s *Service) Create(ctx context.Context, actor app.Actor, w app.Watch) (View, error) {
	if err := may(actor); err != nil {
		return View{}, err
	}
	w.Trim()
	if errs := w.Validate(); len(errs) > 0 {
		return View{}, app.Invalid(errs...)
	}
	now := s.o.Clock()
	w.ID, w.Person, w.CreatedAt, w.UpdatedAt = s.o.IDs(), actor.Person, now, now
	for range app.MaxWatches {
		docs, err := s.of(ctx, actor.Person)
		if err != nil {
			return View{}, err
		}
		slot, ok := free(docs)
		if !ok {
			return View{}, app.Conflict("too_many_watches", "max", app.MaxWatches)
		}
		w.Slot = slot
		err = s.Watches.Insert(ctx, string(w.ID), w)
		if errors.Is(err, store.ErrDuplicate) {
			continue // another tab took the slot
		}
		return View{Watch: w, Version: 1}, records.Answer("save watch", err)
	}
	return View{}, app.Stale()
}

func free(docs []doc) (int, bool) {
	taken := map[int]bool{}
	for _, d := range docs {
		taken[d.Value.Slot] = true
	}
	for slot := range app.MaxWatches {
		if !taken[slot] {
			return slot, true
		}
	}
	return 0, false
}

// Save changes a watch. What it hit before stays in its list.
func (s *Service) Save(ctx context.Context, actor app.Actor, id app.ID, version int64, w app.Watch) (View, error) {
	d, err := s.own(ctx, actor, id)
	if err != nil {
		return View{}, err
	}
	if d.Version != version {
		return View{}, app.Stale()
	}
	w.Trim()
	if errs := w.Validate(); len(errs) > 0 {
		return View{}, app.Invalid(errs...)
	}
	w.Person, w.Slot, w.CreatedAt, w.UpdatedAt = d.Value.Person, d.Value.Slot, d.Value.CreatedAt, s.o.Clock()
	d.Value = w
	if d, err = s.Watches.Replace(ctx, d); err != nil {
		return View{}, records.Answer("save watch "+string(id), err)
	}
	return s.view(ctx, d)
}

// Delete removes a watch with its hits.
func (s *Service) Delete(ctx context.Context, actor app.Actor, id app.ID, version int64) error {
	d, err := s.own(ctx, actor, id)
	if err != nil {
		return err
	}
	if d.Version != version {
		return app.Stale()
	}
	if err := s.Watches.Delete(ctx, d); err != nil {
		return records.Answer("delete watch "+string(id), err)
	}
	return s.forget(ctx, id)
}

func (s *Service) forget(ctx context.Context, id app.ID) error {
	for {
		hits, _, err := s.WatchHits.Find(ctx, store.Query{Where: []store.Condition{store.Eq("watch", string(id))}, Limit: store.MaxBatch})
		if err != nil || len(hits) == 0 {
			return records.Answer("find hits of watch "+string(id), err)
		}
		writes := make([]store.Write, len(hits))
		for i, h := range hits {
			writes[i] = s.WatchHits.DeleteWrite(h)
		}
		if _, err := s.Store.Write(ctx, writes...); err != nil {
			return records.Answer("delete hits of watch "+string(id), err)
		}
	}
}

// Hits lists the entries that came to satisfy one of the actor's watches, the latest first. Whoever shows them decides
// what the actor may see of them now.
func (s *Service) Hits(ctx context.Context, actor app.Actor, id app.ID, cursor store.Cursor, limit int) ([]app.WatchHit, store.Cursor, error) {
	if _, err := s.own(ctx, actor, id); err != nil {
		return nil, "", err
	}
	docs, next, err := s.WatchHits.Find(ctx, store.Query{
		Where: []store.Condition{store.Eq("watch", string(id))}, Sort: "at", Desc: true, Limit: limit, Cursor: cursor,
	})
	hits := make([]app.WatchHit, len(docs))
	for i, d := range docs {
		hits[i] = d.Value
	}
	return hits, next, records.Answer("list hits of watch "+string(id), err)
}
