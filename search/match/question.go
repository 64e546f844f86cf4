package match

import (
	"cmp"
	"math"
	"slices"
	"time"

	"splot/search/text"
)

// Question is a need compiled against statistics and weights. It is immutable.
type Question struct {
	need    *Prepared
	stats   Stats
	weights *Weights
	asks    []ask
	total   float64 // upper bound of the asks: it depends on no list of offers
	links   []weighedLink
	linked  float64
	base    [text.Parts]float64 // of the length norm
	slope   [text.Parts]float64
}

type ask struct {
	*unit
	worth float64 // weight × idf
	alike []uint64
}

type weighedLink struct {
	pair  uint32
	worth float64
}

// Ask compiles a need. An entry that is no need asks nothing, and every offer scores 0: callers have passed Gate.
func Ask(need *Prepared, stats Stats, w *Weights) *Question {
	q := &Question{need: need, stats: stats, weights: w}
	q.asks = make([]ask, len(need.units))
	for i := range need.units {
		u := &need.units[i]
		alike := q.alike(u)
		q.asks[i] = ask{u, float64(u.weight) * q.idf(u, alike), alike}
	}
	slices.SortFunc(q.asks, func(a, b ask) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.term, b.term))
	})
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

// alike lists the terms that may be the need's term in the other language's spelling.
func (q *Question) alike(u *unit) []uint64 {
	if u.skeleton == 0 {
		return nil
	}
	return q.stats.Alike(u.skeleton)
}

// idf is the inverse document frequency of a unit: of its most frequent variant, for a word of one language is not
// rare because the corpus is written in the other.
func (q *Question) idf(u *unit, alike []uint64) float64 {
	df := q.stats.Frequency(u.term)
	for _, v := range u.translated {
		if v.share == 1 {
			df = max(df, q.stats.Frequency(v.term))
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

// link weighs the neighbouring terms of the need by the lesser of the two.
func (q *Question) link() {
	worth := make(map[uint64]float64, len(q.asks))
	for _, a := range q.asks {
		worth[a.term] = a.worth
	}
	for _, l := range q.need.links {
		if w := min(worth[l.a], worth[l.b]); w > 0 {
			q.links = append(q.links, weighedLink{l.pair, w})
			q.linked += w
		}
	}
}

// answer is how an offer answers an ask.
type answer struct {
	value   float64 // in [0, 1)
	row     *row
	foreign bool // not by the term itself
}

func (q *Question) answer(a ask, offer *Prepared) answer {
	var best answer
	if i, ok := offer.find(a.term); ok {
		best = answer{value: q.saturate(&offer.rows[i], offer), row: &offer.rows[i]}
	}
	for _, v := range a.translated {
		i, ok := offer.find(v.term)
		if !ok {
			continue
		}
		if x := q.weights.Translated * float64(v.share) * q.saturate(&offer.rows[i], offer); x > best.value {
			best = answer{x, &offer.rows[i], true}
		}
	}
	for _, t := range a.alike {
		if t == a.term {
			continue
		}
		if i, ok := offer.find(t); ok {
			if x := q.weights.Cognate * q.saturate(&offer.rows[i], offer); x > best.value {
				best = answer{x, &offer.rows[i], true}
			}
		}
	}
	return best
}

// saturate is BM25F's count of a term: weighed and normalised by part, then saturated once.
func (q *Question) saturate(r *row, offer *Prepared) float64 {
	tf := 0.0
	for p, c := range r.counts {
		if c > 0 {
			tf += q.weights.Part[p] * float64(c) / (q.base[p] + q.slope[p]*float64(offer.lengths[p]))
		}
	}
	return tf / (q.weights.Saturation + tf)
}

// coverage is the share of what the need asks for that the offer answers, in [0, 1).
func (q *Question) coverage(offer *Prepared) float64 {
	sum := 0.0
	for _, a := range q.asks {
		sum += a.worth * q.answer(a, offer).value
	}
	return ratio(sum, q.total)
}

func (q *Question) linkage(offer *Prepared) float64 {
	sum := 0.0
	for _, l := range q.links {
		if _, ok := slices.BinarySearch(offer.pairs, l.pair); ok {
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
func Score(need, offer *Prepared, stats Stats, w *Weights, now time.Time) Result {
	return Ask(need, stats, w).Score(offer, now)
}
