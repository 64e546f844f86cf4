package match

import "splot/search/text"

// Words are the words of texts that somebody may read.
type Words map[string]bool

// WordsOf lists the words and compounds of texts.
func WordsOf(texts ...string) Words {
	w := Words{}
	for _, s := range texts {
		for _, t := range text.Analyse(s, text.Unknown) {
			w[text.Fold(t.Surface)], w[stemmed+t.Term] = true, true
		}
	}
	return w
}

// Has tells whether a surface stands in the texts as a word.
func (w Words) Has(surface string) bool { return w[text.Fold(surface)] }
