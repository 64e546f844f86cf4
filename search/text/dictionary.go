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

// Dictionary translates: it knows the compiled lexicon, and beside it the terms that Extend has been given. Whoever
// analyses for one installation holds one value, so that two programs in one process do not share a glossary. Nil is
// Builtin. A Dictionary is safe for concurrent use and must not be copied.
type Dictionary struct{ extension atomic.Pointer[lexicon] }

// Builtin knows the compiled lexicon only, and cannot be extended.
var Builtin *Dictionary

// Extend replaces the terms that are known beside the compiled lexicon: terms of a former call that are not
// among pairs are forgotten. Pairs without a word on one side are passed over. Analyses that run meanwhile see the
// terms from before or after, never a mix.
func (d *Dictionary) Extend(pairs []Pair) {
	b := newLexicon()
	for _, p := range pairs[:min(len(pairs), MaxExtension)] {
		if !(p.Weight > 0 && p.Weight <= 1) {
			p.Weight = 1
		}
		b.both(p)
	}
	d.extension.Store(b.done())
}

// known are the lexicons that a translation looks into, the extension first.
type known [2]*lexicon

func (d *Dictionary) known() known {
	if d == nil {
		return known{nil, glossary()}
	}
	return known{d.extension.Load(), glossary()}
}
