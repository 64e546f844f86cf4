package memory

import (
	"splot/search/corpus"
	"splot/search/text"
)

type document struct {
	doc      *corpus.Doc // nil: dead
	lengths  [text.Parts]uint16
	audience uint32
}

// partition is an inverted index of the documents of one side.
type partition struct {
	docs     []document
	postings postings
	dead     int
}

// add indexes a document and tells its number.
func (p *partition) add(d *corpus.Doc, v *corpus.View) uint32 {
	number := uint32(len(p.docs))
	x := document{doc: d, audience: d.Audience()}
	for i := range x.lengths {
		x.lengths[i] = uint16(d.Length(text.Part(i)))
	}
	p.docs = append(p.docs, x)
	for i, t := range v.Terms {
		p.postings.add(t, number, v.Counts[i])
	}
	return number
}

// remove leaves a document's postings behind as dead, until they outweigh the living.
func (p *partition) remove(number uint32) {
	p.docs[number] = document{}
	if p.dead++; p.dead > 256 && 2*p.dead > len(p.docs) {
		p.compact()
	}
}

// compact drops dead documents and their postings; the others get new numbers.
func (p *partition) compact() {
	old := p.docs
	p.docs, p.dead, p.postings = make([]document, 0, len(old)-p.dead), 0, postings{}
	var v corpus.View
	for _, d := range old {
		if d.doc != nil {
			v.Read(d.doc)
			d.doc.SetPlace(p.add(d.doc, &v))
		}
	}
}
