package text

import "strings"

// Key is the form in which a term of a language is compared with others: its terms without compounds, joined by
// spaces; empty for what says nothing.
func Key(term string, lang Lang) string {
	var terms []string
	for _, t := range Analyse(term, lang) {
		if !t.Joined {
			terms = append(terms, t.Term)
		}
	}
	return strings.Join(terms, " ")
}
