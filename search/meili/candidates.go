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
	// strongTerms is how many terms, the heaviest, are also listed where they are prominent.
	strongTerms = 16
)

// The saturated count of a term in a document is known in two steps; these are the means of the steps on the judged
// collection.
const (
	weakCount   = 0.45
	strongCount = 0.70
)

// Candidates implements search.Engine.
func (e *Engine) Candidates(ctx context.Context, of search.Entry, limit int) ([]search.Candidate, error) {
	filter := partners(of)
	if limit <= 0 || filter == "" || of.Kind == search.Organisation {
		return nil, ctx.Err()
	}
	terms := wantedBy(of)
	if len(terms) == 0 {
		return nil, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, 3*e.options.SearchTimeout)
	defer cancel()
	list, err := e.candidates(ctx, &of, terms, filter, min(limit, search.MaxReach))
	if err != nil {
		return nil, fmt.Errorf("find candidates: %w", err)
	}
	return list, nil
}

func (e *Engine) candidates(ctx context.Context, of *search.Entry, terms []wanted, filter string, limit int) ([]search.Candidate, error) {
	terms, err := e.choose(ctx, of, terms)
	if err != nil || len(terms) == 0 {
		return nil, err
	}
	sums, err := e.sums(ctx, of, terms, filter)
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
func (e *Engine) sums(ctx context.Context, of *search.Entry, terms []wanted, filter string) (map[string]float64, error) {
	lists, docs, err := e.lists(ctx, of, terms, filter)
	if err != nil {
		return nil, err
	}
	sums := map[string]float64{}
	add := func(ids map[string]int, weight float64) {
		for id := range ids {
			sums[id] += weight
		}
	}
	kept := distinct(terms)
	for i, t := range kept {
		kept[i].weight *= idf(t.df, docs)
		add(lists[t.term], kept[i].weight*weakCount)
	}
	kept = heaviest(kept, strongTerms)
	if len(kept) == 0 {
		return sums, nil
	}
	queries := make([]*meilisearch.SearchRequest, len(kept))
	for i, t := range kept {
		queries[i] = e.listing(all(filter, is("strong", t.term)))
	}
	answers, err := e.multi(ctx, queries)
	if err != nil {
		return nil, err
	}
	for i, a := range answers {
		ids, err := listed(a)
		if err != nil {
			return nil, err
		}
		add(ids, kept[i].weight*(strongCount-weakCount))
	}
	return sums, nil
}

// lists asks for the documents of each term and sets the terms' frequencies; docs is how many documents there are.
func (e *Engine) lists(ctx context.Context, of *search.Entry, terms []wanted, filter string) (lists map[string]map[string]int, docs int, err error) {
	var rare []string
	for _, t := range terms {
		if t.df <= longList {
			rare = append(rare, t.term)
		}
	}
	queries := []*meilisearch.SearchRequest{e.count(filter)}
	for _, t := range terms {
		among := filter
		if t.df > longList {
			among = all(filter, when("terms", rare))
		}
		queries = append(queries, e.listing(all(among, is("terms", t.term))))
	}
	answers, err := e.multi(ctx, queries)
	if err != nil {
		return nil, 0, err
	}
	lists = make(map[string]map[string]int, len(terms))
	for i := range terms {
		t, a := &terms[i], answers[i+1]
		if lists[t.term], err = listed(a); err != nil {
			return nil, 0, err
		}
		if t.df <= longList { // it was listed in full
			t.df = int(a.TotalHits)
			e.frequencies.learn(of.Kind != search.Need, t.term, t.df)
		}
	}
	return lists, int(answers[0].TotalHits), nil
}

// listing asks for the ids of the documents that pass a filter.
func (e *Engine) listing(filter string) *meilisearch.SearchRequest {
	r := e.count(filter)
	r.Facets = []string{"id"}
	return r
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
