package matching

import (
	"context"
	"errors"
	"fmt"

	"splot/app/store"
)

// mark says that an entry was matched while the index was being loaded, with what was there then. Its id is the
// entry's.
type mark struct{}

var marks = &store.Collection{Name: "matchedPartly"}

// markPartly notes that an entry is to be matched once more when the index is loaded. The note survives a crash.
func (s *Service) markPartly(ctx context.Context, entry string) error {
	err := s.marks.Insert(ctx, entry, mark{})
	if err != nil && !errors.Is(err, store.ErrDuplicate) {
		return fmt.Errorf("note that entry %s was matched partly: %w", entry, err)
	}
	if s.corpus.Partial() {
		return nil
	}
	return s.settleMarked(ctx) // Loaded may have looked before the note was there
}

// Loaded follows the loading of the index beside everything else (corpus.Expect, Rebuild): it has entries matched once
// more that were matched meanwhile, and goes on with what has to wait for all entries.
func (s *Service) Loaded(ctx context.Context) error {
	if err := s.settleMarked(ctx); err != nil {
		return err
	}
	return s.ResumeRecompute(ctx)
}

// settleMarked asks to match every marked entry. Whoever runs beside it asks for the same.
func (s *Service) settleMarked(ctx context.Context) error {
	for {
		list, next, err := s.marks.Find(ctx, store.Query{Limit: store.MaxLimit})
		if err != nil {
			return fmt.Errorf("find entries that were matched partly: %w", err)
		}
		for _, m := range list {
			if err := s.settleSoon(ctx, m.ID); err != nil {
				return err
			}
			err := s.marks.Delete(ctx, m)
			if err != nil && !errors.Is(err, store.ErrStale) && !errors.Is(err, store.ErrNotFound) {
				return fmt.Errorf("match %s wholly: %w", m.ID, err)
			}
		}
		if next == "" {
			return nil
		}
	}
}
