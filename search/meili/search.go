package meili

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/meilisearch/meilisearch-go"

	"splot/search"
	"splot/search/text"
)

// reading is one way to understand a query's words: as typed, or as stems of one language.
type reading struct {
	q      string
	fields []string
}

// readings of the words. The server completes and corrects the words as typed; stems find other inflections.
func readings(words []text.Word) []reading {
	if len(words) == 0 {
		return []reading{{"", nil}}
	}
	typed, polish, english := make([]string, len(words)), make([]string, len(words)), make([]string, len(words))
	for i, w := range words {
		typed[i] = w.Folded
		polish[i] = encode(text.Stem(w.Lower, text.Polish))
		english[i] = encode(text.Stem(w.Folded, text.English))
	}
	end := " "
	if words[len(words)-1].Last {
		end = ""
	}
	out := []reading{{strings.Join(typed, " ") + end, wordFields}, {strings.Join(polish, " ") + " ", stemFields}}
	if e := strings.Join(english, " ") + " "; e != out[1].q {
		out = append(out, reading{e, stemFields})
	}
	return out
}

// Search implements search.Engine. Total and facets are exact up to search.MaxReach hits, above that the server's.
func (e *Engine) Search(ctx context.Context, q search.Query) (search.Result, error) {
	if err := q.Validate(); err != nil {
		return search.Result{}, err
	}
	words := e.options.Dictionary.Words(q.Text)
	asked := readings(words)
	ctx, cancel := context.WithTimeout(ctx, e.options.SearchTimeout)
	defer cancel()
	found, err := e.ask(ctx, &q, asked)
	if err == nil && len(found.hits) == 0 && len(words) > 1 {
		found, err = e.partly(ctx, &q, words)
	}
	if err != nil {
		return search.Result{}, fmt.Errorf("search: %w", err)
	}
	result := found.result(&q)
	shown := found.hits[min(q.Offset, len(found.hits)):min(q.Offset+q.Limit, len(found.hits))]
	result.Hits, err = e.marked(ctx, &q, words, shown)
	if err != nil {
		return search.Result{}, fmt.Errorf("search: %w", err)
	}
	return result, nil
}

// findings are the answers to all readings in both views, merged.
type findings struct {
	hits   []finding // best first
	total  int
	facets map[string]map[string]int
	cut    bool // there are more than were fetched, so total and facets are the server's
	beyond int  // documents that were found and not fetched
}

type finding struct {
	facts
	view  search.View
	score float64
}

// viewsOf are the views in which a viewer may find something.
func viewsOf(v search.Viewer) []search.View {
	if v.All {
		return []search.View{search.ViewFull}
	}
	return []search.View{search.ViewFull, search.ViewTeaser}
}

// ask asks each reading for what the viewer sees in full and, in title and teaser only, for what they see as a teaser.
func (e *Engine) ask(ctx context.Context, q *search.Query, asked []reading) (*findings, error) {
	var queries []*meilisearch.SearchRequest
	var views []search.View
	for _, r := range asked {
		for _, v := range viewsOf(q.Viewer) {
			queries, views = append(queries, e.request(q, r, v)), append(views, v)
		}
	}
	answers, err := e.multi(ctx, queries)
	if err != nil {
		return nil, err
	}
	return merge(q, answers, views)
}

func (e *Engine) request(q *search.Query, r reading, view search.View) *meilisearch.SearchRequest {
	perPage := int64(search.MaxReach)
	viewer, fields := full(q.Viewer), r.fields
	if view == search.ViewTeaser {
		viewer, fields = teasers(q.Viewer), r.fields[:min(publicFields, len(r.fields))]
	}
	request := &meilisearch.SearchRequest{
		IndexUID: e.options.Index, Query: r.q, Filter: all(filters(*q), viewer), MatchingStrategy: meilisearch.All,
		AttributesToSearchOn: fields, AttributesToRetrieve: factNames, ShowRankingScore: true,
		HitsPerPage: &perPage, Page: 1, Facets: serverFacets(q.Facets),
	}
	if r.q == "" {
		request.Sort = []string{"approvedAt:desc"}
	}
	return request
}

// serverFacets are the server's names of facets.
func serverFacets(facets []string) []string {
	out := make([]string, len(facets))
	for i, f := range facets {
		out[i] = f
		if f == "cluster" {
			out[i] = "clusters"
		}
	}
	return out
}

