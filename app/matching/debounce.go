package matching

import (
	"context"
	"fmt"
	"sync"
	"time"

	"splot/app"
	"splot/app/records"
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
		return s.matchNow(ctx, id)
	}
	_, live, err := s.present(ctx, id)
	if err != nil {
		return err
	}
	if !live {
		return s.matchNow(ctx, id) // what goes, goes now
	}
	e := s.event(records.TopicAgain, id)
	e.Due = next
	if err := s.dueOnce(ctx, gatheredPrefix+id, e); err != nil { // one that is due sees this change too
		return fmt.Errorf("match entry %s later: %w", id, err)
	}
	return nil
}

// gathered matches an entry whose changes were gathered. What is due goes first: a change after that sets it anew.
func (s *Service) gathered(ctx context.Context, id string) error {
	if err := s.undue(ctx, gatheredPrefix+id, ""); err != nil {
		return fmt.Errorf("match entry %s again: %w", id, err)
	}
	s.rounds.begin(id, s.now(), 0)
	return s.matchNow(ctx, id)
}

// matchNow matches an entry that changed, and once more when a search server has had time to index it.
func (s *Service) matchNow(ctx context.Context, id string) error {
	if err := s.MatchEntry(ctx, app.ID(id)); err != nil {
		return err
	}
	return s.settleLater(ctx, id)
}
