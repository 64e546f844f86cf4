package program

import (
	"math"

	"splot/search/corpus"
	"splot/search/text"
	"splot/search/vocabulary"
)

// NewCorpus makes an empty corpus with what serves users and a dictionary of its own: match eval measures with the same.
func NewCorpus() *corpus.Corpus {
	return corpus.New(corpus.Options{Dictionary: &text.Dictionary{}, Recogniser: recogniser{}})
}

// recogniser finds the concepts of EuroSciVoc in texts.
type recogniser struct{}

func (recogniser) Recognise(p *text.Profile) []corpus.Concept {
	mentions := vocabulary.Recognise(p)
	list := make([]corpus.Concept, len(mentions))
	for i, m := range mentions {
		list[i] = corpus.Concept{Number: uint16(m.Number), Weight: uint8(math.Round(255 * min(1, m.Weight)))}
	}
	return list
}