func merge(q *search.Query, answers []meilisearch.SearchResponse, views []search.View) (*findings, error) {
	best := map[string]finding{}
	f := &findings{facets: map[string]map[string]int{}}
	totals := map[search.View]int{}
	for i, a := range answers {
		if int(a.TotalHits) > len(a.Hits) {
			f.cut = true
		}
		if n := int(a.TotalHits); n > totals[views[i]] { // the reading that found most stands for all
			totals[views[i]] = n
			if err := f.takeFacets(a.FacetDistribution, q.Facets, views[i]); err != nil {
				return nil, err
			}
		}
		for _, hit := range a.Hits {
			var x struct {
				facts
				Score float64 `json:"_rankingScore"`
			}
			if err := hit.DecodeInto(&x); err != nil {
				return nil, fmt.Errorf("read a hit: %w", err)
			}
			// What was found by all texts must be visible in full: the server's filter is looked at again.
			entry := x.entry()
			if view := q.Viewer.View(entry); view < views[i] || !q.Passes(entry, view) {
				continue
			}
			if old, ok := best[x.ID]; !ok || old.score < x.Score {
				best[x.ID] = finding{x.facts, views[i], x.Score}
			}
		}
	}
	f.hits = slices.SortedFunc(maps.Values(best), func(a, b finding) int {
		if q.Text == "" {
			return cmp.Or(cmp.Compare(b.ApprovedAt, a.ApprovedAt), cmp.Compare(a.Entry, b.Entry))
		}
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.Entry, b.Entry))
	})
	f.total = totals[search.ViewFull] + totals[search.ViewTeaser]
	return f, nil
}

// takeFacets keeps the server's counts, of teasers only what a teaser shows.
func (f *findings) takeFacets(raw json.RawMessage, facets []string, view search.View) error {
	if len(raw) == 0 {
		return nil
	}
	counts := map[string]map[string]int{}
	if err := json.Unmarshal(raw, &counts); err != nil {
		return fmt.Errorf("read facets: %w", err)
	}
	probe := search.Entry{Kind: "k", Voivodeship: "v", Origin: "o", Clusters: []string{"c"}, PKD: []string{"p"}, KIS: []string{"s"}, Cooperation: []string{"f"}}
	for i, name := range serverFacets(facets) {
		if !shows(&probe, facets[i], view) {
			continue
		}
		if f.facets[facets[i]] == nil {
			f.facets[facets[i]] = map[string]int{}
		}
		for v, n := range counts[name] {
			if v != "" {
				f.facets[facets[i]][v] += n
			}
		}
	}
	return nil
}

func shows(e *search.Entry, facet string, view search.View) bool {
	for range e.FacetValues(facet, view) {
		return true
	}
	return false
}

// result is total and facets: counted here as long as everything was fetched.
func (f *findings) result(q *search.Query) search.Result {
	r := search.Result{Total: len(f.hits) + f.beyond, Facets: map[string]map[string]int{}}
	for _, name := range q.Facets {
		r.Facets[name] = map[string]int{}
	}
	if f.cut {
		r.Total = max(f.total, len(f.hits))
		maps.Copy(r.Facets, f.facets)
		return r
	}
	for _, h := range f.hits {
		for _, name := range q.Facets {
			for v := range h.entry().FacetValues(name, h.view) {
				r.Facets[name][v]++
			}
		}
	}
	return r
}

// marked fetches the texts of the hits that are shown and finds the words in them.
func (e *Engine) marked(ctx context.Context, q *search.Query, words []text.Word, shown []finding) ([]search.Hit, error) {
	out := make([]search.Hit, 0, len(shown))
	if len(shown) == 0 {
		return out, nil
	}
	byID := map[string]texts{}
	if len(words) > 0 {
		ids := make([]string, len(shown))
		for i, h := range shown {
			ids[i] = h.ID
		}
		var found meilisearch.DocumentsResult
		query := &meilisearch.DocumentsQuery{Ids: ids, Limit: int64(len(ids)), Fields: []string{"id", "texts"}}
		if err := e.client.Index(e.options.Index).GetDocumentsWithContext(ctx, query, &found); err != nil {
			return nil, failure(err)
		}
		for _, hit := range found.Results {
			var d document
			if err := hit.DecodeInto(&d); err != nil {
				return nil, fmt.Errorf("read the texts of a hit: %w", err)
			}
			byID[d.ID] = d.Texts
		}
	}
	for _, h := range shown {
		hit := search.Hit{ID: h.Entry, Kind: h.Kind, View: h.view}
		entry := h.entry()
		t := byID[h.ID]
		t.into(entry)
		hit.Matched, hit.Spans = text.Marks(*entry, q.Viewer.View(entry), words)
		out = append(out, hit)
	}
	return out, nil
}
