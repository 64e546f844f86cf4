package text

import (
	"hash/fnv"
	"slices"
	"strings"

	"splot/search"
)

// Profile is the analysed form of an entry: each term once, with its counts by part and its first place.
type Profile struct {
	Fields  []Field
	Terms   []Occurrence // sorted by Term
	Lengths [Parts]int   // in words; of two languages the longer one
	Pairs   []uint32     // hashes of two terms that follow each other, sorted, each once
	tokens  [][]Token    // by field
}

// Occurrence is a term of a profile.
type Occurrence struct {
	Term   string
	Counts [Parts]uint8 // of two languages the larger count; 255 stands for more
	Field  uint8        // index in Profile.Fields of the first place
	Start  int
	End    int
}

// Surface is the text of the first place.
func (p *Profile) Surface(o Occurrence) string { return p.Fields[o.Field].Text[o.Start:o.End] }

// Tokens are the tokens of the field of that index in Fields. They belong to the profile.
func (p *Profile) Tokens(field int) []Token { return p.tokens[field] }

// MaxPairs bounds Profile.Pairs.
const MaxPairs = 4096

// NewProfile analyses e. The words of e.Identifying are left out of an anonymous teaser. If visit is not nil, it is
// called with every token.
func NewProfile(e search.Entry, visit func(Field, Token)) Profile {
	b := builder{byTerm: map[string]int{}, hidden: hiddenTerms(e)}
	b.Fields = Fields(e)
	for i, f := range b.Fields {
		b.field(uint8(i), f, visit)
	}
	for i := range b.Terms {
		o := &b.Terms[i]
		for p := range o.Counts {
			o.Counts[p] = uint8(min(255, max(b.counts[i][p][0], b.counts[i][p][1])))
		}
	}
	slices.SortFunc(b.Terms, func(x, y Occurrence) int { return strings.Compare(x.Term, y.Term) })
	for p := range b.Lengths {
		b.Lengths[p] = max(b.lengths[p][0], b.lengths[p][1])
	}
	slices.Sort(b.Pairs)
	b.Pairs = slices.Compact(b.Pairs)
	return b.Profile
}

type builder struct {
	Profile
	byTerm  map[string]int
	counts  [][Parts][2]int
	lengths [Parts][2]int
	hidden  map[string]bool // stems and words of names
}

func (b *builder) field(number uint8, f Field, visit func(Field, Token)) {
	slot := 0
	if strings.HasSuffix(f.Name, ".en") {
		slot = 1
	}
	previous := Token{Pos: -9}
	tokens := Analyse(f.Text, f.Lang)
	if len(b.hidden) > 0 {
		tokens = slices.DeleteFunc(tokens, b.identifies)
	}
	b.tokens = append(b.tokens, tokens)
	for _, t := range tokens {
		i, ok := b.byTerm[t.Term]
		if !ok {
			i = len(b.Terms)
			b.byTerm[t.Term] = i
			b.Terms = append(b.Terms, Occurrence{Term: t.Term, Field: number, Start: t.Start, End: t.End})
			b.counts = append(b.counts, [Parts][2]int{})
		}
		b.counts[i][f.Part][slot]++
		if visit != nil {
			visit(f, t)
		}
		if t.Joined {
			continue
		}
		b.lengths[f.Part][slot]++
		if t.Pos-previous.Pos <= 2 && len(b.Pairs) < MaxPairs {
			b.Pairs = append(b.Pairs, PairHash(previous.Term, t.Term))
		}
		previous = t
	}
}

// Links lists the neighbouring terms of title, teaser and keywords, or of all texts when those have none, each
// once, at most 64.
func (p *Profile) Links() [][2]string {
	var out [][2]string
	for _, public := range []bool{true, false} {
		for i, tokens := range p.tokens {
			if (p.Fields[i].Part != Body) == public {
				out = appendLinks(out, tokens)
			}
		}
		if len(out) > 0 {
			break
		}
	}
	return out
}

const maxLinks = 64

func appendLinks(out [][2]string, tokens []Token) [][2]string {
	previous := Token{Pos: -9}
	for _, t := range tokens {
		if t.Joined {
			continue
		}
		l := [2]string{previous.Term, t.Term}
		if t.Pos-previous.Pos <= 2 && len(out) < maxLinks && !slices.Contains(out, l) {
			out = append(out, l)
		}
		previous = t
	}
	return out
}

// PairHash names two terms that follow each other, in either order: "water treatment", "treatment of water".
func PairHash(a, b string) uint32 {
	if b < a {
		a, b = b, a
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(a))
	_, _ = h.Write([]byte{0})
	_, _ = h.Write([]byte(b))
	return h.Sum32()
}

// identifies tells that a token is a word of a name, in any inflection or compound.
func (b *builder) identifies(t Token) bool {
	if b.hidden[t.Term] {
		return true
	}
	word := Fold(t.Surface)
	for name := range b.hidden {
		if len(name) >= minName && (strings.HasPrefix(word, name) || t.Joined && strings.Contains(t.Term, name)) {
			return true
		}
	}
	return b.hidden[word]
}

// minName is how long a word of a name is at least to be looked for inside other words.
const minName = 5

// hiddenTerms are the words of the names that would identify the owner of an anonymous teaser, and their stems. A
// word of the common vocabulary identifies nobody, even in a firm's name.
func hiddenTerms(e search.Entry) map[string]bool {
	if e.Visibility != search.VisibleTeaser || len(e.Identifying) == 0 {
		return nil
	}
	hidden := map[string]bool{}
	for _, name := range e.Identifying {
		for _, lang := range []Lang{Polish, English, Unknown} {
			for _, t := range Analyse(name, lang) {
				if !Weak(t.Term) && !common(t.Term) && !commonWord(Fold(t.Surface)) {
					hidden[t.Term], hidden[Fold(t.Surface)] = true, true
				}
			}
		}
	}
	return hidden
}

// commonWord tells whether a word is of the common vocabulary in either language.
func commonWord(folded string) bool {
	for _, term := range stems(folded, folded) {
		if Weak(term) || common(term) {
			return true
		}
	}
	return false
}
