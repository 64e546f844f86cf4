package vocabulary

import (
	"cmp"
	"slices"
	"sync"

	"splot/search/text"
)

// Mention is a concept that texts name.
type Mention struct {
	Notation string
	Number   int     // the index in All
	Weight   float64 // in (0, 1]
}

// MaxMentions bounds what Recognise returns: the concepts that weigh most.
const MaxMentions = 16

// What a wording is worth: a label names its concept, an alternative is often narrower, and a single word may mean
// something else.
const (
	labelWorth       = 1.0
	alternativeWorth = 0.6
	singleWorth      = 0.6 // factor for one word
	leastWeight      = 0.1
)

// A concept in a title is what an entry is about; in a long description it may be mentioned in passing.
var partWorth = [text.Parts]float64{text.Title: 1, text.Teaser: 0.8, text.Keywords: 0.9, text.Body: 0.45}

// Recognise lists the concepts that the texts of a profile name by a label or an alternative, in either language and
// any inflection, those that weigh most first. Of wordings that overlap the longest counts. A concept that is named
// again weighs more, up to 1.
func Recognise(p *text.Profile) []Mention {
	n := namings()
	doubts := map[uint16]float64{} // concept → 1 - weight
	for i, f := range p.Fields {
		n.each(p.Tokens(i), func(m naming, share float64) {
			d, ok := doubts[m.concept]
			if !ok {
				d = 1
			}
			doubts[m.concept] = d * (1 - 0.9*float64(m.worth)*share*partWorth[f.Part])
		})
	}
	out := make([]Mention, 0, len(doubts))
	v := loaded()
	for concept, doubt := range doubts {
		if w := 1 - doubt; w >= leastWeight {
			out = append(out, Mention{v.concepts[concept].Notation, int(concept), w})
		}
	}
	slices.SortFunc(out, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Notation, b.Notation))
	})
	return slices.Clip(out[:min(len(out), MaxMentions)])
}

// naming is a concept that a phrase names.
type naming struct {
	concept uint16
	worth   float32
}

// names maps phrases of terms to the concepts that they name. A phrase that only begins others has none.
type names struct {
	at   map[uint64]int32 // hash of a phrase, or of the start of one → index in list
	list [][]naming
}

// maxNamed bounds the concepts that one phrase may name; one that names more says nothing.
const maxNamed = 3

var namings = sync.OnceValue(func() *names {
	n := &names{at: map[uint64]int32{}}
	for i, c := range loaded().concepts {
		n.enter(text.Phrase(c.Label.PL, text.Polish), i, labelWorth)
		n.enter(text.Phrase(c.Label.EN, text.English), i, labelWorth)
		for _, a := range c.Alternatives {
			n.enter(text.Phrase(a, text.English), i, alternativeWorth)
		}
	}
	return n
})

func (n *names) enter(phrase []string, concept int, worth float32) {
	if len(phrase) == 0 || len(phrase) == 1 && !tells(phrase[0]) {
		return
	}
	if len(phrase) == 1 {
		worth *= singleWorth
	}
	h := text.HashPhrase
	var at int32
	for _, term := range phrase {
		h = text.HashTerm(h, term)
		i, ok := n.at[h]
		if !ok {
			i = int32(len(n.list))
			n.list = append(n.list, nil)
			n.at[h] = i
		}
		at = i
	}
	for j, have := range n.list[at] {
		if int(have.concept) == concept {
			n.list[at][j].worth = max(have.worth, worth)
			return
		}
	}
	n.list[at] = append(n.list[at], naming{uint16(concept), worth})
}

// tells tells that a single word may name a concept: neither a word of every project nor a few letters.
func tells(term string) bool { return len(term) >= 3 && !text.Weak(term) }

// maxApart is how many stop words a phrase may hold between two of its terms.
const maxApart = 2

// each finds the longest phrases that begin at each token and lie in no earlier one. Of several concepts with the same
// name each gets its share.
func (n *names) each(tokens []text.Token, found func(naming, float64)) {
	for i := 0; i < len(tokens); {
		best, end := int32(-1), i+1
		h := text.HashPhrase
		last := tokens[i].Pos
		for j := i; j < len(tokens); j++ {
			t := tokens[j]
			if t.Joined && j > i {
				continue
			}
			if t.Pos-last > maxApart {
				break
			}
			last, h = t.Pos, text.HashTerm(h, t.Term)
			at, ok := n.at[h]
			if !ok {
				break
			}
			if list := n.list[at]; len(list) > 0 && len(list) <= maxNamed {
				best, end = at, j+1
			}
			if t.Joined {
				break
			}
		}
		if best >= 0 {
			list := n.list[best]
			for _, m := range list {
				found(m, 1/float64(len(list)))
			}
		}
		i = end
	}
}
