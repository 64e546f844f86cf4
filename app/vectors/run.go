package vectors

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"slices"
	"time"

	"splot/search"
)

const (
	fillBatch   = 64             // entries that are filled at a time, at most
	matchAtOnce = 64             // entries handed to Arrived at a time
	longestWait = time.Minute    // after the server failed
	sweepFirst  = time.Hour      // until the first look for vectors that nobody needs: all entries are known then
	sweepEvery  = 24 * time.Hour // between looks
	spoiled     = 3              // failures of a text alone, while others come, until it is left alone
)

// Run fetches vectors until the context ends, and then returns nil. It may be called once.
func (s *Service) Run(ctx context.Context) error {
	sweep := time.NewTimer(sweepFirst)
	defer sweep.Stop()
	for patience := s.options.Patience; ctx.Err() == nil; {
		wait, err := s.step(ctx)
		if err != nil {
			if !errors.Is(err, search.ErrUnavailable) && ctx.Err() == nil { // the client tells of the server itself
				s.options.Logger.WarnContext(ctx, "fetching vectors failed", slog.Any("error", err))
			}
			pause(ctx, patience/2+rand.N(patience)) //nolint:gosec // jitter
			patience = min(2*patience, longestWait)
			continue
		}
		patience = s.options.Patience
		if !wait {
			continue
		}
		select {
		case <-ctx.Done():
		case <-s.wake:
		case <-sweep.C:
			s.sweep(ctx)
			sweep.Reset(sweepEvery)
		}
	}
	return nil
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// Fill fetches everything that is wanted, for programs that rank once all vectors are there. It gives up with the
// first error.
func (s *Service) Fill(ctx context.Context) error {
	for {
		if wait, err := s.step(ctx); wait || err != nil {
			return err
		}
	}
}

// step fills one batch and has matched what that makes due; true when nothing is left to do.
func (s *Service) step(ctx context.Context) (bool, error) {
	if s.scale.Load() == nil {
		made, err := measure(ctx, s.cache)
		if err != nil {
			return false, err
		}
		s.scale.Store(made)
	}
	batch := s.next()
	arrived, err := s.fill(ctx, batch)
	if err != nil {
		s.failed(ctx, batch)
		return false, err
	}
	if len(batch) > 0 {
		s.size, s.successes = min(2*s.size, fillBatch), s.successes+1
	}
	rematch := s.dueNow(arrived)
	for part := range slices.Chunk(rematch, matchAtOnce) {
		if err := s.options.Arrived(ctx, part); err != nil {
			s.again(rematch)
			return false, err
		}
	}
	return len(batch) == 0 && len(rematch) == 0, nil
}

// next are the entries wanted last.
func (s *Service) next() []*wish {
	s.mu.Lock()
	defer s.mu.Unlock()
	var batch []*wish
	taken := map[string]bool{}
	for i := len(s.order) - 1; i >= 0 && len(batch) < s.size; i-- {
		id := s.order[i]
		s.order = s.order[:i]
		if w, ok := s.wanted[id]; ok && !taken[id] {
			taken[id] = true
			batch = append(batch, w)
		}
	}
	return batch
}

// fill fetches the vectors of entries. It returns the ids of those that came and had been matched without.
func (s *Service) fill(ctx context.Context, batch []*wish) ([]string, error) {
	var arrived []string
	for _, role := range []search.Role{search.AsQuery, search.AsPassage} {
		var part []*wish
		for _, w := range batch {
			if search.RoleOf(w.entry) == role {
				part = append(part, w)
			}
		}
		ids, err := s.fetch(ctx, role, part)
		if err != nil {
			return nil, err
		}
		arrived = append(arrived, ids...)
	}
	return arrived, nil
}

// fetch embeds entries of one role. Texts that the server refuses are found one by one and left alone.
func (s *Service) fetch(ctx context.Context, role search.Role, part []*wish) ([]string, error) {
	if len(part) == 0 {
		return nil, nil
	}
	texts := make([]string, len(part))
	for i, w := range part {
		texts[i] = w.entry.EmbeddedText()
	}
	vectors, fresh, err := s.cache.embed(ctx, role, texts)
	if errors.Is(err, search.ErrText) {
		return s.fetchSingly(ctx, role, part)
	}
	if err != nil {
		return nil, err
	}
	return s.take(part, vectors, fresh), nil
}

func (s *Service) fetchSingly(ctx context.Context, role search.Role, part []*wish) ([]string, error) {
	if len(part) == 1 {
		s.refuse(ctx, part[0])
		return nil, nil
	}
	var arrived []string
	for i := range part {
		ids, err := s.fetch(ctx, role, part[i:i+1])
		if err != nil {
			return nil, err
		}
		arrived = append(arrived, ids...)
	}
	return arrived, nil
}

func (s *Service) refuse(ctx context.Context, w *wish) {
	s.options.Logger.WarnContext(ctx, "the embedding server refuses the text of an entry", slog.String("entry", w.entry.ID))
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.wanted[w.entry.ID] == w {
		delete(s.wanted, w.entry.ID)
		s.refused[w.entry.ID] = w.key
	}
}

// take keeps vectors that came, but for entries that have changed meanwhile.
func (s *Service) take(part []*wish, vectors []search.Vector, fresh []bool) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []string
	for i, w := range part {
		id := w.entry.ID
		if s.wanted[id] != w {
			continue
		}
		delete(s.wanted, id)
		delete(s.refused, id)
		s.side(w.entry).put(held{id, w.key, vectors[i]})
		if fresh[i] || w.judged {
			s.due[id] = struct{}{}
		}
		if w.judged {
			ids = append(ids, id)
		}
	}
	return ids
}

