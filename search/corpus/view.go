package corpus

import (
	"slices"
	"strings"

	"splot/search/text"
)

// View is a decoded Doc. Its lists are used again by the next Read.
type View struct {
	Doc    *Doc
	Terms  []uint32            // sorted
	Counts [][text.Parts]uint8 // by term: of two languages the larger count; 255 stands for more
	Tokens []Token             // in the order of the texts
	tally  [][2 * text.Parts]uint8
}

// Token is an occurrence of a term.
type Token struct {
	Term   uint32 // index in View.Terms
	Pos    int32  // counts the words of the field, stop words included
	Field  uint8  // number in text.Names, len(text.Names) for a stated concept
	Joined bool   // the whole of a compound whose parts are tokens too
}

// tallied is the index in a tally for each field: its part, and behind the parts those in English.
var tallied = func() (of [16]uint8) {
	for i, name := range text.Names {
		kind, lang, _ := strings.Cut(name, ".")
		n := text.Body
		switch kind {
		case "title":
			n = text.Title
		case "teaser":
			n = text.Teaser
		case "keywords":
			n = text.Keywords
		}
		if lang == "en" {
			n += text.Parts
		}
		of[i] = uint8(n)
	}
	of[len(text.Names)] = uint8(text.Keywords)
	return of
}()

// Read decodes a document.
func (v *View) Read(d *Doc) {
	v.Doc, v.Terms, v.Tokens = d, v.Terms[:0], v.Tokens[:0]
	b := v.readTerms(unpacker(d.data))
	v.tally = slices.Grow(v.tally[:0], len(v.Terms))[:len(v.Terms)]
	clear(v.tally)
	for len(b) > 0 {
		b = v.readField(b)
	}
	v.Counts = slices.Grow(v.Counts[:0], len(v.Terms))[:len(v.Terms)]
	for i := range v.tally {
		for p := range v.Counts[i] {
			v.Counts[i][p] = max(v.tally[i][p], v.tally[i][p+int(text.Parts)])
		}
	}
}

func (v *View) readTerms(u unpacker) unpacker {
	last := uint32(0)
	for range u.count() {
		last += uint32(u.count())
		v.Terms = append(v.Terms, last)
	}
	return u
}

func (v *View) readField(u unpacker) unpacker {
	t := Token{Field: u[0] & 15, Pos: -1}
	u = u[1:]
	into := tallied[t.Field]
	for range u.count() {
		x := u.count()
		t.Term, t.Joined = uint32(x>>2), x&3 == compound
		switch x & 3 {
		case nextWord:
			t.Pos++
		case afterOne:
			t.Pos += 2
		default:
			var distance int64
			u.number(&distance)
			t.Pos += int32(distance)
		}
		v.Tokens = append(v.Tokens, t)
		if c := &v.tally[t.Term][into]; *c < 255 {
			*c++
		}
	}
	return u
}

// Find is the index of a term in Terms.
func (v *View) Find(term uint32) (int, bool) { return slices.BinarySearch(v.Terms, term) }
