package memory

import (
	"cmp"
	"context"
	"slices"

	"splot/search"
	"splot/search/corpus"
	"splot/search/text"
)

type queryTerm struct {
	term   uint32
	weight float32
}

// Candidates implements search.Engine: BM25F of the entry's heaviest terms over the partition of the other side.
func (e *Engine) Candidates(ctx context.Context, of search.Entry, limit int) ([]search.Candidate, error) {
	if limit <= 0 || of.Kind == search.Organisation {
		return nil, ctx.Err()
	}
	side := corpus.Needs
	if of.Kind == search.Need {
		side = corpus.Offers
	}
	wanted := e.corpus.Dictionary().Wanted(of)
	top := best{k: limit}
	e.corpus.Read(func(r corpus.Reader) {
		s := selection{
			p: &e.parts[side], norms: normsOf(r, side), terms: heaviest(r, side, wanted), gate: gate{r: r, of: &of},
			acc: accumulate(len(e.parts[side].docs)), k: limit,
		}
		defer s.acc.release()
		s.run(func(term uint32) int { return r.Frequency(side, term) })
		s.offer(&top)
	})
	found := top.sorted()
	out := make([]search.Candidate, len(found))
	for i, r := range found {
		out[i] = search.Candidate{ID: r.doc.ID(), Rank: float64(r.score)}
	}
	return out, ctx.Err()
}

// heaviest selects the terms that a side knows by weight × idf. Terms that are alike in their sounds are looked for
// too.
func heaviest(r corpus.Reader, side corpus.Side, wanted map[string]float64) []queryTerm {
	weights := make(map[uint32]float32, len(wanted))
	for t, weight := range wanted {
		w := float32(weight)
		if n, ok := r.Term(t); ok && r.Frequency(side, n) > 0 {
			weights[n] = max(weights[n], w)
		}
		r.Kin(t, func(n uint32) {
			if r.Frequency(side, n) > 0 {
				weights[n] = max(weights[n], w*text.CognateWeight)
			}
		})
	}
	out := make([]queryTerm, 0, len(weights))
	for n, w := range weights {
		out = append(out, queryTerm{n, w * idf(r.Frequency(side, n), r.Docs(side))})
	}
	slices.SortFunc(out, func(a, b queryTerm) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), r.CompareTerms(a.term, b.term))
	})
	return out[:min(len(out), text.MaxWanted)]
}

// gate decides search.Meets once for every audience.
type gate struct {
	r       corpus.Reader
	of      *search.Entry
	known   []uint8 // by audience: 0 is not decided yet
	scratch search.Entry
}

const (
	shut  = 1
	ajar  = 2
	asked = 0
)

func (g *gate) open(audience uint32) bool {
	if g.known == nil {
		g.known = make([]uint8, g.r.Audiences())
	}
	if g.known[audience] == asked {
		g.r.ReadAudience(audience, &g.scratch)
		g.known[audience] = shut
		if search.Meets(g.of, &g.scratch) {
			g.known[audience] = ajar
		}
	}
	return g.known[audience] == ajar
}
