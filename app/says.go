package app

import "strings"

// Says tells whether every word of a query stands in one of the texts, as a part of a word too, whatever its case and
// diacritics. It narrows short lists of what somebody sees already; search is for everything else. A query without
// a word selects all.
func Says(query string, texts ...string) bool {
	var all strings.Builder
	for _, text := range texts {
		all.WriteString(foldWord(text))
		all.WriteByte('\n')
	}
	for word := range strings.FieldsSeq(query) {
		if !strings.Contains(all.String(), foldWord(word)) {
			return false
		}
	}
	return true
}
