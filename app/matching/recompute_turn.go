package matching

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
	"splot/search"
)

// A run takes its turns as events of a handler of its own, one at a time on all nodes together.
const (
	recomputePage   = 50               // entries read for one turn
	recomputeTurn   = time.Second      // after which a turn ends
	recomputeYield  = time.Second      // wait while live changes are being matched
	recomputeOutage = 10 * time.Second // wait while the search server does not answer
	recomputeStarve = 15 * time.Second // after which it takes a short turn although they are
)

// GoOn takes a turn of the run: it matches entries for about a second and rests for as long. It handles
// records.TopicRecompute, and begins a run when records.TopicWeights comes. While live changes wait it yields, but for one
// entry every quarter of a minute, and on a node whose index is being loaded altogether. What a turn did before a
// crash is done again by the next one, without harm.
func (s *Service) GoOn(ctx context.Context, e store.Event) error {
	if err := s.loadWeights(ctx); err != nil { // this node may not have heard of the latest
		return err
	}
	if e.Topic == records.TopicWeights {
		if s.corpus.Partial() {
			return nil // Loaded sees to it
		}
		return s.ResumeRecompute(ctx)
	}
	d, exists, err := s.recompute(ctx)
	if err != nil || !exists || !d.Value.active() || d.Value.Turn != e.ID {
		return err
	}
	if d.Value.State == RecomputeTelling {
		return s.tellRecomputed(ctx, d)
	}
	if model := s.model(); model != d.Value.Model { // the matches so far are of another
		_, err := s.startRecompute(ctx, d.Value.By, changedPart(d.Value.Model, model))
		return err
	}
	if s.corpus.Partial() || s.busy() && s.now().Sub(d.Value.Moved) < recomputeStarve {
		return s.saveRecompute(ctx, d, recomputeYield)
	}
	began := time.Now()
	if d.Value.After == "" {
		s.corpus.Refresh() // what follows is scored by the statistics of all that is there
	}
	end, err := s.recomputePage(ctx, &d.Value, began)
	if errors.Is(err, search.ErrUnavailable) {
		return s.saveRecompute(ctx, d, recomputeOutage)
	}
	if err != nil {
		return err
	}
	if d.Value.Moved = s.now(); end {
		d.Value.State, d.Value.After, d.Value.Total, d.Value.FinishedAt = RecomputeTelling, "", d.Value.Done, s.now()
	}
	return s.saveRecompute(ctx, d, max(time.Millisecond, time.Since(began)))
}

// recomputePage matches the next entries; true at the end of all.
func (s *Service) recomputePage(ctx context.Context, r *Recompute, began time.Time) (bool, error) {
	q := store.Query{Sort: store.IDField, Limit: recomputePage}
	if r.After != "" {
		q.Where = []store.Condition{{Field: store.IDField, Above: r.After}}
	}
	entries, next, err := s.Entries.Find(ctx, q)
	if err != nil {
		return false, fmt.Errorf("find entries to match anew: %w", err)
	}
	counted := map[app.ID]bool{}
	for i, e := range entries {
		if i > 0 && (time.Since(began) > recomputeTurn || s.busy()) {
			return false, nil
		}
		if e.Value.Live {
			if owner := e.Value.Organisation; e.Value.Kind != app.Need && !counted[owner] {
				counted[owner] = true
				if err := s.recount(ctx, owner); err != nil {
					return false, err
				}
			}
			changed, err := s.matchIn(ctx, r, e.ID)
			if err != nil {
				return false, err
			}
			r.Changed += int64(changed)
			r.Done++
		}
		r.After = e.ID
	}
	return next == "", nil
}

// tellPage is how many organisations one turn tells.
const tellPage = 200

// tellRecomputed tells the organisations that gained matches, each once.
func (s *Service) tellRecomputed(ctx context.Context, d recomputeDoc) error {
	where := []store.Condition{store.Eq("run", string(d.Value.Run))}
	if d.Value.After != "" {
		where = append(where, store.Condition{Field: store.IDField, Above: d.Value.After})
	}
	marks, next, err := s.Gains.Find(ctx, store.Query{Where: where, Limit: tellPage})
	if err != nil {
		return fmt.Errorf("find who gained matches: %w", err)
	}
	for _, m := range marks {
		if m.Value.FinishedAt.IsZero() {
			m.Value.FinishedAt = d.Value.FinishedAt
			_, err := s.Gains.Replace(ctx, m, s.event(records.TopicRecomputed, m.ID))
			if err != nil && !errors.Is(err, store.ErrStale) {
				return fmt.Errorf("tell organisation %s of its matches: %w", m.ID, err)
			}
		}
		d.Value.After = m.ID
	}
	if next == "" {
		d.Value.State, d.Value.After = RecomputeFinished, ""
	}
	return s.saveRecompute(ctx, d, 0)
}

// markGain notes that an organisation gains a match by a run, before the match is written.
func (s *Service) markGain(ctx context.Context, r *Recompute, organisation app.ID) error {
	if r.marked[organisation] {
		return nil
	}
	if r.marked == nil {
		r.marked = map[app.ID]bool{}
	}
	r.marked[organisation] = true
	_, err := s.Gains.Upsert(ctx, string(organisation), func(have *records.Recomputed, _ bool) ([]store.Event, error) {
		if have.Run == r.Run {
			return nil, store.ErrUnchanged
		}
		*have = records.Recomputed{Run: r.Run, StartedAt: r.StartedAt}
		return nil, nil
	})
	if err != nil {
		return fmt.Errorf("note matches of organisation %s: %w", organisation, err)
	}
	return nil
}
