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

// translatedFactor is the worth of a word's translation beside the word itself.
const translatedFactor = 0.6

// Search implements search.Engine. All words must occur; when no document has all of them, those with most are
// found. Total is exact.
func (e *Engine) Search(ctx context.Context, q search.Query) (search.Result, error) {
	if err := q.Validate(); err != nil {
		return search.Result{}, err
	}
	words := e.corpus.Dictionary().Words(q.Text)
	result := search.Result{Hits: []search.Hit{}}
	var hits []ranked
	e.corpus.Read(func(r corpus.Reader) {
		s := newSearching(&q, &e.parts, r)
		if len(words) == 0 {
			s.all()
		} else {
			s.matching(s.variants(words))
		}
		result.Total, result.Facets, result.Degraded = s.total, s.facets.counts(), r.Partial()
		hits = s.top.sorted()
	})
	for _, h := range hits[min(q.Offset, len(hits)):] {
		entry := h.doc.Entry()
		hit := search.Hit{ID: entry.ID, Kind: entry.Kind, View: q.Viewer.View(entry)}
		hit.Matched, hit.Spans = text.Marks(*entry, hit.View, words)
		result.Hits = append(result.Hits, hit)
	}
	return result, ctx.Err()
}

// searching is one search.
type searching struct {
	q       *search.Query
	parts   *[corpus.Sides]partition
	r       corpus.Reader
	views   []uint8 // by audience: 0 is not decided yet, else the view+1
	facets  facets
	top     best
	total   int
	filters bool
	scratch search.Entry
}

func newSearching(q *search.Query, parts *[corpus.Sides]partition, r corpus.Reader) *searching {
	return &searching{
		q: q, parts: parts, r: r, views: make([]uint8, r.Audiences()), facets: newFacets(r, q.Facets), top: best{k: q.Offset + q.Limit},
		filters: len(q.Kinds)+len(q.Clusters)+len(q.Organisations)+len(q.Voivodeships)+len(q.PKD)+len(q.KIS)+len(q.Origins)+
			len(q.Cooperation)+q.TRLAtLeast > 0,
	}
}

// view is what the viewer may read of the documents of an audience.
func (s *searching) view(audience uint32) search.View {
	if s.views[audience] == 0 {
		s.r.ReadAudience(audience, &s.scratch)
		s.views[audience] = uint8(s.q.Viewer.View(&s.scratch)) + 1
	}
	return search.View(s.views[audience] - 1)
}

// passes tells whether a document satisfies the filters for a viewer with this view of it.
func (s *searching) passes(d *corpus.Doc, view search.View) bool {
	if !s.filters || view == search.ViewNone {
		return view != search.ViewNone
	}
	s.r.ReadFacts(d, &s.scratch)
	return s.q.Passes(&s.scratch, view)
}

// found counts a hit and offers it.
func (s *searching) found(d *corpus.Doc, view search.View, score float32) {
	s.total++
	s.facets.count(d, view)
	s.top.offer(ranked{d, score})
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

// all finds what passes the filters, the newest approval first.
func (s *searching) all() {
	for _, n := range s.sides() {
		for i := range s.parts[n].docs {
			x := &s.parts[n].docs[i]
			if x.doc == nil {
				continue
			}
			if view := s.view(x.audience); s.passes(x.doc, view) {
				s.found(x.doc, view, float32(x.doc.ApprovedHour()))
			}
		}
	}
}

type scored struct {
	doc   *corpus.Doc
	score float32
	words uint8
	view  search.View
}

// matching finds the documents that have the most of the query's words.
func (s *searching) matching(groups [][]variant) {
	var hits []scored
	most := uint8(1)
	for _, n := range s.sides() {
		hits, most = s.partition(n, groups, hits, most)
	}
	for _, h := range hits {
		if h.words == most {
			s.found(h.doc, h.view, h.score)
		}
	}
}

// partition appends the hits of a side that have at least the most words so far.
func (s *searching) partition(n corpus.Side, groups [][]variant, hits []scored, most uint8) ([]scored, uint8) {
	p := &s.parts[n]
	acc := accumulate(len(p.docs))
	defer acc.release()
	s.accumulate(p, normsOf(s.r, n), groups, acc)
	for _, doc := range acc.touched {
		words := uint8(bits.OnesCount16(acc.mask[doc]))
		if words < most {
			continue
		}
		x := &p.docs[doc]
		if view := s.view(x.audience); s.passes(x.doc, view) {
			most = words
			hits = append(hits, scored{x.doc, acc.score[doc], words, view})
		}
	}
	return hits, most
}

func (s *searching) accumulate(p *partition, norm norms, groups [][]variant, acc *accumulator) {
	var buf []byte
	live := s.live()
	for g, variants := range groups {
		for _, v := range variants {
			weight := v.factor * idf(s.frequency(v.term), live)
			buf = p.postings.gather(v.term, buf)
			for c := (cursor{b: buf}); c.next(); {
				x := &p.docs[c.doc]
				if x.doc == nil {
					continue
				}
				if w := norm.weigh(&c.counts, &x.lengths, visibleParts(s.view(x.audience))); w > 0 {
					acc.add(c.doc, weight*w, 1<<g)
				}
			}
		}
	}
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

// variants finds the terms for each word: its stems and translations; for the last word also what it begins; for a
// word that leads nowhere, what is spelt alike.
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
		for _, t := range w.Translated {
			if n, ok := s.r.Term(t); ok && s.frequency(n) > 0 {
				g[n] = max(g[n], translatedFactor)
			}
		}
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
	type candidate struct {
		variant
		frequency int
	}
	var list []candidate
	at := map[uint32]int{}
	each(func(n uint32, factor float32) {
		if i, known := at[n]; known {
			list[i].factor = max(list[i].factor, factor)
		} else if f := s.frequency(n); f > 0 {
			at[n] = len(list)
			list = append(list, candidate{variant{n, factor}, f})
		}
	})
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.frequency, a.frequency), s.r.CompareTerms(a.term, b.term))
	})
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
