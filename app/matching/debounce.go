package matching

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// maxRounds bounds the entries whose last round is remembered; one that is forgotten is matched at once.
const maxRounds = 4096

// rounds remembers when entries were matched last. It is safe for concurrent use.
type rounds struct {
	mu   sync.Mutex
	last map[string]time.Time
}

// begin notes a round that begins now, unless the last one is younger than the time given: then it tells when the
// next may be.
func (r *rounds) begin(id string, now time.Time, within time.Duration) (next time.Time, wait bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if last, ok := r.last[id]; ok && now.Sub(last) < within {
		return last.Add(within), true
	}
	r.note(id, now)
	return time.Time{}, false
}

func (r *rounds) note(id string, now time.Time) {
	if r.last == nil || len(r.last) >= maxRounds {
		r.last = map[string]time.Time{}
	}
	r.last[id] = now
}

// entryChanged matches an entry at once, or together with further changes if it has been matched just now. The index
// follows in either case, and so does what closes: reading decides the gates again.
func (s *Service) entryChanged(ctx context.Context, id string) error {
	next, wait := s.rounds.begin(id, s.now(), s.debounce)
	if !wait {
		return s.match(ctx, id)
	}
	_, live, err := s.present(ctx, id)
	if err != nil {
		return err
	}
	if !live {
		return s.match(ctx, id) // what goes, goes now
	}
	e := s.event(records.TopicAgain, id)
	e.Due = next
	err = s.sweeps.Insert(ctx, "again:"+id, sweep{After: e.ID}, e)
	if err != nil && !errors.Is(err, store.ErrDuplicate) { // else one is due that sees this change too
		return fmt.Errorf("match entry %s later: %w", id, err)
	}
	return nil
}

// matchAgain matches an entry whose changes were gathered. The mark goes first: a change after that sets a new one.
func (s *Service) matchAgain(ctx context.Context, id string) error {
	d, err := s.sweeps.Get(ctx, "again:"+id)
	if err == nil {
		err = s.sweeps.Delete(ctx, d)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) && !errors.Is(err, store.ErrStale) {
		return fmt.Errorf("match entry %s again: %w", id, err)
	}
	s.rounds.begin(id, s.now(), 0)
	return s.match(ctx, id)
}

func (s *Service) match(ctx context.Context, id string) error {
	if err := s.Rematch(ctx, app.ID(id)); err != nil {
		return err
	}
	return s.settleLater(ctx, id)
}