// failed wants entries again that did not come, after all others. The next batch is smaller, so that a text which
// makes the server fail stands alone in the end; when others come and it does not, it is left alone.
func (s *Service) failed(ctx context.Context, batch []*wish) {
	s.size = max(1, s.size/2)
	if len(batch) == 1 {
		w := batch[0]
		if w.failures == 0 || w.successes != s.successes {
			w.failures, w.successes = w.failures+1, s.successes
		}
		if w.failures >= spoiled {
			s.refuse(ctx, w)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []string
	for _, w := range slices.Backward(batch) {
		if s.wanted[w.entry.ID] == w {
			ids = append(ids, w.entry.ID)
		}
	}
	s.order = append(ids, s.order...)
}

// dueNow lists what is to be matched once more now: while many vectors are still to come only entries whose own has
// come, and then everything that was matched with less than there is.
func (s *Service) dueNow(arrived []string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.wanted) > 0 {
		return arrived
	}
	ids := make([]string, 0, len(s.due))
	for id := range s.due {
		ids = append(ids, id)
	}
	clear(s.due)
	slices.Sort(ids)
	return ids
}

func (s *Service) again(ids []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range ids {
		s.due[id] = struct{}{}
	}
}

// sweep deletes the stored vectors that nobody needs.
func (s *Service) sweep(ctx context.Context) {
	s.mu.RLock()
	live := make(map[key]struct{}, len(s.needs.list)+len(s.offers.list))
	for _, list := range [][]held{s.needs.list, s.offers.list} {
		for _, h := range list {
			live[h.key] = struct{}{}
		}
	}
	s.mu.RUnlock()
	for _, x := range examples {
		live[keyOf(s.Model(), search.AsQuery, x.need)] = struct{}{}
		live[keyOf(s.Model(), search.AsPassage, x.offer)] = struct{}{}
	}
	n, err := s.cache.sweep(ctx, func(k key) bool { _, ok := live[k]; return ok })
	if err != nil && ctx.Err() == nil {
		s.options.Logger.WarnContext(ctx, "deleting old vectors failed", slog.Any("error", err))
	}
	if n > 0 {
		s.options.Logger.InfoContext(ctx, "old vectors deleted", slog.Int("vectors", n))
	}
}
