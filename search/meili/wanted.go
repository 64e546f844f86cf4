package meili

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/meilisearch/meilisearch-go"

	"splot/search"
	"splot/search/text"
)

// Lexicon is what this process knows of the indexed terms without the server. It is safe for concurrent use.
type Lexicon interface {
	// Frequency tells how many needs, or else offers, have a term; of "" how many there are.
	Frequency(needs bool, term string) int
	// Alike lists the terms that sound like a term, itself included.
	Alike(term string) []string
}

// countedTerms is how many terms of an entry the server counts where there is no lexicon.
const countedTerms = 256

// wanted is a term that looks for candidates.
type wanted struct {
	term   string
	weight float64 // with the inverse document frequency
	df     int     // documents of the other side with the term
}

// wantedBy lists the terms by which an entry finds documents of the other side, as the embedded engine does: the
// heaviest first.
func (e *Engine) wantedBy(ctx context.Context, of *search.Entry) ([]wanted, error) {
	if e.options.Lexicon == nil {
		return e.counted(ctx, of)
	}
	needs, known := of.Kind != search.Need, e.options.Lexicon
	weights := map[string]float64{}
	for t, w := range e.options.Dictionary.Wanted(*of) {
		weights[t] = max(weights[t], w)
		for _, a := range known.Alike(t) {
			weights[a] = max(weights[a], w*text.CognateWeight)
		}
	}
	docs := known.Frequency(needs, "")
	list := make([]wanted, 0, len(weights))
	for t, w := range weights {
		if df := known.Frequency(needs, t); df > 0 {
			list = append(list, wanted{t, w * idf(df, docs), df})
		}
	}
	return heaviest(list, text.MaxWanted), nil
}

// counted is wantedBy with frequencies that the server tells. What sounds alike it does not know.
func (e *Engine) counted(ctx context.Context, of *search.Entry) ([]wanted, error) {
	var list []wanted
	for t, w := range e.options.Dictionary.Wanted(*of) {
		list = append(list, wanted{term: t, weight: w})
	}
	list = heaviest(list, countedTerms)
	kinds := in("kind", partnerKinds(of))
	queries := []*meilisearch.SearchRequest{e.count(kinds)}
	for _, t := range list {
		queries = append(queries, e.count(all(kinds, in("terms", anyGrade.of(t.term)))))
	}
	answers, err := e.multi(ctx, queries)
	if err != nil {
		return nil, fmt.Errorf("count terms: %w", err)
	}
	kept := list[:0]
	for i, t := range list {
		if t.df = int(answers[i+1].TotalHits); t.df > 0 {
			t.weight *= idf(t.df, int(answers[0].TotalHits))
			kept = append(kept, t)
		}
	}
	return heaviest(kept, text.MaxWanted), nil
}

func heaviest(list []wanted, most int) []wanted {
	slices.SortFunc(list, func(a, b wanted) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term)) })
	return list[:min(len(list), most)]
}

// idf is the inverse document frequency of BM25 in its form that is never negative.
func idf(df, docs int) float64 {
	n, d := float64(max(docs, df)), float64(df)
	return math.Log(1 + (n-d+0.5)/(d+0.5))
}
