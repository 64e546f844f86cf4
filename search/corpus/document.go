package corpus

import (
	"splot/search"
	"splot/search/text"
)

// Side is what is matched or searched together.
type Side uint8

// The sides.
const (
	Needs Side = iota
	Offers
	Organisations
	Sides
)

// SideOf is the side of a kind of documents; false for a kind that is none.
func SideOf(kind string) (Side, bool) {
	switch kind {
	case search.Need:
		return Needs, true
	case search.Technology, search.Competence:
		return Offers, true
	case search.Organisation:
		return Organisations, true
	}
	return 0, false
}

// Doc is an analysed entry. It is immutable, but for the place that the attached Index keeps in it.
type Doc struct {
	packed   string // the entry
	data     string // terms and tokens, see encode
	facts    facts
	lengths  [text.Parts]uint16
	langs    uint32 // two bits a field, by number: 0 is no text
	place    uint32 // of the Index
	side     Side
	wants    string    // what a need asks for, see wants.go
	concepts []Concept // that the recogniser found
}

// Concept is a recognised concept of the vocabulary, by its number there, with its weight in 255ths.
type Concept struct {
	Number uint16
	Weight uint8
}

// ID is the entry's id.
func (d *Doc) ID() string {
	u, id := unpacker(d.packed), ""
	u.text(&id)
	return id
}

// Version is the entry's version.
func (d *Doc) Version() int64 {
	u, id, version := unpacker(d.packed), "", int64(0)
	u.text(&id)
	u.number(&version)
	return version
}

// Side is the side on which the entry stands.
func (d *Doc) Side() Side { return d.side }

// Offer tells whether the entry stands on the offering side.
func (d *Doc) Offer() bool { return d.side == Offers }

// Entry unpacks the entry, in about a microsecond: keep it where it is asked several times.
func (d *Doc) Entry() *search.Entry { return unpack(d.packed) }

// With is a document with other facts beside the same texts, for comparing only.
func (d *Doc) With(e search.Entry) *Doc {
	out := *d
	out.packed = pack(&e)
	return &out
}

// Length is how many words a part has, of two languages the longer one.
func (d *Doc) Length(p text.Part) int { return int(d.lengths[p]) }

// Lang is the language in which a field was analysed, by its number in text.Names.
func (d *Doc) Lang(field uint8) text.Lang {
	switch d.langs >> (2 * field) & 3 {
	case 1:
		return text.Polish
	case 2:
		return text.English
	}
	return text.Unknown
}

func langBits(l text.Lang, field uint8) uint32 {
	n := uint32(3)
	switch l {
	case text.Polish:
		n = 1
	case text.English:
		n = 2
	}
	return n << (2 * field)
}

// Concepts lists what the recogniser found, by number.
func (d *Doc) Concepts() []Concept { return d.concepts }

// Place is the number that the attached Index gave the document. Only it may ask, under the corpus's lock.
func (d *Doc) Place() uint32 { return d.place }

// SetPlace is for the attached Index alone, in Added or while it renumbers in Added or Removed.
func (d *Doc) SetPlace(n uint32) { d.place = n }
