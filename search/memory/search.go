package memory

import (
	"cmp"
	"context"
	"math/bits"
	"slices"

	"splot/search"
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
	e.mu.RLock()
	defer e.mu.RUnlock()
	s := searching{q: &q, ix: e.ix}
	for _, f := range q.Facets {
		s.facets = append(s.facets, facet{f, map[string]int{}})
	}
	var found []ranked
	if len(words) == 0 {
		found = s.all()
	} else {
		found = s.matching(e.ix.variants(words))
	}
	result := search.Result{Total: len(found), Facets: s.counts(), Hits: []search.Hit{}}
	for _, r := range page(found, q.Offset, q.Limit) {
		entry := e.ix.parts[r.at.partition].docs[r.at.doc].entry
		hit := search.Hit{ID: entry.ID, Kind: entry.Kind}
		hit.Matched, hit.Spans = text.Marks(*entry, q.Viewer.View(entry), words)
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
	ix     *index
	facets []facet
}

type facet struct {
	name   string
	counts map[string]int
}

// partitionsAsked are those that hold the kinds of the query.
func (s *searching) partitionsAsked() []int {
	if len(s.q.Kinds) == 0 {
		return []int{needs, offers, organisations}
	}
	var out []int
	for _, k := range s.q.Kinds {
		if n, ok := partitionOf(k); ok && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// all lists what passes the filters, the newest approval first.
func (s *searching) all() []ranked {
	var found []ranked
	for _, n := range s.partitionsAsked() {
		for i, d := range s.ix.parts[n].docs {
			if d.entry == nil {
				continue
			}
			if view := s.q.Viewer.View(d.entry); s.q.Passes(d.entry, view) {
				s.count(d.entry, view)
				hours := float32(d.entry.ApprovedAt.Unix() / 3600)
				found = append(found, ranked{d.entry.ID, hours, place{n, uint32(i)}})
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
	for _, n := range s.partitionsAsked() {
		hits = s.partition(n, groups, hits)
	}
	for _, h := range hits {
		most = max(most, h.words)
	}
	var found []ranked
	for _, h := range hits {
		if h.words == most {
			s.count(s.ix.parts[h.at.partition].docs[h.at.doc].entry, h.view)
			found = append(found, h.ranked)
		}
	}
	return found
}

func (s *searching) partition(n int, groups [][]variant, hits []scored) []scored {
	p := s.ix.parts[n]
	acc := accumulate(len(p.docs))
	defer acc.release()
	norm := p.norms()
	for g, variants := range groups {
		for _, v := range variants {
			weight := v.factor * idf(s.ix.frequency(v.term), s.ix.live())
			for _, x := range p.list(v.term) {
				d := &p.docs[x.doc]
				if d.entry == nil {
					continue
				}
				parts := visibleParts(s.q.Viewer.View(d.entry))
				if w := norm.weigh(x, &d.lengths, parts); w > 0 {
					acc.add(x.doc, weight*w, 1<<g)
				}
			}
		}
	}
	for _, doc := range acc.touched {
		entry := p.docs[doc].entry
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

func (ix *index) frequency(term uint32) int {
	n := 0
	for _, p := range ix.parts {
		n += p.frequency(term)
	}
	return n
}

func (ix *index) live() int {
	n := 0
	for _, p := range ix.parts {
		n += p.live
	}
	return n
}

// variants finds the terms for each word: its stems; for the last word also what it begins; for a word that leads
// nowhere, what is spelt alike.
func (ix *index) variants(words []text.Word) [][]variant {
	groups := make([][]variant, 0, len(words))
	for _, w := range words {
		g := map[uint32]float32{}
		for _, t := range w.Terms {
			if n, ok := ix.lexicon.terms[t]; ok && ix.frequency(n) > 0 {
				g[n] = 1
			}
		}
		for _, n := range ix.lexicon.words[w.Folded] {
			g[n] = 1
		}
		if w.Last {
			ix.expand(g, func(add func(string, float32)) {
				ix.lexicon.prefixed(w.Folded, func(v string) { add(v, 0.7) })
			})
		}
		if len(g) == 0 {
			ix.expand(g, func(add func(string, float32)) {
				ix.lexicon.similar(w.Folded, func(v string, errors int) { add(v, 0.6/float32(errors+1)) })
			})
		}
		groups = append(groups, sortedVariants(g))
	}
	return groups
}

// expand adds the terms of words that each yields; the maxVariants most frequent stay.
func (ix *index) expand(g map[uint32]float32, each func(add func(word string, factor float32))) {
	more := map[uint32]float32{}
	each(func(w string, factor float32) {
		for _, n := range ix.lexicon.words[w] {
			if ix.frequency(n) > 0 {
				more[n] = max(more[n], factor)
			}
		}
	})
	list := sortedVariants(more)
	slices.SortStableFunc(list, func(a, b variant) int { return cmp.Compare(ix.frequency(b.term), ix.frequency(a.term)) })
	for _, v := range list[:min(len(list), maxVariants)] {
		g[v.term] = max(g[v.term], v.factor)
	}
}

func sortedVariants(g map[uint32]float32) []variant {
	out := make([]variant, 0, len(g))
	for t, f := range g {
		out = append(out, variant{t, f})
	}
	slices.SortFunc(out, func(a, b variant) int { return cmp.Compare(a.term, b.term) })
	return out
}
