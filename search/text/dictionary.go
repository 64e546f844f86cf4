package text

import (
	"strings"
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

// Dictionary translates: it knows the compiled lexicon, and beside it the terms that Extend has been given. Whoever
// analyses for one installation holds one value, so that two programs in one process do not share a glossary. Nil is
// Builtin. A Dictionary is safe for concurrent use and must not be copied.
type Dictionary struct{ extension atomic.Pointer[extension] }

// extension is the terms of managers, by stems and as they are written.
type extension struct {
	lexicon  *lexicon
	writings *writings
}

// Builtin knows the compiled lexicon only, and cannot be extended.
var Builtin *Dictionary

// Extend replaces the terms that are known beside the compiled lexicon: terms of a former call that are not
// among pairs are forgotten. Pairs without a word on one side are passed over. Analyses that run meanwhile see the
// terms from before or after, never a mix.
func (d *Dictionary) Extend(pairs []Pair) {
	b, w := newLexicon(), newWritings()
	for _, p := range pairs[:min(len(pairs), MaxExtension)] {
		if !(p.Weight > 0 && p.Weight <= 1) {
			p.Weight = 1
		}
		b.both(p)
		w.add(Written{strings.Split(p.PL, "|"), strings.Split(p.EN, "|"), false, p.Weight})
	}
	d.extension.Store(&extension{b.done(), w})
}

// known are the lexicons that a translation looks into, the extension first.
type known [2]*lexicon

func (d *Dictionary) known() known {
	if x := d.own(); x != nil {
		return known{x.lexicon, glossary()}
	}
	return known{nil, glossary()}
}

// own is the extension, nil without one.
func (d *Dictionary) own() *extension {
	if d == nil {
		return nil
	}
	return d.extension.Load()
}

func (d *Dictionary) ownWritings() *writings {
	if x := d.own(); x != nil {
		return x.writings
	}
	return nil
}
