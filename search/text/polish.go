package text

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis/lang/pl/stempel"
)

// table loads the Stempel table (6 MB of memory, 40 ms) when the first Polish word comes. The table is compiled
// into the program; one that does not load leaves every word as it is.
var table = sync.OnceValue(func() stempel.Trie {
	t, err := stempel.LoadTrie()
	if err != nil {
		return nil
	}
	return t
})

// stemPolish reduces a Polish word in lower case to its stem, without diacritics.
func stemPolish(w string) string {
	if s, ok := regular(foldMarks(w)); ok {
		return s
	}
	return shorten(foldMarks(lemma(w)))
}

// lemma is what Stempel answers, unless it is nonsense: the table is learnt from examples and maps piwko to ąć
// and biodegradowalne to biodegrudowalny. A lemma shares three letters and half of the word from its start.
func lemma(w string) string {
	t := table()
	if t == nil || utf8.RuneCountInString(w) <= 3 {
		return w
	}
	r := []rune(w)
	diff := t.GetLastOnPath(r)
	out := stempel.Diff(append(make([]rune, 0, len(r)+8), r...), diff)
	shared := 0
	for shared < len(r) && shared < len(out) && r[shared] == out[shared] {
		shared++
	}
	if shared < 3 || 2*shared < len(r) {
		return w
	}
	return string(out)
}

// families are the endings of abstract and verbal nouns in all their cases, longest first. They are regular, and
// without them a noun, its adjective and its verb meet: wydajność and wydajny, opakowanie and opakować.
var families = []string{
	"owaniami", "owaniach", "owaniem", "owaniom", "owanie", "owania", "owaniu", "owan", "owac",
	"aniami", "aniach", "eniami", "eniach", "osciami", "osciach",
	"aniem", "aniom", "eniem", "eniom", "oscia", "osciom", "anie", "ania", "aniu", "enie", "enia", "eniu", "osci", "osc",
}

func regular(folded string) (string, bool) {
	for _, e := range families {
		if len(folded) >= len(e)+4 && strings.HasSuffix(folded, e) {
			return folded[:len(folded)-len(e)], true
		}
	}
	return "", false
}

// shorten takes the ending of an infinitive and the final vowels off a lemma.
func shorten(lemma string) string {
	if s, ok := regular(lemma); ok {
		return s
	}
	for _, e := range []string{"ywac", "iwac", "ac", "ec", "ic", "yc"} {
		if len(lemma) >= len(e)+4 && strings.HasSuffix(lemma, e) {
			lemma = lemma[:len(lemma)-len(e)]
			break
		}
	}
	for range 2 {
		if len(lemma) > 3 && vowel(lemma[len(lemma)-1]) {
			lemma = lemma[:len(lemma)-1]
		}
	}
	return lemma
}
