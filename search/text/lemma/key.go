package lemma

import "strings"

// families are the endings of abstract and verbal nouns in all their cases, longest first. They are regular, and
// without them a noun, its adjective and its verb do not meet: wydajność and wydajny, opakowanie and opakować.
var families = []string{
	"owaniami", "owaniach", "owaniem", "owaniom", "owanie", "owania", "owaniu", "owan", "owac",
	"aniami", "aniach", "eniami", "eniach", "osciami", "osciach",
	"aniem", "aniom", "eniem", "eniom", "oscia", "osciom", "anie", "ania", "aniu", "enie", "enia", "eniu", "osci", "osc",
}

// Regular takes the ending of an abstract or a verbal noun off a folded form; ok tells that there is one.
func Regular(folded string) (key string, ok bool) {
	for _, e := range families {
		if len(folded) >= len(e)+4 && strings.HasSuffix(folded, e) {
			return folded[:len(folded)-len(e)], true
		}
	}
	return "", false
}

var infinitives = []string{"ywac", "iwac", "ac", "ec", "ic", "yc"}

// Key is what a folded lemma shares with its family: without the ending of an infinitive or of an abstract noun and
// without final vowels.
func Key(lemma string) string {
	if s, ok := Regular(lemma); ok {
		return s
	}
	for _, e := range infinitives {
		if len(lemma) >= len(e)+4 && strings.HasSuffix(lemma, e) {
			lemma = lemma[:len(lemma)-len(e)]
			break
		}
	}
	for range 2 {
		if len(lemma) > 3 && strings.IndexByte("aeiouy", lemma[len(lemma)-1]) >= 0 {
			lemma = lemma[:len(lemma)-1]
		}
	}
	return lemma
}
