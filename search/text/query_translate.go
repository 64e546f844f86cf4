package text

import "slices"

// leastShare is the confidence from which a translation of a word finds what the word itself would: people look at
// every hit, so a doubtful sense is none.
const leastShare = 0.4

// intoOther fills in what the words of a query mean in the other language. Nobody knows the query's language, so it
// is read in both.
func (d *Dictionary) intoOther(query string, words []Word) {
	for _, lang := range []Lang{Polish, English} {
		tokens := Analyse(query, lang)
		for _, t := range d.Translations(tokens) {
			if t.Share < leastShare {
				continue
			}
			folded := Fold(tokens[t.From].Surface)
			for i := range words {
				w := &words[i]
				if w.Folded == folded && !slices.Contains(w.Terms, t.Term) && !slices.Contains(w.Translated, t.Term) {
					w.Translated = append(w.Translated, t.Term)
				}
			}
		}
	}
}
