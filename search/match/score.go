package match

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// part is the value of a component before weights are spread.
type part struct {
	value float64 // in [0, 1]
	known bool
}

// Value is the score of Score without its explanation, to rank many offers.
func (q *Question) Value(offer *Prepared, now time.Time) float64 {
	points, _ := q.points(q.parts(offer, now))
	return sum(points)
}

// Score scores an offer and explains it. The pair has passed Gate.
func (q *Question) Score(offer *Prepared, now time.Time) Result {
	parts := q.parts(offer, now)
	points, most := q.points(parts)
	r := Result{
		Score: sum(points), Model: ModelVersion, Weights: q.weights.Version, Statistics: q.stats.Version(),
		Components: make([]Component, len(Names)), Missing: []Note{},
	}
	for i, name := range Names {
		r.Components[i] = Component{Name: name, Points: hundredths(points[i]), Max: hundredths(most[i])}
	}
	q.explainText(&r, offer, parts[0].value)
	f := facts{need: &q.need.Entry, offer: &offer.Entry, now: now}
	for i, judge := range judges {
		c := &r.Components[factsFrom+i]
		v := judge(&f)
		c.Notes = v.notes
		if !v.known() {
			c.Notes = []Note{note(NoteNotStated, "side", v.silent)}
		}
		r.Missing = append(r.Missing, v.missing...)
	}
	return r
}

// factsFrom is the index in Names of the first component that is judged by facts.
const factsFrom = 2

func (q *Question) parts(offer *Prepared, now time.Time) [7]part {
	var out [7]part
	topic := bend(q.coverage(offer), q.weights.Steepness)
	out[0] = part{topic, true}
	out[1] = part{bend(q.linkage(offer), q.weights.Steepness), len(q.links) > 0}
	f := facts{need: &q.need.Entry, offer: &offer.Entry, now: now}
	footing := min(1, topic/q.weights.Footing)
	for i, judge := range judges {
		v := judge(&f)
		out[factsFrom+i] = part{v.value() * footing, v.known()}
	}
	return out
}

// points spreads the weights over the known components; both lists are in hundredths. The greatest possible points
// sum to 10000.
func (q *Question) points(parts [7]part) (points, most [7]int) {
	whole := 0.0
	for i, p := range parts {
		if p.known {
			whole += q.weights.Share[i]
		}
	}
	rest := 10000
	for i := len(parts) - 1; i >= 0; i-- { // the topic, always known, takes what rounding leaves
		if p := parts[i]; p.known {
			most[i] = min(rest, int(math.Round(10000*q.weights.Share[i]/whole)))
			if i == 0 {
				most[i] = rest
			}
			rest -= most[i]
			points[i] = int(math.Round(p.value * float64(most[i])))
		}
	}
	return points, most
}

func sum(points [7]int) float64 {
	n := 0
	for _, p := range points {
		n += p
	}
	return hundredths(n)
}

func hundredths(n int) float64 { return float64(n) / 100 }

// explainText lists the words that met and those that did not.
func (q *Question) explainText(r *Result, offer *Prepared, topic float64) {
	type met struct {
		Pair
		worth float64
	}
	var pairs []met
	var lacking []string
	whole := 0.0
	for _, a := range q.asks {
		x := q.answer(a, offer)
		wanted := q.need.place(q.need.rows[a.row])
		if x.row == nil {
			if len(lacking) < maxLacking && !slices.Contains(lacking, wanted.Surface) {
				lacking = append(lacking, wanted.Surface)
			}
			continue
		}
		x.foreign = x.foreign && q.need.languages[q.need.rows[a.row].field] != offer.languages[x.row.field]
		worth := a.worth * x.value
		whole += worth
		pairs = append(pairs, met{Pair{Need: wanted, Offer: offer.place(*x.row), Translated: x.foreign}, worth})
	}
	slices.SortStableFunc(pairs, func(a, b met) int { return cmp.Compare(b.worth, a.worth) })
	for _, p := range pairs[:min(len(pairs), MaxPairs)] {
		p.Weight = math.Round(1000*ratio(p.worth, whole)) / 1000
		r.Components[0].Pairs = append(r.Components[0].Pairs, p.Pair)
	}
	if topic < q.weights.Footing {
		r.Missing = append(r.Missing, note(NoteTopicWeak))
	}
	if len(lacking) > 0 {
		r.Missing = append(r.Missing, note(NoteTermsMissing, "terms", lacking))
	}
}

// maxLacking bounds the words that a result says are missing.
const maxLacking = 8
