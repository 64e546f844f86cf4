package matching

import (
	"context"
	"errors"
	"fmt"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Match keeps the matches of what an event is about true. It handles records.TopicEntry, TopicOrganisation,
// TopicSettle and TopicSweep. A recompute that loses a race against another starts over from the store.
func (s *Service) Match(ctx context.Context, e store.Event) error {
	switch e.Topic {
	case records.TopicEntry:
		if err := s.Rematch(ctx, app.ID(e.Key)); err != nil {
			return err
		}
		return s.settleLater(ctx, e.Key)
	case records.TopicSettle:
		if err := s.Rematch(ctx, app.ID(e.Key)); err != nil {
			return err
		}
		return s.settled(ctx, e)
	case records.TopicOrganisation:
		return s.beginSweep(ctx, e.Key)
	case TopicSweep:
		return s.sweepOn(ctx, e)
	}
	return nil
}

// rematchTries bounds how often one recompute starts over.
const rematchTries = 8

// Rematch computes the matches of one entry anew and stores what changed.
func (s *Service) Rematch(ctx context.Context, id app.ID) error {
	for range rematchTries {
		err := s.rematch(ctx, string(id))
		if !errors.Is(err, store.ErrStale) && !errors.Is(err, store.ErrDuplicate) {
			return err
		}
	}
	return fmt.Errorf("match entry %s: others change its matches all the time: %w", id, store.ErrStale)
}

func (s *Service) rematch(ctx context.Context, id string) error {
	own, live, err := s.present(ctx, id)
	if err != nil {
		return err
	}
	stored, err := s.stored(ctx, id)
	if err != nil {
		return err
	}
	r := &round{service: s, id: id, own: own, ownBulk: bulk(own.entry.Value), stored: stored}
	if live {
		if err := r.judge(ctx); err != nil {
			return err
		}
	}
	if err := r.write(ctx); err != nil {
		return err
	}
	return r.verify(ctx)
}

// present reads the entry and, in front of an engine that finds at once what it is given, puts it there.
func (s *Service) present(ctx context.Context, id string) (party, bool, error) {
	if s.putFirst {
		return s.indexEntry(ctx, id)
	}
	p, exists, err := s.load(ctx, id)
	if err != nil {
		return p, false, err
	}
	live := exists && p.live(s.now())
	if live {
		s.know(p)
	} else {
		s.corpus.Delete(id)
	}
	return p, live, nil
}

// stored reads the entry's matches by partner.
func (s *Service) stored(ctx context.Context, id string) (map[string]store.Doc[head], error) {
	found := map[string]store.Doc[head]{}
	err := s.heads.Each(ctx, store.Query{Where: []store.Condition{store.Eq("entries", id)}}, func(d store.Doc[head]) error {
		found[d.Value.partner(id)] = d
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read matches of entry %s: %w", id, err)
	}
	return found, nil
}
