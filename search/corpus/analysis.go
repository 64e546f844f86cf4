package corpus

import (
	"math"
	"slices"

	"splot/search"
	"splot/search/text"
)

// Recogniser finds concepts in an entry's texts, each once, by number. It is safe for concurrent use.
type Recogniser interface {
	Recognise(p *text.Profile) []Concept
}

// analysed is an entry whose terms are not numbered yet.
type analysed struct {
	entry    search.Entry
	packed   string
	side     Side
	profile  text.Profile
	tokens   []token
	concepts []Concept
}

// conceptField stands behind the fields of text: the concepts that the author stated. They count as keywords.
var conceptField = uint8(len(text.Names))

// token is an occurrence of a term in a field.
type token struct {
	text.Token
	field uint8
	word  string // folded surface; "" for a concept
}

func (c *Corpus) analyse(e search.Entry, side Side) *analysed {
	a := &analysed{entry: e, packed: pack(&e), side: side}
	a.profile = text.NewProfile(e, func(f text.Field, t text.Token) {
		a.tokens = append(a.tokens, token{t, f.Number(), text.Fold(t.Surface)})
	})
	for _, n := range e.Concepts {
		t := text.Token{Term: text.ConceptTerm(n), Joined: true}
		a.tokens = append(a.tokens, token{t, conceptField, ""})
	}
	if c.options.Recogniser != nil {
		a.concepts = slices.Clip(c.options.Recogniser.Recognise(&a.profile))
	}
	return a
}

// document numbers what was analysed. Numbers come from number, so that a document that is only compared does not
// make the lexicon grow.
func (a *analysed) document(by *text.Dictionary, l *lexicon, number func(term string) uint32) *Doc {
	d := &Doc{packed: a.packed, side: a.side}
	d.concepts = a.concepts
	for p, n := range a.profile.Lengths {
		d.lengths[p] = uint16(min(n, math.MaxUint16))
	}
	for _, f := range a.profile.Fields {
		d.langs |= langBits(f.Lang, f.Number())
	}
	numbers := make([]uint32, len(a.tokens))
	for i, t := range a.tokens {
		numbers[i] = number(t.Term)
	}
	d.data = encode(a.tokens, numbers)
	if a.side == Needs {
		d.wants = a.wants(by, l, number)
	}
	return d
}
