package meili

import (
	"context"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/meilisearch/meilisearch-go"

	"splot/search"
)

// Bounds of the remembered frequencies. A frequency changes slowly; it decides which terms of a long entry look for
// candidates, and which lists would be too long.
const (
	maxFrequencies = 100_000
	frequencyAge   = 15 * time.Minute
)

// frequencies remembers how many documents of a side have a term. It is safe for concurrent use; when it is full or
// old it is emptied.
type frequencies struct {
	mu    sync.Mutex
	since time.Time
	known map[sideTerm]int
}

// sideTerm is a term among the documents of one side; the empty term stands for all of them.
type sideTerm struct {
	need bool
	term string
}

// recall sets what is known of terms and returns the indexes of those that are not.
func (f *frequencies) recall(need bool, terms []wanted) (unknown []int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.renew()
	for i, t := range terms {
		n, ok := f.known[sideTerm{need, t.term}]
		if !ok {
			unknown = append(unknown, i)
		}
		terms[i].df = n
	}
	return unknown
}

func (f *frequencies) learn(need bool, term string, n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.renew()
	f.known[sideTerm{need, term}] = n
}

// renew empties what is full or old. The caller holds f.mu.
func (f *frequencies) renew() {
	if f.known == nil || len(f.known) > maxFrequencies || time.Since(f.since) > frequencyAge {
		f.known, f.since = map[sideTerm]int{}, time.Now()
	}
}

// choose keeps the terms that look for candidates: of more than wantedTerms the heaviest after counting them.
func (e *Engine) choose(ctx context.Context, of *search.Entry, terms []wanted) ([]wanted, error) {
	need := of.Kind != search.Need // the partners' side
	terms = e.known(need, terms)
	unknown := e.frequencies.recall(need, terms)
	if len(terms) <= wantedTerms {
		return terms, nil
	}
	kinds := in("kind", partnerKinds(of))
	queries := []*meilisearch.SearchRequest{e.count(kinds)}
	for _, i := range unknown {
		queries = append(queries, e.count(all(kinds, is("terms", terms[i].term))))
	}
	answers, err := e.multi(ctx, queries)
	if err != nil {
		return nil, fmt.Errorf("count terms: %w", err)
	}
	docs := int(answers[0].TotalHits)
	for j, i := range unknown {
		terms[i].df = int(answers[j+1].TotalHits)
		e.frequencies.learn(need, terms[i].term, terms[i].df)
	}
	kept := make([]wanted, 0, len(terms))
	for _, t := range distinct(terms) {
		t.weight *= idf(t.df, docs)
		kept = append(kept, t)
	}
	kept = heaviest(kept, wantedTerms)
	for i := range kept {
		kept[i].weight /= idf(kept[i].df, docs)
	}
	return kept, nil
}

// known leaves out the terms that no partner has, where this process knows.
func (e *Engine) known(need bool, terms []wanted) []wanted {
	if e.options.Frequency == nil {
		return terms
	}
	kept := terms[:0]
	for _, t := range terms {
		if !t.made {
			n := e.options.Frequency(need, t.term)
			if n <= 0 {
				continue
			}
			e.frequencies.learn(need, t.term, n)
		}
		kept = append(kept, t)
	}
	return kept
}

// distinct leaves out the terms that no document has, and sounds that only their own term has.
func distinct(terms []wanted) []wanted {
	df := make(map[string]int, len(terms))
	for _, t := range terms {
		df[t.term] = t.df
	}
	spare := map[string]bool{}
	for _, t := range terms {
		if t.sounds != "" && df[t.sounds] == t.df {
			spare[t.sounds] = true
		}
	}
	kept := make([]wanted, 0, len(terms))
	for _, t := range terms {
		if t.df > 0 && !spare[t.term] {
			kept = append(kept, t)
		}
	}
	return kept
}

// idf is the inverse document frequency of BM25 in its form that is never negative.
func idf(df, docs int) float64 {
	n, d := float64(max(docs, df)), float64(df)
	return math.Log(1 + (n-d+0.5)/(d+0.5))
}

// count asks for the number of documents only.
func (e *Engine) count(filter string) *meilisearch.SearchRequest {
	none := int64(0)
	return &meilisearch.SearchRequest{
		IndexUID: e.options.Index, Filter: filter, HitsPerPage: &none, Page: 1, AttributesToRetrieve: []string{"id"},
	}
}

// multi asks several queries at once; there are as many answers.
func (e *Engine) multi(ctx context.Context, queries []*meilisearch.SearchRequest) ([]meilisearch.SearchResponse, error) {
	answer, err := e.client.MultiSearchWithContext(ctx, &meilisearch.MultiSearchRequest{Queries: queries})
	if err != nil {
		return nil, failure(err)
	}
	if len(answer.Results) != len(queries) {
		return nil, fmt.Errorf("%w: %d answers to %d queries", search.ErrUnavailable, len(answer.Results), len(queries))
	}
	return answer.Results, nil
}
