package text

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"splot/search/vocabulary/euroscivoc"
)

// Confidence in the sources. A later wording of a glossary's line loses perWording.
const (
	glossaryWeight    = 1.0
	perWording        = 0.08
	labelWeight       = 0.95 // EuroSciVoc's label for its label
	alternativeWeight = 0.6  // and for an alternative, which may be narrower
	beside            = 0.5  // factor of FreeDict for a word that the sources above know
)

// glossary is the compiled lexicon of all sources. It opens at the first translation.
var glossary = sync.OnceValue(func() *lexicon {
	l, err := decodeLexicon(lexiconPacked)
	if err != nil {
		panic("text: " + err.Error()) // it is part of the program
	}
	return l
})

// CompileLexicon makes the lexicon, packed, of its sources in this package's folder. Equal sources give equal bytes.
//
// They are glossary/*.tsv, our own, by subject: per line Polish, a tab, English; a bar separates alternatives, the
// usual one first; lines that begin with # are remarks. Then EuroSciVoc, and freedict/pol-eng.tsv.gz, which
// freedict/build has made.
func CompileLexicon(folder fs.FS) ([]byte, error) {
	b := newLexicon()
	files, err := fs.Glob(folder, "glossary/*.tsv")
	if err != nil {
		return nil, fmt.Errorf("list glossaries: %w", err)
	}
	for _, name := range files {
		content, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("read glossary: %w", err)
		}
		b.lines(string(content))
	}
	b.mark()
	b.concepts()
	freedict, err := fs.ReadFile(folder, "freedict/pol-eng.tsv.gz")
	if err != nil {
		return nil, fmt.Errorf("read FreeDict: %w", err)
	}
	if err := b.dictionary(freedict); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("pack lexicon: %w", err)
	}
	if err := b.done().encode(z); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("pack lexicon: %w", err)
	}
	return out.Bytes(), nil
}

func (b *lexiconBuilder) lines(content string) {
	for line := range strings.Lines(content) {
		pl, en, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && line[0] != '#' {
			b.both(Pair{pl, en, glossaryWeight})
		}
	}
}

// both enters the wordings of a pair in both directions.
func (b *lexiconBuilder) both(p Pair) {
	ps, es := phrases(p.PL, Polish), phrases(p.EN, English)
	for i, pl := range ps {
		for j, en := range es {
			b.add(pair{pl, en, p.Weight - perWording*float64(min(j, 4))})
			b.add(pair{en, pl, p.Weight - perWording*float64(min(i, 4))})
		}
	}
}

func (b *lexiconBuilder) concepts() {
	for _, r := range euroscivoc.Rows() {
		b.both(Pair{r.PL, r.EN, labelWeight})
		labels := append(phrases(r.PL, Polish), phrases(r.EN, English)...)
		for _, a := range r.Alternatives {
			for _, alternative := range phrases(a, English) {
				for _, label := range labels {
					b.add(pair{label, alternative, alternativeWeight})
				}
				b.add(pair{alternative, phrase(r.PL, Polish), alternativeWeight})
			}
		}
	}
}

// dictionary enters FreeDict's lines: "siec<TAB>network:74|net:66", translations with their confidence in hundredths.
func (b *lexiconBuilder) dictionary(packed []byte) error {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return fmt.Errorf("open FreeDict: %w", err)
	}
	content, err := io.ReadAll(z)
	if err != nil {
		return fmt.Errorf("unpack FreeDict: %w", err)
	}
	for line := range strings.Lines(string(content)) {
		pl, list, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		from := phrase(pl, Polish)
		if len(from) == 0 {
			continue
		}
		factor := 1.0
		if b.knows(from) {
			factor = beside
		}
		for t := range strings.SplitSeq(list, "|") {
			en, hundredths, _ := strings.Cut(t, ":")
			n, _ := strconv.Atoi(hundredths)
			if to := phrase(en, English); len(to) > 0 && n > 0 {
				b.add(pair{from, to, factor * float64(n) / 100})
				b.add(pair{to, from, beside * float64(n) / 100})
			}
		}
	}
	return nil
}

func phrases(alternatives string, lang Lang) [][]string {
	var out [][]string
	for a := range strings.SplitSeq(alternatives, "|") {
		if p := phrase(a, lang); len(p) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// Phrase is the terms by which texts of the language name something, at most four; nil when it takes more. A compound
// with a hyphen is one term.
func Phrase(s string, lang Lang) []string { return phrase(s, lang) }

// phrase is the terms of a phrase; nil for one that is too long. A compound with a hyphen is one word.
func phrase(s string, lang Lang) []string {
	var out []string
	tokens := Analyse(s, lang)
	for i, t := range tokens {
		if t.Joined || !coveredBy(tokens[i+1:], t) {
			out = append(out, t.Term)
		}
	}
	if len(out) > phraseWords {
		return nil
	}
	return out
}

// coveredBy tells that a compound among the tokens that follow holds t.
func coveredBy(tokens []Token, t Token) bool {
	for i := 0; i < len(tokens) && i < 2*maxJoined; i++ {
		if k := tokens[i]; k.Joined && k.Start <= t.Start && t.End <= k.End {
			return true
		}
	}
	return false
}

// common tells that a term is a word of the glossaries, in either language.
func common(term string) bool {
	_, ok := slices.BinarySearch(glossary().common, HashTerm(HashPhrase, term))
	return ok
}
