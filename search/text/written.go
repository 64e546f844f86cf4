package text

import (
	"embed"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"

	"splot/search/vocabulary/euroscivoc"
)

// Our glossaries as they are written: the compiled lexicon holds stems, which nobody can read.
//
//go:embed glossary/*.tsv abbreviations.tsv
var glossaries embed.FS

// usual is the glossary of words that texts of every field contain.
const usual = "usual.tsv"

// Written is a term as people write it, in both languages; either may be empty, and the first wording is the usual one.
type Written struct {
	PL, EN []string
	Plain  bool // a usual word, which tells no field
	Weight float64
}

// In is the wordings in a language.
func (w *Written) In(lang Lang) []string {
	if lang == Polish {
		return w.PL
	}
	return w.EN
}

// writings finds what is written by the hash of its terms.
type writings struct {
	list   []Written
	at     map[Lang]map[uint64][]int32
	starts map[Lang]map[uint64]bool // of phrases of several terms
}

func newWritings() *writings {
	return &writings{
		at:     map[Lang]map[uint64][]int32{Polish: {}, English: {}},
		starts: map[Lang]map[uint64]bool{Polish: {}, English: {}},
	}
}

func (w *writings) add(x Written) {
	n := int32(len(w.list))
	w.list = append(w.list, x)
	for _, lang := range []Lang{Polish, English} {
		for _, wording := range x.In(lang) {
			terms := phrase(wording, lang)
			if len(terms) == 0 {
				continue
			}
			h := HashPhrase
			for i, t := range terms {
				if h = HashTerm(h, t); i+1 < len(terms) {
					w.starts[lang][h] = true
				}
			}
			if !slices.Contains(w.at[lang][h], n) {
				w.at[lang][h] = append(w.at[lang][h], n)
			}
		}
	}
}

// written is all that our sources write, the surest first: our glossaries, EuroSciVoc, the thesaurus in English. It is
// read once, in about 100 ms.
var written = sync.OnceValue(func() *writings {
	w := newWritings()
	w.read("abbreviations.tsv")
	files, _ := glossaries.ReadDir("glossary")
	for _, f := range files {
		w.read(path.Join("glossary", f.Name()))
	}
	for _, r := range euroscivoc.Rows() {
		w.add(Written{[]string{r.PL}, []string{r.EN}, false, labelWeight})
	}
	related, _ := thesauri.ReadDir("related")
	for _, f := range related {
		content, _ := thesauri.ReadFile(path.Join("related", f.Name()))
		for line := range strings.Lines(string(content)) {
			if term, _, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && line[0] != '#' {
				w.add(Written{nil, []string{term}, f.Name() == "programme.tsv", nearWorth})
			}
		}
	}
	return w
})

// read enters the lines of a glossary.
func (w *writings) read(file string) {
	content, _ := glossaries.ReadFile(file)
	for line := range strings.Lines(string(content)) {
		pl, en, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && line[0] != '#' {
			w.add(Written{strings.Split(pl, "|"), strings.Split(en, "|"), path.Base(file) == usual, glossaryWeight})
		}
	}
}

// find lists what is written for a phrase of a language.
func (w *writings) find(lang Lang, h uint64) []*Written {
	if w == nil {
		return nil
	}
	var out []*Written
	for _, n := range w.at[lang][h] {
		out = append(out, &w.list[n])
	}
	return out
}

func (w *writings) begins(lang Lang, h uint64) bool { return w != nil && w.starts[lang][h] }

// Naming is a place of a text, in bytes, where a term of our sources or of the extension stands.
type Naming struct {
	Start, End int
	Words      int
	Name       string // in the language of the text
	Terms      []string
	All        []*Written // the surest first
}

