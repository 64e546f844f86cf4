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
	entry    *search.Entry
	side     Side
	data     []byte // terms and tokens, see encode
	lengths  [text.Parts]uint16
	langs    uint32 // two bits a field, by number: 0 is no text
	place    uint32 // of the Index
	units    []Unit // of a need
	links    []Link // of a need
	concepts []Concept
	vector   []int8
}

// Unit is a term of a need by which it is answered, with its translations.
type Unit struct {
	Term     uint32
	Kin      uint32 // a term of the same skeleton, for Snapshot.Alike
	Weight   float32
	Variants []Variant
}

// Variant is a translation of a term.
type Variant struct {
	Term  uint32
	Share float32
}

// Link is two neighbouring terms of a need.
type Link struct{ A, B uint32 }

// Concept is a recognised concept of the vocabulary, by its number there, with its weight in 255ths.
type Concept struct {
	Number uint16
	Weight uint8
}

// ID is the entry's id.
func (d *Doc) ID() string { return d.entry.ID }

// Version is the entry's version.
func (d *Doc) Version() int64 { return d.entry.Version }

// Kind is the entry's kind.
func (d *Doc) Kind() string { return d.entry.Kind }

// Side is the side on which the entry stands.
func (d *Doc) Side() Side { return d.side }

// Offer tells whether the entry stands on the offering side.
func (d *Doc) Offer() bool { return d.side == Offers }

// Entry is the entry. The caller changes nothing in it. Where many are looked at, keep the result.
func (d *Doc) Entry() *search.Entry { return d.entry }

// With is the document with other facts beside the same texts.
func (d *Doc) With(e search.Entry) *Doc {
	out := *d
	out.entry = &e
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

// Units lists what a need asks for, by the order of the terms; it is empty for everything else.
func (d *Doc) Units() []Unit { return d.units }

// Links lists the neighbouring terms of a need.
func (d *Doc) Links() []Link { return d.links }

// Concepts lists what the recogniser found, by number.
func (d *Doc) Concepts() []Concept { return d.concepts }

// Vector is what the vectoriser made of the texts; nil without one.
func (d *Doc) Vector() []int8 { return d.vector }

// Place is the number that the attached Index gave the document. Only it may ask, under the corpus's lock.
func (d *Doc) Place() uint32 { return d.place }

// SetPlace is for the attached Index alone, in Added or while it renumbers in Added or Removed.
func (d *Doc) SetPlace(n uint32) { d.place = n }
