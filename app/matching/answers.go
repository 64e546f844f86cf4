package matching

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"splot/search"
	"splot/search/match"
)

// Answer is an offer that answers a need, with its score and the share of what the need asks for that it speaks of.
type Answer struct {
	Entry search.Entry
	Score float64
	Share float64
}

// Answers ranks the offers for a need that is in no index, a capability for example, as every need's are ranked: at
// most limit, best first. The entries named in also are scored beside them whoever owns them, and only their gates are
// not decided.
func (s *Service) Answers(ctx context.Context, need search.Entry, limit int, also ...string) ([]Answer, error) {
	own := s.corpus.Prepare(need)
	now := s.now()
	ranking, err := s.ranker.Rank(ctx, own, nil, now)
	if err != nil {
		return nil, fmt.Errorf("rank answers: %w", err)
	}
	question := match.Ask(own, s.corpus.Stats(), s.weights.Weights())
	answers := make([]Answer, 0, limit+len(also))
	for _, r := range ranking.List[:min(limit, len(ranking.List))] {
		answers = append(answers, Answer{*r.Partner.Entry(), r.Score, question.Share(r.Partner)})
	}
	for _, id := range also {
		if offer, ok := s.corpus.Get(id); ok && offer.Offer() {
			answers = append(answers, Answer{*offer.Entry(), question.Value(offer, now), question.Share(offer)})
		}
	}
	slices.SortStableFunc(answers, func(a, b Answer) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Entry.ID, b.Entry.ID))
	})
	return answers, nil
}
