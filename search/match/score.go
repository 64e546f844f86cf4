package match

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"splot/search"
	"splot/search/corpus"
	"splot/search/text"
)

// part is the value of a component before weights are spread.
type part struct {
	value float64 // in [0, 1]
	known bool
}

// Value is the score of Score without its explanation, to rank many offers.
func (q *Question) Value(offer *corpus.Doc, now time.Time) float64 {
	v := view(offer)
	defer views.Put(v)
	points, _ := q.points(q.parts(v, offer.Entry(), now))
	return sum(points)
}

// Score scores an offer and explains it. The pair has passed Gate.
func (q *Question) Score(offer *corpus.Doc, now time.Time) Result {
	v := view(offer)
	defer views.Put(v)
	entry := offer.Entry()
	parts := q.parts(v, entry, now)
	points, most := q.points(parts)
	r := Result{
		Score: sum(points), Model: ModelVersion, Weights: q.weights.Version, Statistics: q.stats.Version(),
		Components: make([]Component, len(Names)), Missing: []Note{},
	}
	for i, name := range Names {
		r.Components[i] = Component{Name: name, Points: hundredths(points[i]), Max: hundredths(most[i])}
	}
	q.explainText(&r, v, parts[0].value)
	f := facts{need: q.entry, offer: entry, now: now}
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

func (q *Question) parts(offer *corpus.View, entry *search.Entry, now time.Time) [7]part {
	var out [7]part
	topic := bend(q.coverage(offer), q.weights.Steepness)
	out[0] = part{topic, true}
	out[1] = part{bend(q.linkage(offer), q.weights.Steepness), len(q.links) > 0}
	f := facts{need: q.entry, offer: entry, now: now}
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
func (q *Question) explainText(r *Result, offer *corpus.View, topic float64) {
	answers := make([]answer, len(q.asks))
	asked, given := make([]uint32, len(q.asks)), []uint32{}
	for i, a := range q.asks {
		answers[i] = q.answer(a, offer)
		asked[i] = a.Term
		if answers[i].value > 0 {
			given = append(given, answers[i].term)
		}
	}
	inNeed, inOffer := q.stats.Places(q.need, asked), q.stats.Places(offer.Doc, given)
	type met struct {
		Pair
		worth float64
	}
	var pairs []met
	var lacking []string
	whole := 0.0
	for i, a := range q.asks {
		x, wanted := answers[i], inNeed[a.Term]
		if x.value == 0 {
			if len(lacking) < maxLacking && !slices.Contains(lacking, wanted.Surface) {
				lacking = append(lacking, wanted.Surface)
			}
			continue
		}
		found := inOffer[x.term]
		foreign := x.foreign && q.need.Lang(wanted.Field) != offer.Doc.Lang(found.Field)
		worth := a.worth * x.value
		whole += worth
		pairs = append(pairs, met{Pair{Need: placed(wanted), Offer: placed(found), Translated: foreign}, worth})
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

func placed(p corpus.Place) Place {
	return Place{Surface: strings.Clone(p.Surface), Field: text.Names[p.Field], Start: p.Start, End: p.End}
}

var views = sync.Pool{New: func() any { return new(corpus.View) }}

// view decodes a document; the caller gives the view back to views.
func view(d *corpus.Doc) *corpus.View {
	v := views.Get().(*corpus.View)
	v.Read(d)
	return v
}

// maxLacking bounds the words that a result says are missing.
const maxLacking = 8
