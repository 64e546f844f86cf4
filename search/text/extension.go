package text

import "sync/atomic"

// MaxExtension bounds the pairs of an extension; what lies behind is ignored.
const MaxExtension = 10_000

// Pair is a term in both languages, as managers write it; a bar separates alternatives on either side.
// Weight is the confidence in (0, 1]; another value counts as 1.
type Pair struct {
	PL, EN string
	Weight float64
}

// SetExtension replaces the terms that are known beside the compiled lexicon: terms of a former call that are not
// among pairs are forgotten. Pairs without a word on one side are passed over. Analyses that run meanwhile see the
// terms from before or after, never a mix.
func SetExtension(pairs []Pair) {
	b := newLexicon()
	for _, p := range pairs[:min(len(pairs), MaxExtension)] {
		if !(p.Weight > 0 && p.Weight <= 1) {
			p.Weight = 1
		}
		b.both(p)
	}
	extension.Store(b.done())
}

var extension atomic.Pointer[lexicon]