// Namings finds the terms of a text of a language, the longest at each place, each word in one at most.
func (d *Dictionary) Namings(s string, lang Lang) []Naming {
	var out []Naming
	tokens := Analyse(s, lang)
	words := unbrokenPhrase(tokens)
	for i := 0; i < len(words); {
		n := d.naming(s, tokens, words[i:], lang)
		if n.Words == 0 {
			i++
			continue
		}
		n.Start, n.End = tokens[words[i]].Start, tokens[words[i+n.Words-1]].End
		for _, at := range words[i : i+n.Words] {
			n.Terms = append(n.Terms, tokens[at].Term)
		}
		out = append(out, n)
		i += n.Words
	}
	return out
}

// unbrokenPhrase lists the tokens of a text as phrase reads them: a compound with a hyphen is one word.
func unbrokenPhrase(tokens []Token) []int {
	var out []int
	for i, t := range tokens {
		if t.Joined || !coveredBy(tokens[i+1:], t) {
			out = append(out, i)
		}
	}
	return out
}

// naming is the longest term that begins with the first of words.
func (d *Dictionary) naming(s string, tokens []Token, words []int, lang Lang) Naming {
	var found Naming
	own := d.ownWritings()
	h, last := HashPhrase, 0
	for n, at := range words[:min(len(words), phraseWords)] {
		t := tokens[at]
		if n > 0 && !adjoins(s[last:t.Start]) {
			break
		}
		last, h = t.End, HashTerm(h, t.Term)
		if all := append(own.find(lang, h), written().find(lang, h)...); len(all) > 0 {
			if forms := formsOf(all, tokens, words[:n+1], lang); len(forms.All) > 0 {
				found = forms
			}
		}
		if !own.begins(lang, h) && !written().begins(lang, h) {
			break
		}
	}
	return found
}

// adjoins tells that what stands between two words leaves them one phrase: a space, or a short stop word.
func adjoins(between string) bool {
	return len(between) <= maxBetween && !strings.ContainsFunc(between, func(r rune) bool { return r != ' ' && r != '\u00a0' && !unicode.IsLetter(r) })
}

const maxBetween = 6

// formsOf are those of a list that have a wording of which the words are a form.
func formsOf(all []*Written, tokens []Token, words []int, lang Lang) Naming {
	n := Naming{Words: len(words)}
	for _, w := range all {
		for _, wording := range w.In(lang) {
			if formOf(wording, tokens, words, lang) {
				if n.Name == "" {
					n.Name = wording
				}
				n.All = append(n.All, w)
				break
			}
		}
	}
	return n
}

// formOf tells that the words are a form of a wording. Stems are not enough for that: different words may share one.
func formOf(wording string, tokens []Token, words []int, lang Lang) bool {
	own := Analyse(wording, lang)
	parts := unbrokenPhrase(own)
	if len(parts) != len(words) {
		return false
	}
	for i, at := range words {
		if tokens[at].Term != own[parts[i]].Term || !inflected(tokens[at].Surface, own[parts[i]].Surface, lang) {
			return false
		}
	}
	return true
}

// Read is a term that was looked up: how it is written, and in which language it was read.
type Read struct {
	*Written
	Lang Lang
}

// Other is the wordings in the other language.
func (r Read) Other() []string {
	if r.Lang == Polish {
		return r.EN
	}
	return r.PL
}

// Writings looks a whole term up, read in either language.
func (d *Dictionary) Writings(term string) []Read {
	var out []Read
	for _, lang := range []Lang{Polish, English} {
		words := phrase(term, lang)
		for _, n := range d.Namings(term, lang) {
			if n.Words == len(words) {
				for _, w := range n.All {
					out = append(out, Read{w, lang})
				}
			}
		}
	}
	return out
}

// Name is the wording of the English index terms of the thesaurus, in a language where there is one, else in English.
func (d *Dictionary) Name(terms []string, lang Lang) (string, bool) {
	h := hashPhrase(terms)
	all := append(d.ownWritings().find(English, h), written().find(English, h)...)
	if len(all) == 0 {
		return "", false
	}
	for _, w := range all {
		if list := w.In(lang); len(list) > 0 {
			return list[0], true
		}
	}
	return all[0].EN[0], true
}
