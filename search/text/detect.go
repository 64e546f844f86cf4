package text

import "strings"

// detectBytes bounds how much of a text Detect reads: enough words to be sure of any prose.
const detectBytes = 400

// Detect guesses a text's language by its function words, letters and letter groups. It answers Unknown for a
// text without evidence; sure tells that the evidence is strong enough to overrule what a form claims.
func Detect(s string) (lang Lang, sure bool) {
	if len(s) > detectBytes {
		s = s[:detectBytes]
	}
	pl, en := 0, 0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !isWord(r) }) {
		p, e := evidence(strings.ToLower(w))
		pl, en = pl+p, en+e
	}
	switch {
	case pl > en:
		return Polish, pl >= 6 && pl > 3*en
	case en > pl:
		return English, en >= 6 && en > 3*pl
	}
	return Unknown, false
}

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

func hits(w string, groups []string) int {
	n := 0
	for _, g := range groups {
		if strings.Contains(w, g) {
			n++
		}
	}
	return min(n, 2)
}
