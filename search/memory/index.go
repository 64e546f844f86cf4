package memory

import (
	"splot/search"
	"splot/search/text"
)

// The partitions.
const (
	needs = iota
	offers
	organisations
	partitions
)

func partitionOf(kind string) (int, bool) {
	switch kind {
	case search.Need:
		return needs, true
	case search.Technology, search.Competence:
		return offers, true
	case search.Organisation:
		return organisations, true
	}
	return 0, false
}

type place struct {
	partition int
	doc       uint32
}

// index is guarded by its engine.
type index struct {
	lexicon *lexicon
	parts   [partitions]*partition
	where   map[string]place
}

func newIndex() *index {
	ix := &index{lexicon: newLexicon(), where: map[string]place{}}
	for i := range ix.parts {
		ix.parts[i] = &partition{}
	}
	return ix
}

func (ix *index) put(p *prepared) {
	id := p.entry.ID
	if at, ok := ix.where[id]; ok {
		if ix.parts[at.partition].docs[at.doc].entry.Version > p.entry.Version {
			return
		}
		ix.delete(id)
	}
	n, _ := partitionOf(p.entry.Kind)
	entry := p.entry // a pointer into p would keep its analysis alive
	d := document{entry: &entry, terms: make([]uint32, 0, len(p.profile.Terms)+len(p.entry.Concepts))}
	for i, l := range p.profile.Lengths {
		d.lengths[i] = uint16(min(l, 65535))
	}
	part := ix.parts[n]
	number := uint32(len(part.docs))
	for _, o := range p.profile.Terms {
		d.terms = append(d.terms, ix.lexicon.term(o.Term))
		part.post(d.terms[len(d.terms)-1], posting{doc: number, counts: o.Counts})
	}
	for _, c := range p.entry.Concepts {
		d.terms = append(d.terms, ix.lexicon.term(conceptTerm(c)))
		part.post(d.terms[len(d.terms)-1], posting{doc: number, counts: [text.Parts]uint8{text.Keywords: 1}})
	}
	for w, terms := range p.words {
		ix.lexicon.word(w, terms)
	}
	part.add(d)
	ix.where[id] = place{n, number}
}

// conceptTerm is a term that no text can contain.
func conceptTerm(notation string) string { return "\x00" + notation }

func (ix *index) delete(id string) {
	at, ok := ix.where[id]
	if !ok {
		return
	}
	delete(ix.where, id)
	part := ix.parts[at.partition]
	part.kill(at.doc)
	if part.dead > 256 && part.dead > part.live {
		for i, d := range part.compact() {
			ix.where[d.entry.ID] = place{at.partition, uint32(i)}
		}
	}
}
