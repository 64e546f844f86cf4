package memory

import (
	"cmp"
	"context"
	"math/bits"
	"slices"

	"splot/search"
	"splot/search/corpus"
	"splot/search/text"
)

// variant is a term by which a word of the query may be found.
type variant struct {
	term   uint32
	factor float32
}

// maxVariants bounds how many words an unfinished or mistyped word may stand for.
const maxVariants = 64

// Search implements search.Engine. All words must occur; when no document has all of them, those with most are
// found. Total is exact.
func (e *Engine) Search(ctx context.Context, q search.Query) (search.Result, error) {
	if err := q.Validate(); err != nil {
		return search.Result{}, err
	}
	words := text.Words(q.Text)
	result := search.Result{Hits: []search.Hit{}}
	var hits []*corpus.Doc
	e.corpus.Read(func(r corpus.Reader) {
		s := searching{q: &q, parts: &e.parts, r: r}
		for _, f := range q.Facets {
			s.facets = append(s.facets, facet{f, map[string]int{}})
		}
		var found []ranked
		if len(words) == 0 {
			found = s.all()
		} else {
			found = s.matching(s.variants(words))
		}
		result.Total, result.Facets = len(found), s.counts()
		for _, h := range page(found, q.Offset, q.Limit) {
			hits = append(hits, e.parts[h.at.side].docs[h.at.doc].doc)
		}
	})
	for _, d := range hits {
		hit := search.Hit{ID: d.ID(), Kind: d.Kind(), View: q.Viewer.View(d.Entry())}
		hit.Matched, hit.Spans = text.Marks(*d.Entry(), hit.View, words)
		result.Hits = append(result.Hits, hit)
	}
	return result, ctx.Err()
}

func page(found []ranked, offset, limit int) []ranked {
	top := best{k: offset + limit}
	for _, r := range found {
		top.offer(r)
	}
	list := top.sorted()
	return list[min(offset, len(list)):]
}

type searching struct {
	q      *search.Query
	parts  *[corpus.Sides]partition
	r      corpus.Reader
	facets []facet
}

type facet struct {
	name   string
	counts map[string]int
}

// sides are those that hold the kinds of the query.
func (s *searching) sides() []corpus.Side {
	if len(s.q.Kinds) == 0 {
		return []corpus.Side{corpus.Needs, corpus.Offers, corpus.Organisations}
	}
	var out []corpus.Side
	for _, k := range s.q.Kinds {
		if n, ok := corpus.SideOf(k); ok && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// all lists what passes the filters, the newest approval first.
func (s *searching) all() []ranked {
	var found []ranked
	for _, n := range s.sides() {
		for i, d := range s.parts[n].docs {
			if d.doc == nil {
				continue
			}
			entry := d.doc.Entry()
			if view := s.q.Viewer.View(entry); s.q.Passes(entry, view) {
				s.count(entry, view)
				hours := float32(entry.ApprovedAt.Unix() / 3600)
				found = append(found, ranked{entry.ID, hours, place{n, uint32(i)}})
			}
		}
	}
	return found
}

type scored struct {
	ranked
	words int
	view  search.View
}

// matching ranks the documents that have the most of the query's words.
func (s *searching) matching(groups [][]variant) []ranked {
	var hits []scored
	most := 0
	for _, n := range s.sides() {
		hits = s.partition(n, groups, hits)
	}
	for _, h := range hits {
		most = max(most, h.words)
	}
	var found []ranked
	for _, h := range hits {
		if h.words == most {
			s.count(s.parts[h.at.side].docs[h.at.doc].doc.Entry(), h.view)
			found = append(found, h.ranked)
		}
	}
	return found
}

func (s *searching) partition(n corpus.Side, groups [][]variant, hits []scored) []scored {
	p := &s.parts[n]
	acc := accumulate(len(p.docs))
	defer acc.release()
	norm := normsOf(s.r, n)
	for g, variants := range groups {
		for _, v := range variants {
			weight := v.factor * idf(s.frequency(v.term), s.live())
			for _, x := range p.list(v.term) {
				d := &p.docs[x.doc]
				if d.doc == nil {
					continue
				}
				parts := visibleParts(s.q.Viewer.View(d.doc.Entry()))
				if w := norm.weigh(x, &d.lengths, parts); w > 0 {
					acc.add(x.doc, weight*w, 1<<g)
				}
			}
		}
	}
	for _, doc := range acc.touched {
		entry := p.docs[doc].doc.Entry()
		view := s.q.Viewer.View(entry)
		if s.q.Passes(entry, view) {
			r := ranked{entry.ID, acc.score[doc], place{n, doc}}
			hits = append(hits, scored{r, bits.OnesCount16(acc.mask[doc]), view})
		}
	}
	return hits
}

// visibleParts is how many parts, from the first, a view shows.
func visibleParts(v search.View) int {
	switch v {
	case search.ViewFull:
		return int(text.Parts)
	case search.ViewTeaser:
		return publicParts
	default:
		return 0
	}
}

func (s *searching) count(entry *search.Entry, view search.View) {
	for _, f := range s.facets {
		for v := range entry.FacetValues(f.name, view) {
			f.counts[v]++
		}
	}
}

func (s *searching) counts() map[string]map[string]int {
	out := map[string]map[string]int{}
	for _, f := range s.facets {
		out[f.name] = f.counts
	}
	return out
}

func (s *searching) frequency(term uint32) int {
	n := 0
	for side := range corpus.Sides {
		n += s.r.Frequency(side, term)
	}
	return n
}

func (s *searching) live() int {
	n := 0
	for side := range corpus.Sides {
		n += s.r.Docs(side)
	}
	return n
}

// variants finds the terms for each word: its stems; for the last word also what it begins; for a word that leads
// nowhere, what is spelt alike.
func (s *searching) variants(words []text.Word) [][]variant {
	groups := make([][]variant, 0, len(words))
	for _, w := range words {
		g := map[uint32]float32{}
		for _, t := range w.Terms {
			if n, ok := s.r.Term(t); ok && s.frequency(n) > 0 {
				g[n] = 1
			}
		}
		s.r.Word(w.Folded, func(n uint32) { g[n] = 1 })
		if w.Last {
			s.expand(g, func(add func(uint32, float32)) {
				s.r.Prefixed(w.Folded, func(n uint32) { add(n, 0.7) })
			})
		}
		if len(g) == 0 {
			s.expand(g, func(add func(uint32, float32)) {
				s.r.Similar(w.Folded, func(n uint32, errors int) { add(n, 0.6/float32(errors+1)) })
			})
		}
		groups = append(groups, s.sorted(g))
	}
	return groups
}

// expand adds the terms that each yields; the maxVariants most frequent stay.
func (s *searching) expand(g map[uint32]float32, each func(add func(term uint32, factor float32))) {
	more := map[uint32]float32{}
	each(func(n uint32, factor float32) {
		if s.frequency(n) > 0 {
			more[n] = max(more[n], factor)
		}
	})
	list := s.sorted(more)
	slices.SortStableFunc(list, func(a, b variant) int { return cmp.Compare(s.frequency(b.term), s.frequency(a.term)) })
	for _, v := range list[:min(len(list), maxVariants)] {
		g[v.term] = max(g[v.term], v.factor)
	}
}

// sorted orders variants by their letters, so that sums do not depend on the order in which terms came.
func (s *searching) sorted(g map[uint32]float32) []variant {
	out := make([]variant, 0, len(g))
	for t, f := range g {
		out = append(out, variant{t, f})
	}
	slices.SortFunc(out, func(a, b variant) int { return s.r.CompareTerms(a.term, b.term) })
	return out
}
