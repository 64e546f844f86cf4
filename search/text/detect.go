package text

import (
	"strings"

	"splot/search/text/lemma"
)

// detectBytes bounds how much of a text Detect reads: enough words to be sure of any prose.
const detectBytes = 400

// Detect guesses a text's language by its function words, letters and letter groups. It answers Unknown for a
// text without evidence; sure tells that the evidence is strong enough to overrule what a form claims.
func Detect(s string) (lang Lang, sure bool) {
	if len(s) > detectBytes {
		s = s[:detectBytes]
	}
	pl, en, foreign := 0, 0, 0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !isWord(r) }) {
		w = strings.ToLower(w)
		p, e := evidence(w)
		known, unknown := inDictionary(w)
		pl, en, foreign = pl+p+known, en+e, foreign+unknown
	}
	en += min(foreign, maxForeign)
	switch {
	case pl > en:
		return Polish, pl >= 6 && pl > 3*en
	case en > pl:
		return English, en >= 6 && en > 3*pl
	}
	return Unknown, false
}

// maxForeign bounds the evidence of words that are not Polish: they may be names.
const maxForeign = 3

// Both lists are of letter groups that are frequent in one language and rare in the other.
var (
	groupsPL = []string{"sz", "cz", "rz", "dz", "szcz", "nie", "owy", "owa", "owe", "ego", "ych", "iej", "cja", "cji", "ość", "osc", "wy", "przy", "prze", "kie", "ami", "ach"}
	groupsEN = []string{"th", "tion", "ing", "ph", "sh", "ght", "ck", "wh", "ous", "ed", "ee", "oo", "qu", "v", "x", "ly", "ment", "ty"}
)

func evidence(w string) (pl, en int) {
	if stops[Polish][w] && !stops[English][w] {
		pl += 3
	}
	if stops[English][w] && !stops[Polish][w] {
		en += 3
	}
	if strings.ContainsAny(w, "ąćęłńóśźż") {
		pl += 4
	}
	return pl + hits(w, groupsPL), en + hits(w, groupsEN)
}

// inDictionary is the evidence of the Polish dictionary: it has nearly every Polish word, and of English words those
// few that look like one. Names and numbers tell nothing.
func inDictionary(w string) (pl, en int) {
	folded := Fold(w)
	if len(folded) < 4 {
		return 0, 0
	}
	if _, ok := lemma.Of(folded); ok {
		return 1, 0
	}
	if folded == w && letters(w) {
		return 0, 2
	}
	return 0, 0
}

func letters(w string) bool {
	return !strings.ContainsFunc(w, func(r rune) bool { return r < 'a' || r > 'z' })
}

func hits(w string, groups []string) int {
	n := 0
	for _, g := range groups {
		if strings.Contains(w, g) {
			n++
		}
	}
	return min(n, 2)
}
