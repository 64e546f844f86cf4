package match

import (
	"splot/search"
	"splot/search/corpus"
)

// Neighbours is how many of the nearest in meaning are scored beside the engine's candidates, where an embedding
// server gives vectors.
const Neighbours = 100

// UseVectors lets the ranker use an embedding server's vectors, before it ranks first. Nil is none.
func (r *Ranker) UseVectors(v search.Vectors) { r.vectors, r.questions.vectors = v, v }

// neighbours adds the entries of the other side that are nearest in meaning.
func (r *Ranker) neighbours(ids []string, own *corpus.Doc) []string {
	if r.vectors == nil {
		return ids
	}
	for _, c := range r.vectors.Nearest(own.Entry(), Neighbours) {
		ids = append(ids, c.ID)
	}
	return ids
}

// Likeness says how near an offer is to the need in meaning by an embedding server's vectors: from 0, as strangers,
// to 1, as an answer. It is false where there is none, or while a vector has not come.
func (q *Question) Likeness(offer *corpus.Doc) (float64, bool) {
	if q.vectors == nil {
		return 0, false
	}
	return q.vectors.Likeness(q.need.ID(), offer.ID())
}

// of asks the same of another form of the need.
func (q *Question) of(need *corpus.Doc) *Question {
	other := Ask(need, q.stats, q.weights)
	other.vectors = q.vectors
	return other
}
