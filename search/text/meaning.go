package text

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed" // FreeDict
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed freedict/pol-eng.tsv.gz
var freedictPacked []byte

// freedict is FreeDict's lines as dictionary reads them: "siec<TAB>network:74|net:66". It is unpacked at the first look-up
// that our own sources do not answer.
var freedict = sync.OnceValue(func() string {
	z, err := gzip.NewReader(bytes.NewReader(freedictPacked))
	if err != nil {
		panic("text: " + err.Error()) // it is part of the program
	}
	content, err := io.ReadAll(z)
	if err != nil {
		panic("text: " + err.Error())
	}
	return string(content)
})

// Meaning is a translation of a term, in whole words that people can read and judge.
type Meaning struct {
	Text  string
	Share float64 // confidence in (0, 1]
}

// Bounds of what is told of a term that our own sources do not know.
const (
	maxMeanings = 3
	sureMeaning = 0.65 // of FreeDict: later meanings are seldom those of a trade
	ofPart      = 0.6  // factor of what a part of a term means
)

// Meanings tells how a term of a language is translated: by the extension and our sources; what they do not know by
// FreeDict, whose verbs and later meanings are passed over; and what neither knows as a whole by its parts. Words of
// the same stem are no translation: lithium is not to take pity, and an abbreviation is looked up letter by letter.
func (d *Dictionary) Meanings(term string, lang Lang) []Meaning {
	var out meanings
	for _, r := range d.Writings(term) {
		if r.Lang == lang {
			out.add(r, 1)
		}
	}
	if len(out) == 0 {
		out = ofFreedict(term, lang)
	}
	if len(out) == 0 {
		for _, n := range d.Namings(term, lang) {
			if n.Words > 1 || !n.All[0].Plain {
				out.add(Read{n.All[0], lang}, ofPart)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Meaning) int { return cmp.Compare(b.Share, a.Share) })
	return out
}

type meanings []Meaning

func (m *meanings) add(r Read, factor float64) {
	for i, other := range r.Other() {
		said := slices.ContainsFunc(*m, func(x Meaning) bool { return strings.EqualFold(x.Text, other) })
		if said || verb(other) || slices.Contains(r.In(r.Lang), other) {
			continue
		}
		*m = append(*m, Meaning{other, factor * (r.Weight - perWording*float64(min(i, 4)))})
	}
}

// verb tells a Polish infinitive: what people look up are things.
func verb(word string) bool { return strings.HasSuffix(word, "ć") && !strings.HasSuffix(word, "ść") }

func ofFreedict(term string, lang Lang) meanings {
	var out meanings
	needle := strings.ToLower(term)
	for line := range strings.Lines(freedict()) {
		head, list, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || verb(strings.TrimSuffix(head, " się")) {
			continue
		}
		if lang == Polish && !formOfAll(term, head) || lang == English && !strings.Contains(list, needle) {
			continue
		}
		for t := range strings.SplitSeq(list, "|") {
			en, hundredths, _ := strings.Cut(t, ":")
			n, _ := strconv.Atoi(hundredths)
			share := float64(n) / 100
			switch {
			case share < sureMeaning:
			case lang == Polish:
				out = append(out, Meaning{en, share})
			case strings.EqualFold(en, term):
				out = append(out, Meaning{head, share * beside})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Meaning) int { return cmp.Compare(b.Share, a.Share) })
	return out[:min(len(out), maxMeanings)]
}

// formOfAll tells that the words of a Polish term are, one by one, forms of those of a headword.
func formOfAll(term, head string) bool {
	a, b := strings.Fields(term), strings.Fields(head)
	if len(a) != len(b) || Fold(a[0])[:min(1, len(Fold(a[0])))] != Fold(b[0])[:min(1, len(Fold(b[0])))] {
		return false
	}
	for i := range a {
		if !inflected(a[i], b[i], Polish) || Stem(strings.ToLower(a[i]), Polish) != Stem(strings.ToLower(b[i]), Polish) {
			return false
		}
	}
	return true
}

// Headword is the word of FreeDict that a Polish word is a form of, verbs passed over; empty for one that it does not
// know.
func Headword(surface string) string {
	start := "\n" + strings.ToLower(surface)[:min(2, len(surface))]
	for rest := freedict(); ; {
		i := strings.Index(rest, start)
		if i < 0 {
			return ""
		}
		rest = rest[i+1:]
		head, _, _ := strings.Cut(rest, "\t")
		if !strings.Contains(head, " ") && !verb(head) && formOfAll(surface, head) {
			return head
		}
	}
}
