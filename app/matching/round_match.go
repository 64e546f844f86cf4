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
// TopicSettle and records.TopicSweep. A recompute that loses a race against another starts over from the store.
func (s *Service) Match(ctx context.Context, e store.Event) error {
	switch e.Topic {
	case records.TopicEntry:
		return s.entryChanged(ctx, e.Key)
	case records.TopicAgain:
		return s.gathered(ctx, e.Key)
	case records.TopicSettle:
		return s.settle(ctx, e)
	case records.TopicOrganisation:
		return s.beginSweep(ctx, e.Key, false)
	case records.TopicRequests:
		if err := s.followRequests(ctx, e.Key); err != nil {
			return err
		}
		return s.beginSweep(ctx, e.Key, true)
	case records.TopicSweep:
		return s.sweepOn(ctx, e)
	}
	return nil
}

// matchTries bounds how often the matching of one entry starts over.
const matchTries = 8

// MatchEntry computes the matches of one entry anew and stores what changed.
func (s *Service) MatchEntry(ctx context.Context, id app.ID) error {
	partly := s.corpus.Partial()
	_, err := s.matchIn(ctx, nil, string(id))
	if err == nil && partly {
		err = s.markPartly(ctx, string(id))
	}
	return err
}

// matchIn is MatchEntry as a part of a run that matches everything anew: nobody is told one by one of matches between
// entries that were there before it. Without a run everybody is told. It counts the matches that it changed.
func (s *Service) matchIn(ctx context.Context, run *Recompute, id string) (changed int, err error) {
	for range matchTries {
		n, err := s.matchOnce(ctx, run, id)
		changed += n
		if !errors.Is(err, store.ErrStale) && !errors.Is(err, store.ErrDuplicate) && !errors.Is(err, store.ErrNotFound) {
			return changed, err
		}
	}
	return changed, fmt.Errorf("match entry %s: others change its matches all the time: %w", id, store.ErrStale)
}

func (s *Service) matchOnce(ctx context.Context, run *Recompute, id string) (int, error) {
	own, live, err := s.present(ctx, id)
	if err != nil {
		return 0, err
	}
	stored, err := s.stored(ctx, id)
	if err != nil {
		return 0, err
	}
	r := &round{service: s, id: id, own: own, ownBulk: own.Entry.Value.FromImport(), stored: stored, run: run, partly: s.corpus.Partial()}
	if live {
		if err := r.judge(ctx); err != nil {
			return 0, err
		}
	}
	n, err := r.write(ctx)
	if err != nil {
		return 0, err
	}
	return n, r.verify(ctx)
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
	live := exists && p.Live(s.now())
	if live {
		s.know(p)
	} else {
		s.forget(id)
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
