package meili

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/meilisearch/meilisearch-go"

	"splot/search"
)

// Candidates are found by the sum of what their terms weigh, as BM25 does it. The server has no such order: it sorts
// by rules in buckets, and a merge of several queries takes the best of them instead of their sum. So each of the
// heaviest terms is a short query of its own that lists the documents with the term, and the sums are made here. The
// lists come as facet counts of the documents' ids, which cost the server a tenth of reading the documents.
const (
	// longList is how many documents a term may have to list them all. A more frequent one only adds to the documents
	// that have one of the rarer, and is listed among them.
	longList = 2000
	// maxListed bounds a list. A longer one is cut: what is so frequent weighs little.
	maxListed = 3000
	// fineTerms is how many terms, the heaviest, are listed by every grade; the rest by halves of the grades.
	fineTerms = 24
)

// Candidates implements search.Engine.
func (e *Engine) Candidates(ctx context.Context, of search.Entry, limit int) ([]search.Candidate, error) {
	filter := partners(of)
	if limit <= 0 || filter == "" || of.Kind == search.Organisation {
		return nil, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, 3*e.options.SearchTimeout)
	defer cancel()
	list, err := e.candidates(ctx, &of, filter, min(limit, search.MaxReach))
	if err != nil {
		return nil, fmt.Errorf("find candidates: %w", err)
	}
	return list, nil
}

func (e *Engine) candidates(ctx context.Context, of *search.Entry, filter string, limit int) ([]search.Candidate, error) {
	terms, err := e.wantedBy(ctx, of)
	if err != nil || len(terms) == 0 {
		return nil, err
	}
	sums, err := e.sums(ctx, terms, filter)
	if err != nil {
		return nil, err
	}
	delete(sums, documentID(of.ID))
	best := ranked(sums, limit)
	known, err := e.facts(ctx, best)
	if err != nil {
		return nil, err
	}
	out := make([]search.Candidate, 0, len(best))
	for _, id := range best {
		// The server's filter is looked at again.
		if f, ok := known[id]; ok && search.Meets(of, f.entry()) {
			out = append(out, search.Candidate{ID: f.Entry, Rank: sums[id]})
		}
	}
	return out, nil
}

// sums adds up the weights of the terms by document.
func (e *Engine) sums(ctx context.Context, terms []wanted, filter string) (map[string]float64, error) {
	var queries []*meilisearch.SearchRequest
	var weights []float64
	rare := when("terms", rarest(terms))
	for i, t := range terms {
		among, bands := filter, coarse
		if t.df > longList {
			among = all(filter, rare)
		}
		if i < fineTerms {
			bands = fine
		}
		for _, b := range bands {
			queries = append(queries, e.listing(all(among, in("terms", b.of(t.term)))))
			weights = append(weights, t.weight*b.value())
		}
	}
	answers, err := e.multi(ctx, queries)
	if err != nil {
		return nil, err
	}
	sums := map[string]float64{}
	for i, a := range answers {
		ids, err := listed(a)
		if err != nil {
			return nil, err
		}
		for id := range ids {
			sums[id] += weights[i]
		}
	}
	return sums, nil
}

// rarest lists the forms of the terms that are listed in full.
func rarest(terms []wanted) []string {
	var rare []string
	for _, t := range terms {
		if t.df <= longList {
			rare = append(rare, anyGrade.of(t.term)...)
		}
	}
	return rare
}

// listing asks for the ids of the documents that pass a filter.
func (e *Engine) listing(filter string) *meilisearch.SearchRequest {
	r := e.count(filter)
	r.Facets = []string{"id"}
	return r
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

func listed(a meilisearch.SearchResponse) (map[string]int, error) {
	var counts struct{ ID map[string]int }
	if len(a.FacetDistribution) > 0 {
		if err := json.Unmarshal(a.FacetDistribution, &counts); err != nil {
			return nil, fmt.Errorf("%w: a list of documents is not understood", search.ErrUnavailable)
		}
	}
	return counts.ID, nil
}

// ranked lists the ids with the highest sums, ties by id.
func ranked(sums map[string]float64, most int) []string {
	ids := make([]string, 0, len(sums))
	for id := range sums {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int { return cmp.Or(cmp.Compare(sums[b], sums[a]), cmp.Compare(a, b)) })
	return ids[:min(len(ids), most)]
}

// facts fetches what decides whether documents may be shown.
func (e *Engine) facts(ctx context.Context, ids []string) (map[string]facts, error) {
	out := make(map[string]facts, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	var found meilisearch.DocumentsResult
	query := &meilisearch.DocumentsQuery{Ids: ids, Limit: int64(len(ids)), Fields: factNames}
	if err := e.client.Index(e.options.Index).GetDocumentsWithContext(ctx, query, &found); err != nil {
		return nil, failure(err)
	}
	for _, hit := range found.Results {
		var f facts
		if err := hit.DecodeInto(&f); err != nil {
			return nil, fmt.Errorf("%w: a document is not understood", search.ErrUnavailable)
		}
		out[f.ID] = f
	}
	return out, nil
}
