package eval

import (
	"context"
	"fmt"
	"slices"
	"time"

	"splot/search"
	"splot/search/corpus"
	"splot/search/match"
)

// putBatch is how many entries one Put takes.
const putBatch = 500

// Full is the production path over one engine: the entries are put into it as approved entries are, and a topic is
// ranked as a need is matched. No threshold applies.
type Full struct {
	collection *Collection
	corpus     *corpus.Corpus
	active     *match.Active
	ranker     *match.Ranker
	now        time.Time
}

// NewFull puts the collection into an empty corpus and an empty engine, which may be the corpus's index.
func NewFull(ctx context.Context, c *Collection, documents *corpus.Corpus, engine search.Engine, now time.Time) (*Full, error) {
	f := &Full{collection: c, corpus: documents, active: &match.Active{}, now: now}
	f.ranker = match.NewRanker(engine, f.corpus, f.active)
	for batch := range slices.Chunk(c.Entries(), putBatch) {
		f.corpus.Put(batch...)
		if err := engine.Put(ctx, batch...); err != nil {
			return nil, fmt.Errorf("index the collection: %w", err)
		}
	}
	f.corpus.Refresh()
	return f, nil
}

// Use ranks with other weights from now on.
func (f *Full) Use(w *match.Weights) { f.active.Set(w) }

// UseVectors ranks with an embedding server's vectors from now on.
func (f *Full) UseVectors(v search.Vectors) { f.ranker.UseVectors(v) }

// Rank implements System.
func (f *Full) Rank(ctx context.Context, topic int) ([]string, error) {
	own, ok := f.corpus.Get(topicID(topic))
	if !ok {
		return nil, fmt.Errorf("topic %d is not in the corpus", topic)
	}
	ranking, err := f.ranker.Rank(ctx, own, nil, f.now)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(ranking.List))
	for i, r := range ranking.List {
		if ids[i], err = f.collection.document(r.Partner.ID()); err != nil {
			return nil, err
		}
	}
	return ids, nil
}
