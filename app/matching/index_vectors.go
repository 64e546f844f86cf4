package matching

import (
	"context"
	"errors"
	"time"

	"splot/app"
	"splot/app/store"
	"splot/search"
)

// Vectors knows what the texts of live entries mean, by an embedding server. Nothing here waits for it: an entry is
// matched at once with what there is, and once more by Revisit when vectors that were lacking have come.
type Vectors interface {
	search.Vectors
	Want(e *search.Entry)
	Drop(id string)
	Judged(id string, partners []string)
}

func (s *Service) wantVector(x search.Entry) {
	if s.vectors != nil {
		s.vectors.Want(&x)
	}
}

func (s *Service) dropVector(id string) {
	if s.vectors != nil {
		s.vectors.Drop(id)
	}
}

func (s *Service) judged(id string, partners []string) {
	if s.vectors != nil {
		s.vectors.Judged(id, partners)
	}
}

// longestRest bounds the pause after an entry that took long.
const longestRest = time.Second

// Revisit matches entries once more, one after the other. Of many it works half of the time only, so that live
// changes do not wait for them. An entry that others change all the time is left to its own events.
func (s *Service) Revisit(ctx context.Context, entries []string) error {
	for i, id := range entries {
		began := s.now()
		if err := s.MatchEntry(ctx, app.ID(id)); err != nil && !errors.Is(err, store.ErrStale) {
			return err
		}
		if i+1 < len(entries) {
			rest(ctx, min(s.now().Sub(began), longestRest))
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

func rest(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
