package match

import (
	"cmp"
	"math"
	"slices"
	"time"

	"splot/search"
	"splot/search/corpus"
	"splot/search/text"
)

// Question is a need compiled against statistics and weights. It is immutable.
type Question struct {
	need    *corpus.Doc
	entry   *search.Entry // of the need
	stats   *corpus.Snapshot
	weights *Weights
	asks    []ask
	total   float64 // upper bound of the asks: it depends on no list of offers
	links   []weighedLink
	pairs   map[uint64]uint64 // two terms to the links that they make, as bits
	linked  float64
	base    [text.Parts]float64 // of the length norm
	slope   [text.Parts]float64
	vectors search.Vectors // nil without an embedding server
}

type ask struct {
	*corpus.Unit
	worth float64 // weight × idf
	alike []uint32
}

type weighedLink struct {
	corpus.Link
	worth float64
}

// Ask compiles a need. An entry that is no need asks nothing, and every offer scores 0: callers have passed Gate.
func Ask(need *corpus.Doc, stats *corpus.Snapshot, w *Weights) *Question {
	q := &Question{need: need, entry: need.Entry(), stats: stats, weights: w}
	units := need.Units()
	q.asks = make([]ask, len(units))
	for i := range units {
		u := &units[i]
		alike := stats.Alike(u.Kin)
		q.asks[i] = ask{u, float64(u.Weight) * q.idf(u, alike), alike}
	}
	slices.SortStableFunc(q.asks, func(a, b ask) int { return cmp.Compare(b.worth, a.worth) })
	q.asks = q.asks[:min(len(q.asks), w.Units)]
	for _, a := range q.asks {
		q.total += a.worth
	}
	q.link()
	for p := range q.slope {
		q.base[p] = 1 - w.Length[p]
		q.slope[p] = w.Length[p] / stats.Average(text.Part(p))
	}
	return q
}

// idf is the inverse document frequency of a unit: of its most frequent variant, for a word of one language is not
// rare because the corpus is written in the other.
func (q *Question) idf(u *corpus.Unit, alike []uint32) float64 {
	df := q.stats.Frequency(u.Term)
	for _, v := range u.Variants {
		if v.Share == 1 {
			df = max(df, q.stats.Frequency(v.Term))
		}
	}
	if df == 0 {
		for _, t := range alike {
			df = max(df, q.stats.Frequency(t))
		}
	}
	n := float64(q.stats.Docs())
	d := min(float64(df), n)
	return math.Log(1 + (n-d+0.5)/(d+0.5))
}

// maxLinks is how many links have a bit.
const maxLinks = 64

// link weighs the neighbouring terms of the need by the lesser of the two.
func (q *Question) link() {
	worth := make(map[uint32]float64, len(q.asks))
	for _, a := range q.asks {
		worth[a.Term] = a.worth
	}
	q.pairs = map[uint64]uint64{}
	for _, l := range q.need.Links() {
		if w := min(worth[l.A], worth[l.B]); w > 0 && len(q.links) < maxLinks {
			q.pairs[pairOf(l.A, l.B)] |= 1 << len(q.links)
			q.links = append(q.links, weighedLink{l, w})
			q.linked += w
		}
	}
}

// pairOf names two terms in either order: "water treatment", "treatment of water".
func pairOf(a, b uint32) uint64 { return uint64(min(a, b))<<32 | uint64(max(a, b)) }

// answer is how an offer answers an ask.
type answer struct {
	value   float64 // in [0, 1)
	term    uint32  // of the offer, if there is a value
	foreign bool    // not by the term itself
}

func (q *Question) answer(a ask, offer *corpus.View) answer {
	var best answer
	if i, ok := offer.Find(a.Term); ok {
		best = answer{value: q.saturate(i, offer), term: a.Term}
	}
	for _, v := range a.Variants {
		i, ok := offer.Find(v.Term)
		if !ok {
			continue
		}
		if x := q.weights.Translated * float64(v.Share) * q.saturate(i, offer); x > best.value {
			best = answer{x, v.Term, true}
		}
	}
	for _, t := range a.alike {
		if t == a.Term {
			continue
		}
		if i, ok := offer.Find(t); ok {
			if x := q.weights.Cognate * q.saturate(i, offer); x > best.value {
				best = answer{x, t, true}
			}
		}
	}
	return best
}

// saturate is BM25F's count of a term: weighed and normalised by part, then saturated once.
func (q *Question) saturate(i int, offer *corpus.View) float64 {
	tf := 0.0
	for p, c := range offer.Counts[i] {
		if c > 0 {
			tf += q.weights.Part[p] * float64(c) / (q.base[p] + q.slope[p]*float64(offer.Doc.Length(text.Part(p))))
		}
	}
	return tf / (q.weights.Saturation + tf)
}

// coverage is the share of what the need asks for that the offer answers, in [0, 1).
func (q *Question) coverage(offer *corpus.View) float64 {
	sum := 0.0
	for _, a := range q.asks {
		sum += a.worth * q.answer(a, offer).value
	}
	return ratio(sum, q.total)
}

// linkage is the share of the need's neighbouring terms that are neighbours in the offer, one word between allowed.
func (q *Question) linkage(offer *corpus.View) float64 {
	if len(q.links) == 0 {
		return 0
	}
	var found uint64
	previous := corpus.Token{Pos: -9}
	for _, t := range offer.Tokens {
		if t.Joined {
			continue
		}
		if t.Field == previous.Field && t.Pos-previous.Pos <= 2 {
			found |= q.pairs[pairOf(offer.Terms[previous.Term], offer.Terms[t.Term])]
		}
		previous = t
	}
	sum := 0.0
	for i, l := range q.links {
		if found>>i&1 != 0 {
			sum += l.worth
		}
	}
	return ratio(sum, q.linked)
}

func ratio(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return part / whole
}

// bend lifts a coverage into a value: no real offer answers every word of a need.
func bend(x, steepness float64) float64 {
	if steepness <= 0 {
		return x
	}
	return (1 - math.Exp(-steepness*x)) / (1 - math.Exp(-steepness))
}

// Score is Ask and Question.Score in one.
func Score(need, offer *corpus.Doc, stats *corpus.Snapshot, w *Weights, now time.Time) Result {
	return Ask(need, stats, w).Score(offer, now)
}
