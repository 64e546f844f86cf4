package matching

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"splot/app/store"
)

// partly begins the ids of sweeps that mark entries matched while the index was being loaded: with what was there
// then. partlyEnd is behind all of them.
const (
	partly    = "partly:"
	partlyEnd = "partly;"
)

// matchedPartly notes that an entry is to be matched once more when the index is loaded. The note survives a crash.
func (s *Service) matchedPartly(ctx context.Context, entry string) error {
	err := s.sweeps.Insert(ctx, partly+entry, sweep{})
	if err != nil && !errors.Is(err, store.ErrDuplicate) {
		return fmt.Errorf("note that entry %s was matched partly: %w", entry, err)
	}
	if s.corpus.Partial() {
		return nil
	}
	return s.matchWhole(ctx) // Loaded may have looked before the note was there
}

// Loaded follows the loading of the index beside everything else (corpus.Expect, Rebuild): it has entries matched once
// more that were matched meanwhile, and goes on with what has to wait for all entries.
func (s *Service) Loaded(ctx context.Context) error {
	if err := s.matchWhole(ctx); err != nil {
		return err
	}
	return s.ResumeRecompute(ctx)
}

// matchWhole asks to match every marked entry. Whoever runs beside it asks for the same.
func (s *Service) matchWhole(ctx context.Context) error {
	for {
		marks, next, err := s.sweeps.Find(ctx, store.Query{
			Where: []store.Condition{{Field: store.IDField, Above: partly, Below: partlyEnd}}, Limit: store.MaxLimit,
		})
		if err != nil {
			return fmt.Errorf("find entries that were matched partly: %w", err)
		}
		for _, m := range marks {
			if err := s.rematchSoon(ctx, strings.TrimPrefix(m.ID, partly)); err != nil {
				return err
			}
			err := s.sweeps.Delete(ctx, m)
			if err != nil && !errors.Is(err, store.ErrStale) && !errors.Is(err, store.ErrNotFound) {
				return fmt.Errorf("match %s wholly: %w", m.ID, err)
			}
		}
		if next == "" {
			return nil
		}
	}
}
