package match

import (
	"slices"
	"sync"

	"splot/search/corpus"
	"splot/search/text"
)

// Meeting says how a term of a need meets one of an offer.
type Meeting string

// The meetings.
const (
	Same        Meeting = "same"        // in some inflection
	Translation Meeting = "translation" // in the other language
	Cognate     Meeting = "cognate"     // alike in sound: fotoniczny, photonic; explained as a translation
	Related     Meeting = "related"     // another word for it, or one of the same family
)

// reading is an offer read with a question in mind. It is used again for the next offer.
type reading struct {
	corpus.View
	answers []answer  // by ask
	hits    [][]hit   // by index in View.Terms
	found   []hit     // backs hits
	last    []int32   // by ask: where it was met last, counted through all texts
	near    []float64 // by link: how near its two asks come
	window  []sighting
	within  []int // by ask: how often it is in the window
}

// hit says that a term of the offer answers an ask.
type hit struct {
	ask   uint16
	how   Meeting
	share float64
}

// answer is how an offer answers an ask.
type answer struct {
	value float64 // in [0, 1): the saturated count × share
	share float64 // of the best hit
	term  uint32  // of the offer, if there is a value
	how   Meeting
}

// sighting is a place in the offer where an ask is met.
type sighting struct {
	at    int32
	ask   uint16
	share float64
}

var readings = sync.Pool{New: func() any { return new(reading) }}

// read decodes a document and meets it with the question; the caller gives the reading back to readings.
func (q *Question) read(d *corpus.Doc) *reading {
	r := readings.Get().(*reading)
	r.Read(d)
	r.answers = cleared(r.answers, len(q.asks))
	r.hits = cleared(r.hits, len(r.Terms))
	r.found = slices.Grow(r.found[:0], len(q.ways)) // never moved while hits point into it
	q.meet(r)
	q.meetKin(r)
	return r
}

func cleared[T any](list []T, n int) []T {
	list = slices.Grow(list[:0], n)[:n]
	clear(list)
	return list
}

// meet merges the ways of the question with the terms of the offer, both sorted. Within one language a translation
// only meets what happens to be spelt like it.
func (q *Question) meet(r *reading) {
	term, oneLanguage := 0, q.speaks.alone(spoken(r.Doc))
	for i := 0; i < len(q.ways); {
		w := q.ways[i]
		for term < len(r.Terms) && r.Terms[term] < w.term {
			term++
		}
		if term == len(r.Terms) {
			return
		}
		if r.Terms[term] != w.term {
			i++
			continue
		}
		from, count := len(r.found), q.saturate(term, &r.View)
		for ; i < len(q.ways) && q.ways[i].term == w.term; i++ {
			w := q.ways[i]
			if w.how == Translation && oneLanguage {
				continue
			}
			r.found = append(r.found, hit{w.ask, w.how, w.share})
			if v := w.share * count; v > r.answers[w.ask].value {
				r.answers[w.ask] = answer{v, w.share, w.term, w.how}
			}
		}
		r.hits[term] = r.found[from:]
	}
}

// meetKin lets related phrases answer what nothing better answers: with what their rarest word is worth.
func (q *Question) meetKin(r *reading) {
	for _, k := range q.kin {
		least := 1.0
		for _, t := range k.terms {
			i, ok := r.Find(t)
			if !ok {
				least = 0
				break
			}
			least = min(least, q.saturate(i, &r.View))
		}
		v := k.share * least
		if v == 0 {
			continue
		}
		for _, n := range k.asks {
			if a := &r.answers[n]; v > a.value {
				*a = answer{v, max(a.share, k.share), k.terms[0], Related}
			}
		}
	}
}

// languages are those of a document's texts, as bits.
type languages uint8

func spoken(d *corpus.Doc) languages {
	var l languages
	for field := range text.Names {
		switch d.Lang(uint8(field)) {
		case text.Polish:
			l |= 1
		case text.English:
			l |= 2
		}
	}
	return l
}

// alone tells that two documents are written in one and the same language.
func (l languages) alone(m languages) bool { return l == m && (l == 1 || l == 2) }

// coverage is the share of what the need asks for that the offer answers, in [0, 1).
func (q *Question) coverage(r *reading) float64 {
	sum := 0.0
	for i, a := range r.answers {
		sum += q.asks[i].worth * a.value
	}
	return ratio(sum, q.total)
}

// Share is how much of what the need asks for an offer speaks of at all, however often: by what the terms are worth, in
// [0, 1]. A score tells how good a partner is; this tells whether the offer is about the thing.
func (q *Question) Share(offer *corpus.Doc) float64 {
	r := q.read(offer)
	defer readings.Put(r)
	sum := 0.0
	for i, a := range r.answers {
		sum += q.asks[i].worth * a.share
	}
	return ratio(sum, q.total)
}

// coreness is the share of the need's heaviest terms that the offer has at all, however often.
func (q *Question) coreness(r *reading) float64 {
	sum := 0.0
	for i, a := range r.answers[:min(len(r.answers), q.weights.Core)] {
		sum += q.asks[i].worth * a.share
	}
	return ratio(sum, q.core)
}
