package match

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"splot/search"
	"splot/search/corpus"
)

// Depth is how many candidates of the other side are scored for one entry.
const Depth = 200

// Finder is the part of a search.Engine that ranking needs.
type Finder interface {
	Candidates(ctx context.Context, of search.Entry, limit int) ([]search.Candidate, error)
}

// Ranker ranks the entries of the other side for one entry: candidates of an engine, gates, scores, order. It is
// the one path for what people see and for what is measured. It is safe for concurrent use.
type Ranker struct {
	finder    Finder
	corpus    *corpus.Corpus
	active    *Active
	questions questions
	vectors   search.Vectors // nil without an embedding server
}

// NewRanker makes a ranker. What the finder names and the corpus does not know is passed over.
func NewRanker(f Finder, c *corpus.Corpus, active *Active) *Ranker {
	return &Ranker{finder: f, corpus: c, active: active}
}

// Ranked is a partner whose gates are open, with its score.
type Ranked struct {
	Partner *corpus.Doc
	Score   float64
}

// Ranking is the order of an entry's partners under one state of statistics and weights.
type Ranking struct {
	List []Ranked // best first, ties by id

	own    *corpus.Doc
	ask    func(need *corpus.Doc) *Question
	model  string
	judged time.Time
}

// Rank is Find and Order in one: all candidates, and the partners named beside them, in order.
func (r *Ranker) Rank(ctx context.Context, own *corpus.Doc, also []string, now time.Time) (*Ranking, error) {
	ids, err := r.Find(ctx, own, also)
	if err != nil {
		return nil, err
	}
	return r.Order(own, ids, now), nil
}

// Find lists the candidates of an entry and the partners named beside them, each once, sorted.
func (r *Ranker) Find(ctx context.Context, own *corpus.Doc, also []string) ([]string, error) {
	candidates, err := r.finder.Candidates(ctx, *own.Entry(), Depth)
	if err != nil {
		return nil, fmt.Errorf("find candidates for entry %s: %w", own.ID(), err)
	}
	ids := make([]string, 0, len(candidates)+len(also))
	for _, c := range candidates {
		ids = append(ids, c.ID)
	}
	ids = r.neighbours(append(ids, also...), own)
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// Order gates and scores the partners that the corpus knows.
func (r *Ranker) Order(own *corpus.Doc, ids []string, now time.Time) *Ranking {
	stats, weights := r.corpus.Stats(), r.active.Weights()
	out := &Ranking{
		own: own, model: weights.Model(), judged: now,
		ask: func(need *corpus.Doc) *Question { return r.questions.of(need, stats, weights) },
	}
	for _, id := range ids {
		partner, ok := r.corpus.Get(id)
		if !ok {
			continue
		}
		need, offer := sides(own, partner)
		if open, _ := Gate(need.Entry(), offer.Entry(), now); open {
			out.List = append(out.List, Ranked{partner, out.ask(need).Value(offer, now)})
		}
	}
	slices.SortFunc(out.List, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Partner.ID(), b.Partner.ID()))
	})
	return out
}

// Explain scores a partner again and says why.
func (k *Ranking) Explain(partner *corpus.Doc) Result {
	need, offer := sides(k.own, partner)
	return k.ask(need).Score(offer, k.judged)
}

// Model names the formula and the weights of the ranking.
func (k *Ranking) Model() string { return k.model }

func sides(a, b *corpus.Doc) (need, offer *corpus.Doc) {
	if a.Offer() {
		return b, a
	}
	return a, b
}
