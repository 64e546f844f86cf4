package match

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"splot/search"
	"splot/search/corpus"
	"splot/search/text"
)

// part is the value of a component before weights are spread.
type part struct {
	value float64 // in [0, 1]
	known bool
	faint float64 // in [0, 1): by how much its weight is lower here
}

// Value is the score of Score without its explanation, to rank many offers.
func (q *Question) Value(offer *corpus.Doc, now time.Time) float64 {
	r := q.read(offer)
	defer readings.Put(r)
	points, _ := q.points(q.parts(r, offer.Entry(), now))
	return sum(points)
}

// Score scores an offer and explains it. The pair has passed Gate.
func (q *Question) Score(offer *corpus.Doc, now time.Time) Result {
	read := q.read(offer)
	defer readings.Put(read)
	entry := offer.Entry()
	parts := q.parts(read, entry, now)
	points, most := q.points(parts)
	r := Result{
		Score: sum(points), Model: ModelVersion, Weights: q.weights.Version, Statistics: q.stats.Version(),
		Components: make([]Component, len(Names)), Missing: []Note{},
	}
	for i, name := range Names {
		r.Components[i] = Component{Name: name, Points: hundredths(points[i]), Max: hundredths(most[i])}
	}
	q.explainText(&r, read, max(parts[0].value, parts[4].value))
	r.Components[4].Notes = []Note{note(NoteNotStated, "side", "both")}
	if m := parts[4]; m.known {
		r.Components[4].Notes = []Note{note(NoteMeaning, "likeness", math.Round(100*m.value))}
	}
	f := q.facts(read.Doc, entry, now)
	for i, v := range f.judged() {
		c := &r.Components[factsFrom+i]
		c.Notes = v.notes
		if !v.known() {
			c.Notes = []Note{note(NoteNotStated, "side", v.silent)}
		}
		r.Missing = append(r.Missing, v.missing...)
	}
	return r
}

// factsFrom is the index in Names of the first component that is judged by facts.
const factsFrom = 5

func (q *Question) parts(offer *reading, entry *search.Entry, now time.Time) [components]part {
	var out [components]part
	topic := bend(q.coverage(offer), q.weights.Steepness)
	phrases, closeness := q.nearness(offer)
	out[0] = part{value: topic, known: true}
	out[1] = part{value: q.coreness(offer), known: true}
	out[2] = part{value: phrases, known: len(q.links) > 0}
	out[3] = part{value: closeness, known: true}
	likeness, known := q.Likeness(offer.Doc)
	out[4] = part{value: likeness, known: known}
	f := q.facts(offer.Doc, entry, now)
	footing := min(1, max(topic, likeness)/q.weights.Footing)
	for i, v := range f.judged() {
		out[factsFrom+i] = part{v.value() * footing, v.known(), v.faint}
	}
	return out
}

func (q *Question) facts(offer *corpus.Doc, entry *search.Entry, now time.Time) facts {
	return facts{need: q.entry, offer: entry, now: now, needMentions: q.need.Concepts(), offerMentions: offer.Concepts()}
}

// points spreads the weights over the known components; both lists are in hundredths. The greatest possible points
// sum to 10000.
func (q *Question) points(parts [components]part) (points, most [components]int) {
	whole := 0.0
	for i, p := range parts {
		if p.known {
			whole += q.share(i, p)
		}
	}
	rest := 10000
	for i := len(parts) - 1; i >= 0; i-- { // the topic, always known, takes what rounding leaves
		if p := parts[i]; p.known {
			most[i] = min(rest, int(math.Round(10000*q.share(i, p)/whole)))
			if i == 0 {
				most[i] = rest
			}
			rest -= most[i]
			points[i] = int(math.Round(p.value * float64(most[i])))
		}
	}
	return points, most
}

func (q *Question) share(component int, p part) float64 {
	return q.weights.Share[component] * (1 - p.faint)
}

func sum(points [components]int) float64 {
	n := 0
	for _, p := range points {
		n += p
	}
	return hundredths(n)
}

func hundredths(n int) float64 { return float64(n) / 100 }

// explainText lists the words that met and the terms that did not.
func (q *Question) explainText(r *Result, offer *reading, topic float64) {
	var given []uint32
	for _, x := range offer.answers {
		if x.value > 0 {
			given = append(given, x.term)
		}
	}
	inNeed, inOffer := q.places(), q.stats.Places(offer.Doc, given)
	type met struct {
		Pair
		worth float64
	}
	var pairs []met
	whole := 0.0
	for i, a := range q.asks {
		x, wanted := offer.answers[i], inNeed[a.term]
		if x.value == 0 {
			continue
		}
		found := inOffer[x.term]
		worth := a.worth * x.value
		whole += worth
		pairs = append(pairs, met{Pair{Need: placed(wanted), Offer: placed(found), How: q.how(x.how, wanted, found, offer)}, worth})
	}
	slices.SortStableFunc(pairs, func(a, b met) int { return cmp.Compare(b.worth, a.worth) })
	for _, p := range pairs[:min(len(pairs), MaxPairs)] {
		p.Weight = math.Round(1000*ratio(p.worth, whole)) / 1000
		r.Components[0].Pairs = append(r.Components[0].Pairs, p.Pair)
	}
	if topic < q.weights.Footing {
		r.Missing = append(r.Missing, note(NoteTopicWeak))
	}
	if terms, langs := q.lacks(offer); len(terms) > 0 {
		r.Missing = append(r.Missing, note(NoteTermsMissing, "terms", terms, "langs", langs))
	}
}

func placed(p corpus.Place) Place {
	return Place{Surface: strings.Clone(p.Surface), Field: text.Names[p.Field], Start: p.Start, End: p.End}
}

// how tells a translation from an inflection: the same spelling may be either.
func (q *Question) how(how Meeting, need, offer corpus.Place, r *reading) Meeting {
	if how != Same && q.need.Lang(need.Field) == r.Doc.Lang(offer.Field) {
		return Related
	}
	if how == Cognate {
		return Translation
	}
	return how
}
