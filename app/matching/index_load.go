package matching

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
	"splot/search"
)

// load reads an entry and its owner; false if the entry or the owner does not exist.
func (s *Service) load(ctx context.Context, id string) (party, bool, error) {
	e, err := s.Entries.Get(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return party{}, false, nil
	}
	if err != nil {
		return party{}, false, fmt.Errorf("read entry %s: %w", id, err)
	}
	e.Value.ID = app.ID(e.ID)
	o, err := s.Organisations.Get(ctx, string(e.Value.Organisation))
	if errors.Is(err, store.ErrNotFound) {
		return party{entry: e}, false, nil
	}
	if err != nil {
		return party{}, false, fmt.Errorf("read organisation %s: %w", e.Value.Organisation, err)
	}
	o.Value.ID = app.ID(o.ID)
	return party{e, o}, true, nil
}

// loadAll reads entries with their owners, in as few queries as the store's limits allow. What does not exist
// is not in the result.
func (s *Service) loadAll(ctx context.Context, ids []string) (map[string]party, error) {
	entries, err := byID(ctx, s.Entries, ids)
	if err != nil {
		return nil, fmt.Errorf("read entries: %w", err)
	}
	owners := make([]string, 0, len(entries))
	for _, e := range entries {
		owners = append(owners, string(e.Value.Organisation))
	}
	organisations, err := byID(ctx, s.Organisations, owners)
	if err != nil {
		return nil, fmt.Errorf("read owners of entries: %w", err)
	}
	found := make(map[string]party, len(entries))
	for id, e := range entries {
		if o, ok := organisations[string(e.Value.Organisation)]; ok {
			e.Value.ID, o.Value.ID = app.ID(e.ID), app.ID(o.ID)
			found[id] = party{e, o}
		}
	}
	return found, nil
}

func byID[T any](ctx context.Context, set store.View[T], ids []string) (map[string]store.Doc[T], error) {
	ids = distinct(ids)
	found := make(map[string]store.Doc[T], len(ids))
	for chunk := range slices.Chunk(ids, store.MaxIn) {
		docs, _, err := set.Find(ctx, store.Query{Where: []store.Condition{store.In(store.IDField, chunk...)}, Limit: store.MaxLimit})
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			found[d.ID] = d
		}
	}
	return found, nil
}

func distinct(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// versions reads the stored versions of documents without decoding them.
func (s *Service) versions(ctx context.Context, c *store.Collection, ids []string) (map[string]int64, error) {
	found := make(map[string]int64, len(ids))
	for chunk := range slices.Chunk(distinct(ids), store.MaxIn) {
		docs, _, err := s.Store.Find(ctx, c, store.Query{Where: []store.Condition{store.In(store.IDField, chunk...)}, Limit: store.MaxLimit})
		if err != nil {
			return nil, fmt.Errorf("read versions of %s: %w", c.Name, err)
		}
		for _, d := range docs {
			found[d.ID] = d.Version
		}
	}
	return found, nil
}

// abreast tells whether an entry was prepared with the present demand for its owner's offers.
func (s *Service) abreast(x *search.Entry) bool {
	return !x.Offer() || x.Requests == s.requests.of(app.ID(x.Organisation))
}

// refresh makes the corpus hold the present version of each entry, or nothing of one that is not live. It tells
// whether anything had changed.
func (s *Service) refresh(ctx context.Context, ids []string) (bool, error) {
	entries, err := s.versions(ctx, records.Entries, ids)
	if err != nil {
		return false, err
	}
	owners := make([]string, 0, len(ids))
	for _, id := range ids {
		if p, ok := s.corpus.Get(id); ok {
			owners = append(owners, p.Entry().Organisation)
		}
	}
	organisations, err := s.versions(ctx, records.Organisations, owners)
	if err != nil {
		return false, err
	}
	var changed []string
	for _, id := range ids {
		p, ok := s.corpus.Get(id)
		if !ok || entries[id]+organisations[p.Entry().Organisation] != p.Version() || !s.abreast(p.Entry()) {
			changed = append(changed, id)
		}
	}
	if len(changed) == 0 {
		return false, nil
	}
	found, err := s.loadAll(ctx, changed)
	if err != nil {
		return false, err
	}
	for _, id := range changed {
		if p, ok := found[id]; ok && p.live(s.now()) {
			s.know(p)
		} else {
			s.forget(id)
		}
	}
	return true, nil
}
