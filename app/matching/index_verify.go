package matching

import (
	"context"
	"errors"
	"fmt"

	"splot/app"
	"splot/app/indexed"
	"splot/app/records"
	"splot/app/store"
	"splot/search"
)

// ErrNothingToVerify says that the engine keeps no index of its own beside the documents.
var ErrNothingToVerify = errors.New("the index is made anew from the documents at every start: there is nothing to verify")

// Verify compares the search server's index with the documents. Quick compares versions only; repair puts right what
// differs.
func (s *Service) Verify(ctx context.Context, quick, repair bool) (search.Verified, error) {
	v, ok := s.engine.(search.Verifier)
	if !ok {
		return search.Verified{}, ErrNothingToVerify
	}
	found, err := v.Verify(ctx, search.Verification{Entries: s.everything(ctx), Now: s.indexedNow, Quick: quick, Repair: repair})
	if errors.Is(err, errors.ErrUnsupported) {
		return search.Verified{}, ErrNothingToVerify
	}
	return found, err
}

// indexedNow is what should be indexed of an id.
func (s *Service) indexedNow(ctx context.Context, id string) (search.Entry, bool, error) {
	p, exists, err := s.load(ctx, id)
	if err != nil {
		return search.Entry{}, false, err
	}
	if exists {
		if !p.Live(s.now()) {
			return search.Entry{}, false, nil
		}
		return s.know(p), true, nil
	}
	o, err := s.Organisations.Get(ctx, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && o.Value.State != app.Published {
		return search.Entry{}, false, nil
	}
	if err != nil {
		return search.Entry{}, false, fmt.Errorf("read %s %s: %w", records.Organisations.Name, id, err)
	}
	return indexed.Organisation(o), true, nil
}
