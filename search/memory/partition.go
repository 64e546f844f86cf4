package memory

import (
	"splot/search"
	"splot/search/text"
)

type document struct {
	entry   *search.Entry // nil: dead
	terms   []uint32
	lengths [text.Parts]uint16
}

// posting says how often a term occurs in the parts of a document.
type posting struct {
	doc    uint32
	counts [text.Parts]uint8
}

// partition is an inverted index of documents that are searched together.
type partition struct {
	docs     []document
	postings [][]posting // by term, in order of documents
	df       []uint32    // by term, of living documents
	total    [text.Parts]uint64
	live     int
	dead     int
}

func (p *partition) post(term uint32, x posting) {
	for int(term) >= len(p.postings) {
		p.postings = append(p.postings, nil)
		p.df = append(p.df, 0)
	}
	p.postings[term] = append(p.postings[term], x)
	p.df[term]++
}

func (p *partition) add(d document) {
	p.docs = append(p.docs, d)
	p.live++
	for i, l := range d.lengths {
		p.total[i] += uint64(l)
	}
}

func (p *partition) kill(doc uint32) {
	d := &p.docs[doc]
	for _, t := range d.terms {
		p.df[t]--
	}
	for i, l := range d.lengths {
		p.total[i] -= uint64(l)
	}
	*d = document{}
	p.live--
	p.dead++
}

// compact drops dead documents and their postings and yields the documents under their new numbers.
func (p *partition) compact() []document {
	number := make([]uint32, len(p.docs))
	docs := make([]document, 0, p.live)
	for i, d := range p.docs {
		if d.entry != nil {
			number[i] = uint32(len(docs))
			docs = append(docs, d)
		}
	}
	for t, list := range p.postings {
		kept := make([]posting, 0, p.df[t])
		for _, x := range list {
			if p.docs[x.doc].entry != nil {
				x.doc = number[x.doc]
				kept = append(kept, x)
			}
		}
		p.postings[t] = kept
	}
	p.docs, p.dead = docs, 0
	return docs
}

func (p *partition) list(term uint32) []posting {
	if int(term) < len(p.postings) {
		return p.postings[term]
	}
	return nil
}

func (p *partition) frequency(term uint32) int {
	if int(term) < len(p.df) {
		return int(p.df[term])
	}
	return 0
}
