package memory

import (
	"math"
	"sync"

	"splot/search/corpus"
	"splot/search/text"
)

// BM25F after Robertson and Zaragoza (2009): counts are weighted and normalised by part, then saturated once.
const saturation = 1.2

var (
	partWeight = [text.Parts]float32{text.Title: 3, text.Teaser: 1.5, text.Keywords: 2, text.Body: 1}
	partLength = [text.Parts]float32{text.Title: 0.4, text.Teaser: 0.4, text.Keywords: 0.3, text.Body: 0.4}
)

// idf is the inverse document frequency of BM25 in its form that is never negative.
func idf(df, docs int) float32 {
	return float32(math.Log(1 + (float64(docs)-float64(df)+0.5)/(float64(df)+0.5)))
}

// norms holds what divides a count by the length of its part: keep + slope × length.
type norms struct {
	slope [text.Parts]float32 // b / average length
	keep  [text.Parts]float32 // 1-b
}

func normsOf(r corpus.Reader, side corpus.Side) norms {
	var n norms
	for i := range n.slope {
		n.slope[i] = partLength[i] / float32(r.Average(side, text.Part(i)))
		n.keep[i] = 1 - partLength[i]
	}
	return n
}

// weigh is the saturated count of a term in [0, 1), of the first parts only (2: title and teaser).
func (n *norms) weigh(counts *[text.Parts]uint8, lengths *[text.Parts]uint16, parts int) float32 {
	var tf float32
	for i := range parts {
		if c := counts[i]; c > 0 {
			tf += partWeight[i] * float32(c) / (n.keep[i] + n.slope[i]*float32(lengths[i]))
		}
	}
	return tf / (saturation + tf)
}

// publicParts is how many parts, from the first, an anonymous teaser shows.
const publicParts = int(text.Teaser) + 1

// accumulator collects scores by document; the ones touched are listed.
type accumulator struct {
	score   []float32
	mask    []uint16 // words of a person's query that the document has
	touched []uint32
}

var accumulators = sync.Pool{New: func() any { return new(accumulator) }}

func accumulate(docs int) *accumulator {
	a := accumulators.Get().(*accumulator)
	if cap(a.score) < docs {
		a.score = make([]float32, docs+docs/4)
		a.mask = make([]uint16, docs+docs/4)
	}
	a.score, a.mask = a.score[:cap(a.score)], a.mask[:cap(a.score)]
	return a
}

func (a *accumulator) add(doc uint32, score float32, bit uint16) {
	if a.mask[doc] == 0 && a.score[doc] == 0 {
		a.touched = append(a.touched, doc)
	}
	a.score[doc] += score
	a.mask[doc] |= bit
}

// release empties the accumulator for its next use.
func (a *accumulator) release() {
	for _, d := range a.touched {
		a.score[d], a.mask[d] = 0, 0
	}
	a.touched = a.touched[:0]
	accumulators.Put(a)
}

// best keeps the k highest of what is offered, ties in favour of the smaller id.
type best struct {
	k    int
	heap []ranked // the worst on top
}

type ranked struct {
	doc   *corpus.Doc
	score float32
}

func (a ranked) worse(b ranked) bool {
	if a.score != b.score {
		return a.score < b.score
	}
	return a.doc.ID() > b.doc.ID()
}

func (b *best) offer(r ranked) {
	if len(b.heap) < b.k {
		b.heap = append(b.heap, r)
		for i := len(b.heap) - 1; i > 0; {
			up := (i - 1) / 2
			if !b.heap[i].worse(b.heap[up]) {
				break
			}
			b.heap[i], b.heap[up] = b.heap[up], b.heap[i]
			i = up
		}
		return
	}
	if b.k > 0 && b.heap[0].worse(r) {
		b.heap[0] = r
		b.sink()
	}
}

func (b *best) sink() {
	for i := 0; ; {
		c := 2*i + 1
		if c >= len(b.heap) {
			return
		}
		if c+1 < len(b.heap) && b.heap[c+1].worse(b.heap[c]) {
			c++
		}
		if !b.heap[c].worse(b.heap[i]) {
			return
		}
		b.heap[i], b.heap[c] = b.heap[c], b.heap[i]
		i = c
	}
}

// sorted empties b, best first.
func (b *best) sorted() []ranked {
	out := make([]ranked, len(b.heap))
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = b.heap[0]
		last := len(b.heap) - 1
		b.heap[0] = b.heap[last]
		b.heap = b.heap[:last]
		b.sink()
	}
	return out
}
