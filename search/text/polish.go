package text

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis/lang/pl/stempel"

	"splot/search/text/lemma"
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

// stemPolish is the key of a Polish word in lower case: the dictionary's, or for a word that it does not know that of
// what Stempel answers.
func stemPolish(w string) string {
	folded := foldMarks(w)
	if key, ok := lemma.Of(folded); ok {
		return key
	}
	if key, ok := afterPrefix(folded); ok {
		return key
	}
	if key, ok := lemma.Regular(folded); ok {
		return key
	}
	return lemma.Key(foldMarks(guess(w)))
}

// afterPrefix is the key of a word that the dictionary knows without its learned prefix: nanomateriałów, bioproces.
func afterPrefix(folded string) (key string, ok bool) {
	if len(folded) < minLastPart+2 || folded[0] < 'a' || folded[0] > 'z' {
		return "", false
	}
	for _, p := range prefixes[folded[0]-'a'] {
		rest, found := strings.CutPrefix(folded, p.from)
		if !found || len(rest) < minLastPart {
			continue
		}
		if key, ok := lemma.Of(rest); ok {
			return p.from + key, true
		}
	}
	return "", false
}

// guess is what Stempel answers, unless it is nonsense: the table is learnt from examples and maps piwko to ąć
// and biodegradowalne to biodegrudowalny. A lemma shares three letters and half of the word from its start.
func guess(w string) string {
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
