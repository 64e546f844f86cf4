package matching

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"splot/app/store"
	"splot/search/corpus"
	"splot/search/match"
)

// round is one computation of one entry's matches.
type round struct {
	service  *Service
	id       string
	own      party
	ownBulk  bool
	prepared *corpus.Doc    // own, if it is live
	ranking  *match.Ranking // of everything that passes the gates
	stored   map[string]store.Doc[head]
	run      *Recompute // nil unless everything is being matched anew
	partly   bool       // it may look at a part of the entries only, as the index is being loaded

	ranked []match.Ranked          // what passes the gates and the threshold, best first
	ids    map[string]bool         // of partners in ranked that are kept
	open   map[string]match.Ranked // stored partners that pass the gates, whatever their score
	used   map[string]int64        // version of each partner's entry and owner that was scored
}

// judge asks for candidates, gates and scores them with the stored partners, and selects what is kept.
func (r *round) judge(ctx context.Context) error {
	s := r.service
	own, ok := s.corpus.Get(r.id)
	if !ok {
		return fmt.Errorf("match entry %s: it left meanwhile: %w", r.id, store.ErrStale)
	}
	r.prepared = own
	ids, err := s.ranker.Find(ctx, own, slices.Collect(maps.Keys(r.stored)))
	if err != nil {
		return err
	}
	s.judged(r.id, ids)
	if err := r.choose(ctx, ids); err != nil {
		return err
	}
	// Only what is kept, or was, has to be true to the store.
	changed, err := s.refresh(ctx, r.doubtful(ids))
	if err != nil || !changed {
		return err
	}
	return r.choose(ctx, ids)
}

// choose ranks what is known of the partners and selects what is kept.
func (r *round) choose(ctx context.Context, ids []string) error {
	r.rank(ids)
	return r.selectKept(ctx)
}

// doubtful lists the partners whose present version matters: those that are kept, those with a stored match, and
// those that nothing is known of.
func (r *round) doubtful(ids []string) []string {
	var list []string
	for _, id := range ids {
		_, stored := r.stored[id]
		if _, known := r.service.corpus.Get(id); stored || !known || r.ids[id] {
			list = append(list, id)
		}
	}
	return list
}

func (r *round) rank(ids []string) {
	own := r.prepared
	r.open, r.used, r.ranked = map[string]match.Ranked{}, map[string]int64{own.ID(): own.Version()}, nil
	r.ranking = r.service.ranker.Order(own, ids, r.service.now())
	for _, p := range r.ranking.List {
		id := p.Partner.ID()
		r.used[id] = p.Partner.Version()
		if _, known := r.stored[id]; known {
			r.open[id] = p
		}
		if p.Score >= Threshold {
			r.ranked = append(r.ranked, p)
		}
	}
}

// lookBeyond is how many partners beyond the entry's own quota are asked whether they would keep a new pair.
const lookBeyond = 50

// selectKept keeps the best by the entry's own quota, and beyond them the pairs that the partner's quota holds.
func (r *round) selectKept(ctx context.Context) error {
	own, others := NeedQuota, int64(OfferQuota)
	if r.prepared.Offer() {
		own, others = OfferQuota, NeedQuota
	}
	r.ids = make(map[string]bool, len(r.ranked))
	for _, p := range r.ranked[:min(own, len(r.ranked))] {
		r.ids[p.Partner.ID()] = true
	}
	for i, p := range r.ranked[min(own, len(r.ranked)):] {
		if _, stored := r.stored[p.Partner.ID()]; i >= lookBeyond && !stored {
			continue
		}
		better, err := r.better(ctx, p)
		if err != nil {
			return err
		}
		r.ids[p.Partner.ID()] = better < others
	}
	return nil
}

// better counts the partner's other matches that score higher. The query is answered from an index alone; closed
// matches, of which there are few, count as well.
func (r *round) better(ctx context.Context, p match.Ranked) (int64, error) {
	id, field := p.Partner.ID(), "need.entry"
	if p.Partner.Offer() {
		field = "offer.entry"
	}
	least := p.Score + same
	n, err := r.service.Matches.Count(ctx, store.Query{Where: []store.Condition{store.Eq(field, id), {Field: "score", Above: least}}})
	if err != nil {
		return 0, fmt.Errorf("count better matches of entry %s: %w", id, err)
	}
	if before, stored := r.stored[id]; stored && before.Value.Score > least {
		n-- // itself, with the score that it had
	}
	return n, nil
}
