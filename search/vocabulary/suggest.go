package vocabulary

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrase is one wording of a concept as folded words.
type phrase struct {
	words   []string
	letters int // of all words: longer phrases say more
	concept int
}

// maxSuggestText bounds the text that Suggest reads, in bytes: the longest fields of an entry together.
const maxSuggestText = 64 << 10

// Suggest lists concepts that the text names by a label or an alternative, in either language, those with
// the longest wording first, at most limit. Polish inflection is tolerated: words may differ in up to
// three last letters. A text of more than 64 KiB is read up to there.
func Suggest(text string, limit int) []Concept {
	v := loaded()
	words := fold(text[:min(len(text), maxSuggestText)])
	longest := map[int]int{} // concept → letters of its longest wording found
	for i, word := range words {
		for _, p := range v.phrases[bucket(word)] {
			if p.letters > longest[p.concept] && p.occursAt(words[i:]) {
				longest[p.concept] = p.letters
			}
		}
	}
	found := make([]int, 0, len(longest))
	for concept := range longest {
		found = append(found, concept)
	}
	slices.SortFunc(found, func(a, b int) int {
		return cmp.Or(cmp.Compare(longest[b], longest[a]), cmp.Compare(a, b))
	})
	return v.pick(found, limit)
}

func (v *vocabulary) pick(indexes []int, limit int) []Concept {
	list := make([]Concept, 0, max(0, min(limit, len(indexes))))
	for _, i := range indexes[:cap(list)] {
		list = append(list, v.concepts[i])
	}
	return list
}

// index adds the wordings of the concept read last. A single word of less than three letters is left out: it would be
// found everywhere.
func (v *vocabulary) index(concept int) {
	c := v.concepts[concept]
	v.folded = append(v.folded, foldedWordings(c))
	for _, wording := range append([]string{c.Label.PL, c.Label.EN}, c.Alternatives...) {
		p := phrase{words: fold(wording), concept: concept}
		for _, word := range p.words {
			p.letters += len(word)
		}
		if p.letters >= 3 {
			v.phrases[bucket(p.words[0])] = append(v.phrases[bucket(p.words[0])], p)
		}
	}
}

func (p phrase) occursAt(words []string) bool {
	if len(words) < len(p.words) {
		return false
	}
	for i, word := range p.words {
		if !akin(word, words[i], len(p.words) > 1) {
			return false
		}
	}
	return true
}

// bucket is the part of a word that inflection never changes: its first three letters.
func bucket(word string) string { return word[:min(3, len(word))] }

// akin tells whether two folded words may be forms of one: the same but for up to three last letters,
// with at least four letters and two thirds of the longer word in common. A short word must be whole;
// in a phrase it may have two letters more ("rak płuc", "raka płuc").
func akin(a, b string, inPhrase bool) bool {
	if a == b {
		return true
	}
	common := 0
	for common < len(a) && common < len(b) && a[common] == b[common] {
		common++
	}
	longer, shorter := max(len(a), len(b)), min(len(a), len(b))
	if shorter < 5 {
		return inPhrase && shorter >= 3 && common == shorter && longer-shorter <= 2
	}
	return common >= 4 && longer-common <= 3 && common*3 >= longer*2
}

// fold splits a text into words of small letters without diacritics.
func fold(text string) []string {
	var words []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	for _, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			word.WriteRune(plain(unicode.ToLower(r)))
		case unicode.Is(unicode.Mn, r): // a diacritic written apart
		default:
			end()
		}
	}
	end()
	return words
}

// plain takes the diacritic off a Polish letter and those of its neighbours that names bring in.
func plain(r rune) rune {
	if r < utf8.RuneSelf {
		return r
	}
	if i := strings.IndexRune(accented, r); i >= 0 {
		return rune(unaccented[utf8.RuneCountInString(accented[:i])])
	}
	return r
}

const (
	accented   = "ąćęłńóśźżáàâäãåçčďéèêëěíìîïľĺňñòôöõřŕšťúùûüůýÿž"
	unaccented = "acelnoszzaaaaaaccdeeeeeiiiillnnoooorrstuuuuuyyz"
)
