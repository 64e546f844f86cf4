package memory

import (
	"cmp"
	"context"
	"slices"

	"splot/search"
	"splot/search/text"
)

// maxQueryTerms is how many terms of an entry look for candidates: those that weigh most.
const maxQueryTerms = 48

// translated is the weight of a term that the glossary gave, against the term itself.
const translated = 0.6

type queryTerm struct {
	term   uint32
	weight float32
}

// Candidates implements search.Engine: BM25F of the entry's heaviest terms over the partition of the other side.
func (e *Engine) Candidates(ctx context.Context, of search.Entry, limit int) ([]search.Candidate, error) {
	if limit <= 0 || of.Kind == search.Organisation {
		return nil, ctx.Err()
	}
	side := needs
	if of.Kind == search.Need {
		side = offers
	}
	wanted := wantedTerms(of)

	e.mu.RLock()
	defer e.mu.RUnlock()
	part := e.ix.parts[side]
	acc := accumulate(len(part.docs))
	defer acc.release()
	n := part.norms()
	for _, q := range part.heaviest(e.ix.lexicon, wanted) {
		for _, x := range part.list(q.term) {
			if d := &part.docs[x.doc]; d.entry != nil {
				acc.add(x.doc, q.weight*n.weigh(x, &d.lengths, int(text.Parts)), 0)
			}
		}
	}
	top := best{k: limit}
	for _, doc := range acc.touched {
		if entry := part.docs[doc].entry; entry.ID != of.ID && search.Meets(&of, entry) {
			top.offer(ranked{id: entry.ID, score: acc.score[doc]})
		}
	}
	found := top.sorted()
	out := make([]search.Candidate, len(found))
	for i, r := range found {
		out[i] = search.Candidate{ID: r.id, Rank: float64(r.score)}
	}
	return out, ctx.Err()
}

// wantedTerms are the terms of an entry and their translations with their weight before idf.
func wantedTerms(of search.Entry) map[string]float32 {
	wanted := map[string]float32{}
	for _, q := range text.QueryTerms(of) {
		wanted[q.Term] = float32(q.Weight)
		for _, t := range q.Translations {
			wanted[t.Term] = max(wanted[t.Term], float32(q.Weight*t.Share)*translated)
		}
	}
	for _, c := range of.Concepts {
		wanted[conceptTerm(c)] = 1
	}
	return wanted
}

// cognate is the weight of a term that is alike in its sounds.
const cognate = 0.5

// heaviest selects the terms that the partition knows by weight × idf. Terms that are alike in their
// sounds are looked for too.
func (p *partition) heaviest(l *lexicon, wanted map[string]float32) []queryTerm {
	weights := make(map[uint32]float32, len(wanted))
	for t, w := range wanted {
		if n, ok := l.terms[t]; ok && p.frequency(n) > 0 {
			weights[n] = max(weights[n], w)
		}
		if s := text.Skeleton(t); s != "" {
			for _, n := range l.alike[s] {
				if p.frequency(n) > 0 {
					weights[n] = max(weights[n], w*cognate)
				}
			}
		}
	}
	out := make([]queryTerm, 0, len(weights))
	for n, w := range weights {
		out = append(out, queryTerm{n, w * idf(p.frequency(n), p.live)})
	}
	slices.SortFunc(out, func(a, b queryTerm) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.term, b.term))
	})
	return out[:min(len(out), maxQueryTerms)]
}
