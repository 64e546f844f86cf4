package meili

import (
	"context"
	"math/bits"

	"github.com/meilisearch/meilisearch-go"

	"splot/search"
	"splot/search/text"
)

// partly finds the documents that have the most of the words when none has all. The server's own strategies demand
// the first word or the rarest one, so each word is listed by itself and counted here.
func (e *Engine) partly(ctx context.Context, q *search.Query, words []text.Word) (*findings, error) {
	var queries []*meilisearch.SearchRequest
	var views []search.View
	var of []int // the word that a query is for
	for i := range words {
		for _, r := range readings(words[i : i+1]) {
			for _, v := range viewsOf(q.Viewer) {
				request := e.request(q, r, v)
				request.HitsPerPage, request.Facets, request.ShowRankingScore = new(int64), []string{"id"}, false
				queries, views, of = append(queries, request), append(views, v), append(of, i)
			}
		}
	}
	answers, err := e.multi(ctx, queries)
	if err != nil {
		return nil, err
	}
	found := map[string]*partial{}
	frequency := make([]int, len(words))
	for i, a := range answers {
		ids, err := listed(a)
		if err != nil {
			return nil, err
		}
		frequency[of[i]] = max(frequency[of[i]], len(ids))
		for id := range ids {
			if found[id] == nil {
				found[id] = &partial{}
			}
			found[id].words |= 1 << of[i]
			found[id].view = max(found[id].view, views[i])
		}
	}
	return e.most(ctx, q, found, frequency)
}

// partial is which of the words a document has. MaxQueryWords of text is less than the bits of words.
type partial struct {
	words uint16
	view  search.View
}

// most keeps those with the most words, ranked by how rare their words are.
func (e *Engine) most(ctx context.Context, q *search.Query, found map[string]*partial, frequency []int) (*findings, error) {
	most := 0
	for _, p := range found {
		most = max(most, bits.OnesCount16(p.words))
	}
	sums := map[string]float64{}
	for id, p := range found {
		if bits.OnesCount16(p.words) == most {
			for i, df := range frequency {
				if p.words&(1<<i) != 0 {
					sums[id] += 1 / float64(1+df)
				}
			}
		}
	}
	best := ranked(sums, search.MaxReach)
	known, err := e.facts(ctx, best)
	if err != nil {
		return nil, err
	}
	f := &findings{facets: map[string]map[string]int{}}
	for _, id := range best {
		x, ok := known[id]
		if !ok {
			continue
		}
		entry := x.entry()
		if view := q.Viewer.View(entry); view >= found[id].view && q.Passes(entry, view) {
			f.hits = append(f.hits, finding{x, found[id].view, sums[id]})
		}
	}
	f.beyond = len(sums) - len(best)
	return f, nil
}
