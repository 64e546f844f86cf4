package corpus

import "splot/search/text"

// Place is where a term stands in a text: bytes Start to End of the field.
type Place struct {
	Field      uint8 // number in text.Names
	Start, End int
	Surface    string
}

// Places finds the first place of each of the terms in a document. The texts are analysed again for it: 50
// documents take some milliseconds.
func (s *Snapshot) Places(d *Doc, terms []uint32) map[uint32]Place {
	wanted := make(map[uint32]bool, len(terms))
	for _, t := range terms {
		wanted[t] = true
	}
	out := make(map[uint32]Place, len(wanted))
	s.corpus.eachToken(d, func(f text.Field, t text.Token, number uint32) bool {
		if !wanted[number] { // the document may be older than the term's number
			number = unknown(t.Term)
		}
		if _, known := out[number]; !known && wanted[number] {
			out[number] = Place{f.Number(), t.Start, t.End, t.Surface}
		}
		return len(out) < len(wanted)
	})
	return out
}

// eachToken calls f with the tokens of a document in their order, as they were when it was analysed, until f returns
// false.
func (c *Corpus) eachToken(d *Doc, f func(text.Field, text.Token, uint32) bool) {
	e := d.Entry()
	if len(e.Identifying) > 0 { // words of names are left out, which only the whole analysis does
		goesOn := true
		text.NewProfile(*e, func(field text.Field, t text.Token) {
			goesOn = goesOn && f(field, t, c.number(t.Term))
		})
		return
	}
	for _, field := range text.FieldsIn(*e, d.Lang) {
		for _, t := range text.Analyse(field.Text, field.Lang) {
			if !f(field, t, c.number(t.Term)) {
				return
			}
		}
	}
}

func (c *Corpus) number(term string) uint32 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.lexicon.number(term)
}
