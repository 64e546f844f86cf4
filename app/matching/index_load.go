package matching

import (
	"context"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
	"splot/search"
)

// load reads an entry and its owner; false if the entry or the owner does not exist.
func (s *Service) load(ctx context.Context, id string) (party, bool, error) {
	return s.reader.One(ctx, app.ID(id))
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
	var changed []app.ID
	for _, id := range ids {
		p, ok := s.corpus.Get(id)
		if !ok || entries[id]+organisations[p.Entry().Organisation] != p.Version() || !s.abreast(p.Entry()) {
			changed = append(changed, app.ID(id))
		}
	}
	if len(changed) == 0 {
		return false, nil
	}
	found, err := s.reader.All(ctx, changed)
	if err != nil {
		return false, err
	}
	for _, id := range changed {
		if p, ok := found[id]; ok && p.Live(s.now()) {
			s.know(p)
		} else {
			s.forget(string(id))
		}
	}
	return true, nil
}
