package match

import (
	"cmp"
	"slices"
	"strings"

	"splot/search"
	"splot/search/text"
)

// Prepared is an entry with the analysed form of its texts. It is immutable once a Corpus or the caller has it.
type Prepared struct {
	Entry search.Entry

	fields    []string    // texts by number in text.Names
	languages []text.Lang // of fields
	rows      []row       // sorted by term
	lengths   [text.Parts]uint16
	pairs     []uint32
	bones     []bone // until a Corpus has them
	units     []unit // of a need
	links     []link // of a need
}

// row is a term of an entry: its counts by part and its first place.
type row struct {
	term   uint64
	counts [text.Parts]uint8
	start  uint32
	end    uint32
	field  uint8
}

// bone is the skeleton of a term.
type bone struct{ term, skeleton uint64 }

// unit is a term of a need by which it is answered, or a translation of it.
type unit struct {
	term       uint64
	weight     float32 // before inverse document frequency
	row        int32
	skeleton   uint64 // 0: none
	translated []variant
}

type variant struct {
	term  uint64
	share float32
}

// link is two neighbouring terms of a need.
type link struct {
	pair uint32
	a, b uint64
}

// Prepare analyses an entry. A need is also compiled into what it asks for.
func Prepare(e search.Entry) *Prepared {
	profile := text.NewProfile(e, nil)
	p := &Prepared{Entry: e, fields: make([]string, len(text.Names)), languages: make([]text.Lang, len(text.Names)), rows: make([]row, len(profile.Terms))}
	for _, f := range profile.Fields {
		p.fields[f.Number()], p.languages[f.Number()] = f.Text, f.Lang
	}
	for i, o := range profile.Terms {
		if s := text.Skeleton(o.Term); s != "" {
			p.bones = append(p.bones, bone{hash(o.Term), hash(s)})
		}
		p.rows[i] = row{
			term: hash(o.Term), counts: o.Counts, start: uint32(o.Start), end: uint32(o.End),
			field: profile.Fields[o.Field].Number(),
		}
	}
	slices.SortFunc(p.rows, func(a, b row) int { return cmp.Compare(a.term, b.term) })
	for i, l := range profile.Lengths {
		p.lengths[i] = uint16(min(l, 65535))
	}
	p.pairs = slices.Clip(profile.Pairs)
	if e.Kind == search.Need {
		p.ask(&profile)
	}
	return p
}

func (p *Prepared) ask(profile *text.Profile) {
	for _, q := range profile.QueryTerms() {
		u := unit{term: hash(q.Term), weight: float32(q.Weight)}
		i, _ := p.find(u.term)
		u.row = int32(i)
		if s := text.Skeleton(q.Term); s != "" {
			u.skeleton = hash(s)
		}
		for _, t := range q.Translations {
			u.translated = append(u.translated, variant{hash(t.Term), float32(t.Share)})
		}
		p.units = append(p.units, u)
	}
	slices.SortFunc(p.units, func(a, b unit) int { return cmp.Compare(a.term, b.term) })
	for _, l := range profile.Links() {
		p.links = append(p.links, link{text.PairHash(l[0], l[1]), hash(l[0]), hash(l[1])})
	}
}

func (p *Prepared) find(term uint64) (int, bool) {
	lo, hi := 0, len(p.rows)
	for lo < hi {
		mid := (lo + hi) / 2
		if p.rows[mid].term < term {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < len(p.rows) && p.rows[lo].term == term
}

func (p *Prepared) place(r row) Place {
	return Place{
		Surface: strings.Clone(p.fields[r.field][r.start:r.end]), Field: text.Names[r.field],
		Start: int(r.start), End: int(r.end),
	}
}

// hash numbers a term without a table that would have to be shared: FNV-1a with a final mix, 64 bits.
func hash(term string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(term) {
		h = (h ^ uint64(term[i])) * 1099511628211
	}
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	return h ^ h>>33
}
