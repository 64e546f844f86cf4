package text

import (
	"slices"
	"sync/atomic"
)

// MaxExtension bounds the pairs of an extension; what lies behind is ignored.
const MaxExtension = 10_000

// Pair is a term in both languages, as managers write it; a bar separates alternatives on either side.
// Weight is the confidence in (0, 1]; another value counts as 1.
type Pair struct {
	PL, EN string
	Weight float64
}

// SetExtension replaces the terms that are known beside the compiled glossary: terms of a former call that are not
// among pairs are forgotten. Pairs without a word on one side are passed over. Analyses that run meanwhile see the
// terms from before or after, never a mix.
func SetExtension(pairs []Pair) {
	g := map[string][][]string{}
	for _, p := range pairs[:min(len(pairs), MaxExtension)] {
		for _, pl := range phrases(p.PL, Polish) {
			for _, en := range phrases(p.EN, English) {
				enter(g, pl, en)
				enter(g, en, pl)
			}
		}
	}
	extension.Store(&g)
}

var extension atomic.Pointer[map[string][][]string]

// known joins the extension and the compiled glossary.
type known struct {
	extension *map[string][][]string
	compiled  map[string][][]string
}

func (k known) get(key string) [][]string {
	if k.extension == nil {
		return k.compiled[key]
	}
	return append(slices.Clip((*k.extension)[key]), k.compiled[key]...)
}
