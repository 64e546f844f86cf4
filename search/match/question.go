package match

import (
	"cmp"
	"math"
	"slices"
	"sync"
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
	asks    []ask   // the heaviest first
	total   float64 // upper bound of what the asks are worth: it depends on no list of offers
	core    float64 // that of the heaviest, see Weights.Core
	speaks  languages
	links   []link
	linked  float64
	ways    []way // sorted by term
	kin     []kin
	places  func() map[uint32]corpus.Place // of the asks, found when they are first asked for
	terms   func() []needed                // that the need asks for, likewise
	base    [text.Parts]float64            // of the length norm
	slope   [text.Parts]float64
	vectors search.Vectors // nil without an embedding server
}

// ask is a term of the need.
type ask struct {
	term  uint32
	worth float64 // weight × idf
}

// way is a term by which an offer answers an ask: the ask's own, a translation, one that is alike in its sounds.
type way struct {
	term  uint32
	ask   uint16
	how   Meeting
	share float64 // in (0, 1]: 1 for the term itself
}

// kin is a phrase that answers a run of asks when all of its terms stand in the offer.
type kin struct {
	terms []uint32
	asks  []uint16
	share float64
}

// link is two neighbouring asks.
type link struct {
	a, b  uint16
	worth float64 // of the lesser
}

// Ask compiles a need. An entry that is no need asks nothing, and every offer scores 0: callers have passed Gate.
func Ask(need *corpus.Doc, stats *corpus.Snapshot, w *Weights) *Question {
	q := &Question{need: need, entry: need.Entry(), stats: stats, weights: w, speaks: spoken(need)}
	q.places, q.terms = sync.OnceValue(q.find), sync.OnceValue(q.needs)
	units := need.Units()
	worth, order := make([]float64, len(units)), make([]int, len(units))
	for i := range units {
		order[i], worth[i] = i, float64(units[i].Weight)*q.idf(&units[i])
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(worth[b], worth[a]) })
	for _, i := range order[:min(len(order), w.Units)] {
		q.add(&units[i], worth[i])
	}
	number := make(map[uint32]uint16, len(q.asks))
	for i, a := range q.asks {
		number[a.term] = uint16(i)
	}
	q.link(number)
	q.relate(number)
	slices.SortFunc(q.ways, func(a, b way) int {
		return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(a.ask, b.ask), cmp.Compare(b.share, a.share))
	})
	for p := range q.slope {
		q.base[p] = 1 - w.Length[p]
		q.slope[p] = w.Length[p] / stats.Average(text.Part(p))
	}
	return q
}

// find looks for the asks in the need's own texts.
func (q *Question) find() map[uint32]corpus.Place {
	terms := make([]uint32, len(q.asks))
	for i, a := range q.asks {
		terms[i] = a.term
	}
	return q.stats.Places(q.need, terms)
}

// add makes an ask of a unit of the need, with the ways in which an offer may answer it.
func (q *Question) add(u *corpus.Unit, worth float64) {
	n := uint16(len(q.asks))
	q.asks = append(q.asks, ask{u.Term, worth})
	q.total += worth
	if int(n) < q.weights.Core {
		q.core += worth
	}
	q.ways = append(q.ways, way{u.Term, n, Same, 1})
	for _, v := range u.Variants {
		q.way(v.Term, n, Translation, q.weights.Translated*float64(v.Share))
	}
	for _, t := range q.stats.Alike(u.Kin) {
		if t != u.Term {
			q.way(t, n, Cognate, q.weights.Cognate)
		}
	}
}

func (q *Question) way(term uint32, ask uint16, how Meeting, share float64) {
	if share > 0 {
		q.ways = append(q.ways, way{term, ask, how, share})
	}
}

// idf is the inverse document frequency of a unit: of its most frequent variant, for a word of one language is not
// rare because the corpus is written in the other. Variants count as far as they are sure.
func (q *Question) idf(u *corpus.Unit) float64 {
	df := float64(q.stats.Frequency(u.Term))
	for _, v := range u.Variants {
		if float64(v.Share) >= q.weights.Sure {
			df = max(df, float64(q.stats.Frequency(v.Term)))
		}
	}
	if df == 0 {
		for _, t := range q.stats.Alike(u.Kin) {
			df = max(df, float64(q.stats.Frequency(t)))
		}
	}
	n := float64(q.stats.Docs())
	d := min(df, n)
	return math.Log(1+(n-d+0.5)/(d+0.5)) * math.Pow(q.burst(u), q.weights.Burst)
}

func (q *Question) burst(u *corpus.Unit) float64 {
	term := u.Term
	df := q.stats.Frequency(term)
	for _, v := range u.Variants {
		if n := q.stats.Frequency(v.Term); float64(v.Share) >= q.weights.Sure && n > df {
			term, df = v.Term, n
		}
	}
	if df == 0 {
		return 1
	}
	return float64(q.stats.Occurrences(term)) / float64(df)
}

// maxLinks bounds the links of a need.
const maxLinks = 64

// link weighs the neighbouring terms of the need by the lesser of the two.
func (q *Question) link(number map[uint32]uint16) {
	for _, l := range q.need.Links() {
		a, ok := number[l.A]
		b, also := number[l.B]
		if w := 0.0; ok && also && a != b && len(q.links) < maxLinks {
			if w = min(q.asks[a].worth, q.asks[b].worth); w > 0 {
				q.links = append(q.links, link{a, b, w})
				q.linked += w
			}
		}
	}
}

// relate compiles the phrases that are related to the need.
func (q *Question) relate(number map[uint32]uint16) {
	for _, k := range q.need.Kin() {
		var asks []uint16
		for _, t := range k.Of {
			if n, ok := number[t]; ok && !slices.Contains(asks, n) {
				asks = append(asks, n)
			}
		}
		for _, p := range k.Phrases {
			if share := q.weights.Related * float64(p.Share); share > 0 && len(asks) > 0 {
				q.kin = append(q.kin, kin{p.Terms, asks, share})
			}
		}
	}
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
