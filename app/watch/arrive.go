package watch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"splot/app"
	"splot/app/indexed"
	"splot/app/records"
	"splot/app/store"
	"splot/search"
)

// Entry finds the watches that a changed entry satisfies. It handles records.TopicEntry.
func (s *Service) Entry(ctx context.Context, e store.Event) error {
	p, exists, err := s.reader.One(ctx, app.ID(e.Key))
	if err != nil || !exists || !p.Live(s.o.Clock()) {
		return err
	}
	found, err := s.compare(ctx, p.Indexed())
	if err != nil || len(found) == 0 {
		return err
	}
	told, err := s.told(ctx, e.Key)
	if err != nil {
		return err
	}
	found = slices.DeleteFunc(found, func(m satisfied) bool { return told[m.watch.ID] })
	hits, err := s.seen(ctx, found, p)
	if err != nil {
		return err
	}
	return s.write(ctx, hits)
}

// told lists the watches whose owners know of the entry already.
func (s *Service) told(ctx context.Context, entry string) (map[string]bool, error) {
	told := map[string]bool{}
	err := s.WatchHits.Each(ctx, store.Query{Where: []store.Condition{store.Eq("entry", entry)}}, func(d store.Doc[app.WatchHit]) error {
		told[string(d.Value.Watch)] = true
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read hits of entry %s: %w", entry, err)
	}
	return told, nil
}

// satisfied is a watch, as it was compared, that an entry satisfies.
type satisfied struct {
	watch  doc
	teaser bool // also by what an anonymous teaser shows
}

// compare finds the watches that an entry satisfies, as they are in the store now.
func (s *Service) compare(ctx context.Context, x search.Entry) ([]satisfied, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.sync(ctx); err != nil {
		return nil, err
	}
	matches := s.set.Matches(x)
	found := make([]satisfied, len(matches))
	for i, m := range matches {
		found[i] = satisfied{s.known[m.ID], m.Teaser}
	}
	return found, nil
}

// seen keeps the watches whose owner may find the entry and that nobody changed meanwhile.
func (s *Service) seen(ctx context.Context, found []satisfied, p indexed.Party) ([]app.WatchHit, error) {
	var hits []app.WatchHit
	actors := map[app.ID]app.Actor{}
	for _, m := range found {
		person := m.watch.Value.Person
		actor, ok := actors[person]
		if !ok {
			var err error
			if actor, err = s.o.Actor(ctx, person); err != nil && app.ClassOf(err) != app.ClassUnauthenticated {
				return nil, fmt.Errorf("read owner of watch %s: %w", m.watch.ID, err)
			}
			actors[person] = actor
		}
		if !finds(actor, p, m.teaser) {
			continue
		}
		now, err := s.Watches.Get(ctx, m.watch.ID)
		switch {
		case errors.Is(err, store.ErrNotFound):
			s.drop(m.watch.ID)
		case err != nil:
			return nil, fmt.Errorf("read watch %s: %w", m.watch.ID, err)
		case now.Version != m.watch.Version:
			return nil, fmt.Errorf("watch %s changed meanwhile: %w", m.watch.ID, store.ErrStale)
		default:
			hits = append(hits, app.WatchHit{Watch: app.ID(m.watch.ID), Person: person, Entry: p.Entry.Value.ID, At: s.o.Clock()})
		}
	}
	return hits, nil
}

// finds tells whether a search would show the entry to the actor, and whether it is none of their own.
func finds(actor app.Actor, p indexed.Party, byTeaser bool) bool {
	if actor.Person == "" || actor.BelongsTo(p.Entry.Value.Organisation) {
		return false
	}
	level := p.SeenBy(actor)
	return level > app.LevelTeaser || level == app.LevelTeaser && byTeaser
}

func (s *Service) write(ctx context.Context, hits []app.WatchHit) error {
	for batch := range slices.Chunk(hits, store.MaxBatch) {
		writes := make([]store.Write, len(batch))
		for i, h := range batch {
			id := app.WatchHitID(h.Watch, h.Entry)
			var err error
			writes[i], err = s.WatchHits.InsertWrite(id, h, records.NewEvent(s.o.IDs(), h.At, records.System, records.TopicWatchHit, app.ID(id), nil))
			if err != nil {
				return err
			}
		}
		errs, err := s.Store.Write(ctx, writes...)
		if err != nil {
			return fmt.Errorf("write hits: %w", err)
		}
		for _, err := range errs {
			if err != nil && !errors.Is(err, store.ErrDuplicate) {
				return fmt.Errorf("write hit: %w", err)
			}
		}
	}
	return nil
}

// overlap is how far back a reading of changed watches begins before the last one.
const overlap = time.Minute

// sync brings the watches in memory up to the store: all of them at first, later those that changed.
// The caller holds the lock.
func (s *Service) sync(ctx context.Context) error {
	now := s.o.Clock()
	q := store.Query{}
	if !s.synced.IsZero() {
		q = store.Query{Where: []store.Condition{{Field: "updatedAt", Min: s.synced.Add(-overlap)}}, Sort: "updatedAt"}
	}
	err := s.Watches.Each(ctx, q, func(d doc) error {
		if s.known[d.ID].Version != d.Version {
			s.take(d)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read watches: %w", err)
	}
	s.synced = now
	return nil
}

func (s *Service) take(d doc) {
	s.known[d.ID] = d
	if w := d.Value; w.Active {
		kinds := w.Kinds
		if len(kinds) == 0 {
			kinds = app.Kinds
		}
		s.set.Put(d.ID, search.Query{
			Text: w.Text, Kinds: kinds, Clusters: w.Clusters, Voivodeships: w.Voivodeships, PKD: w.PKD, KIS: w.KIS,
			Origins: w.Origins, Cooperation: w.Cooperation, TRLAtLeast: w.TRLAtLeast,
		})
		return
	}
	s.set.Delete(d.ID)
}

// drop forgets a watch that was deleted.
func (s *Service) drop(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.known, id)
	s.set.Delete(id)
}
