package corpus

import (
	"encoding/binary"
	"math"

	"splot/search/text"
)

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

// Kin are phrases that are related to some terms of a need: all terms of one have to stand in the offer.
type Kin struct {
	Of      []uint32
	Phrases []Phrase
}

// Phrase is a related phrase with what it is worth.
type Phrase struct {
	Terms []uint32
	Share float32
}

// wants is what a need asks for: its units with their variants, its links and its kin, as varints and floats.
func (a *analysed) wants(d *text.Dictionary, l *lexicon, number func(term string) uint32) string {
	terms, links := a.profile.QueryTerms(d), a.profile.Links()
	b := binary.AppendUvarint(nil, uint64(len(terms)))
	for _, q := range terms {
		b = binary.AppendUvarint(b, uint64(number(q.Term)))
		b = binary.AppendUvarint(b, uint64(l.kin(q.Term)+1)) // none is 0
		b = appendFloat(b, q.Weight)
		b = binary.AppendUvarint(b, uint64(len(q.Translations)))
		for _, t := range q.Translations {
			b = appendFloat(binary.AppendUvarint(b, uint64(number(t.Term))), t.Share)
		}
	}
	b = binary.AppendUvarint(b, uint64(len(links)))
	for _, k := range links {
		b = binary.AppendUvarint(b, uint64(number(k[0])))
		b = binary.AppendUvarint(b, uint64(number(k[1])))
	}
	return string(a.kin(d, b, number))
}

func (a *analysed) kin(d *text.Dictionary, b []byte, number func(term string) uint32) []byte {
	all := a.profile.Kin(d)
	b = binary.AppendUvarint(b, uint64(len(all)))
	for _, k := range all {
		b = appendTerms(b, k.Of, number)
		b = binary.AppendUvarint(b, uint64(len(k.Phrases)))
		for _, p := range k.Phrases {
			b = append(appendTerms(b, p.Terms, number), uint8(math.Round(p.Weight*shareSteps)))
		}
	}
	return b
}

// shareSteps is how finely the share of a related phrase is kept.
const shareSteps = 255

func appendTerms(b []byte, terms []string, number func(term string) uint32) []byte {
	b = binary.AppendUvarint(b, uint64(len(terms)))
	for _, t := range terms {
		b = binary.AppendUvarint(b, uint64(number(t)))
	}
	return b
}

func appendFloat(b []byte, x float64) []byte {
	return binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(x)))
}

// Units lists what a need asks for, by the order of the terms; it is empty for everything else.
func (d *Doc) Units() []Unit {
	units, _ := d.unitsAndRest()
	return units
}

// Links lists the neighbouring terms of a need.
func (d *Doc) Links() []Link {
	links, _ := d.linksAndRest()
	return links
}

func (d *Doc) linksAndRest() ([]Link, unpacker) {
	_, rest := d.unitsAndRest()
	if rest == "" {
		return nil, ""
	}
	links := make([]Link, rest.count())
	for i := range links {
		links[i] = Link{uint32(rest.count()), uint32(rest.count())}
	}
	return links, rest
}

// Kin lists what is related to the terms of a need, in the order of its texts.
func (d *Doc) Kin() []Kin {
	_, rest := d.linksAndRest()
	if rest == "" {
		return nil
	}
	all := make([]Kin, rest.count())
	for i := range all {
		all[i].Of = rest.terms()
		all[i].Phrases = make([]Phrase, rest.count())
		for j := range all[i].Phrases {
			p := &all[i].Phrases[j]
			p.Terms = rest.terms()
			p.Share = float32(rest[0]) / shareSteps
			rest = rest[1:]
		}
	}
	return all
}

func (u *unpacker) terms() []uint32 {
	terms := make([]uint32, u.count())
	for i := range terms {
		terms[i] = uint32(u.count())
	}
	return terms
}

func (d *Doc) unitsAndRest() ([]Unit, unpacker) {
	u := unpacker(d.wants)
	if u == "" {
		return nil, ""
	}
	units := make([]Unit, u.count())
	for i := range units {
		x := &units[i]
		x.Term, x.Kin, x.Weight = uint32(u.count()), uint32(u.count())-1, u.float()
		if n := u.count(); n > 0 {
			x.Variants = make([]Variant, n)
		}
		for j := range x.Variants {
			x.Variants[j] = Variant{uint32(u.count()), u.float()}
		}
	}
	return units, u
}

func (u *unpacker) float() float32 {
	s := *u
	*u = s[4:]
	return math.Float32frombits(uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24)
}
