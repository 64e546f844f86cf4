package memory

import (
	"splot/search/corpus"
	"splot/search/text"
)

type document struct {
	doc     *corpus.Doc // nil: dead
	lengths [text.Parts]uint16
}

// posting says how often a term occurs in the parts of a document.
type posting struct {
	doc    uint32
	counts [text.Parts]uint8
}

// partition is an inverted index of the documents of one side.
type partition struct {
	docs     []document
	postings [][]posting // by term, in order of documents
	dead     int
}

func (p *partition) post(term uint32, x posting) {
	for int(term) >= len(p.postings) {
		p.postings = append(p.postings, nil)
	}
	p.postings[term] = append(p.postings[term], x)
}

// compact drops dead documents and their postings; the others get new numbers.
func (p *partition) compact() {
	number := make([]uint32, len(p.docs))
	docs := make([]document, 0, len(p.docs)-p.dead)
	for i, d := range p.docs {
		if d.doc != nil {
			number[i] = uint32(len(docs))
			d.doc.SetPlace(number[i])
			docs = append(docs, d)
		}
	}
	for t, list := range p.postings {
		var kept []posting
		for _, x := range list {
			if p.docs[x.doc].doc != nil {
				x.doc = number[x.doc]
				kept = append(kept, x)
			}
		}
		p.postings[t] = kept
	}
	p.docs, p.dead = docs, 0
}

func (p *partition) list(term uint32) []posting {
	if int(term) < len(p.postings) {
		return p.postings[term]
	}
	return nil
}
