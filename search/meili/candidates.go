package meili

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/meilisearch/meilisearch-go"

	"splot/search"
	"splot/search/text"
)

// The bounds of a question for candidates. The server finds a document only if it has the query's first word, and
// ranks by how many of the others, so a need is asked as several short queries, each led by another of its heaviest
// terms; the server merges the answers.
const (
	askedTerms  = 40
	queryTerms  = 6
	ownQueries  = 16
	maxQueries  = 24
	extraFactor = 2 // candidates asked for beyond limit, for those that the second look drops
)

// translatedWeight lowers the queries in the other language.
const translatedWeight = 0.6

// Candidates implements search.Engine.
func (e *Engine) Candidates(ctx context.Context, of search.Entry, limit int) ([]search.Candidate, error) {
	filter := partners(of)
	if limit <= 0 || filter == "" || of.Kind == search.Organisation {
		return nil, ctx.Err()
	}
	queries := e.queries(of, filter)
	if len(queries) == 0 {
		return nil, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, e.options.SearchTimeout)
	defer cancel()
	found, err := e.client.MultiSearchWithContext(ctx, &meilisearch.MultiSearchRequest{
		Federation: &meilisearch.MultiSearchFederation{Limit: int64(min(limit*extraFactor, search.MaxReach))},
		Queries:    queries,
	})
	if err != nil {
		return nil, fmt.Errorf("find candidates: %w", failure(err))
	}
	out := make([]search.Candidate, 0, limit)
	for _, hit := range found.Hits {
		var f facts
		if err := hit.DecodeInto(&f); err != nil {
			return nil, fmt.Errorf("read a candidate: %w", err)
		}
		if len(out) < limit && f.Entry != of.ID && search.Meets(&of, f.entry()) {
			out = append(out, search.Candidate{ID: f.Entry, Rank: 1 / float64(len(out)+1)})
		}
	}
	return out, nil
}

// queries asks for the heaviest terms in groups that overlap, for their translations, and for concepts.
func (e *Engine) queries(of search.Entry, filter string) []*meilisearch.SearchRequest {
	terms := text.QueryTerms(of)
	slices.SortStableFunc(terms, func(a, b text.QueryTerm) int { return cmp.Compare(b.Weight, a.Weight) })
	terms = terms[:min(len(terms), askedTerms)]
	var own, foreign []string
	for _, t := range terms {
		own = append(own, encode(t.Term))
		for _, x := range t.Translations {
			if w := encode(x.Term); !slices.Contains(foreign, w) {
				foreign = append(foreign, w)
			}
		}
	}
	out := e.led(own, filter, 1, ownQueries)
	out = append(out, e.led(foreign[:min(len(foreign), askedTerms)], filter, translatedWeight, maxQueries-len(out))...)
	for _, c := range of.Concepts[:min(len(of.Concepts), queryTerms)] {
		out = append(out, e.query(conceptTerm(c), filter, 0.5))
	}
	return out
}

// led makes a query for each of the first terms, which are the heaviest: that term, and the heaviest others.
func (e *Engine) led(terms []string, filter string, weight float64, most int) []*meilisearch.SearchRequest {
	var out []*meilisearch.SearchRequest
	for i, lead := range terms[:min(len(terms), most)] {
		group := []string{lead}
		for j, other := range terms {
			if j != i && len(group) < queryTerms {
				group = append(group, other)
			}
		}
		out = append(out, e.query(strings.Join(group, " "), filter, weight))
		weight *= 0.95 // later queries are led by lighter terms
	}
	return out
}

// query asks with terms that are whole: a space at the end keeps the server from completing the last one.
func (e *Engine) query(q, filter string, weight float64) *meilisearch.SearchRequest {
	return &meilisearch.SearchRequest{
		IndexUID: e.options.Index, Query: q + " ", Filter: filter, MatchingStrategy: meilisearch.Last,
		AttributesToSearchOn: stemFields, AttributesToRetrieve: factNames,
		FederationOptions: &meilisearch.SearchFederationOptions{Weight: weight},
	}
}
