package memory

import (
	"splot/search/corpus"
	"splot/search/text"
)

// selection finds the k best documents of a partition for weighted terms. Terms are taken in the order of their
// weight, which bounds what each can add. As soon as what is left cannot lift a document that has nothing yet among
// the best, and few of the others, those few are finished from their own forward index: the long lists of common
// words are never read. The result is exactly that of reading all lists.
type selection struct {
	p     *partition
	norms norms
	terms []queryTerm
	gate  gate
	acc   *accumulator
	k     int
	left  []uint32 // documents that are finished, when it stopped early
	early bool
}

const (
	// worthwhile is how many postings are left at least when it is looked whether they may be spared.
	worthwhile = 2000
	// finishing is how many postings are read in the time in which one document is finished.
	finishing = 40
	// rounding is how far sums in 32 bits may be off.
	rounding = 1.0001
)

func (s *selection) run(frequency func(term uint32) int) {
	rest, postings := float32(0), 0
	for _, q := range s.terms {
		rest += q.weight
		postings += frequency(q.term)
	}
	read, look := 0, worthwhile
	var buf []byte
	for i, q := range s.terms {
		if postings > worthwhile && read >= look && len(s.acc.touched) >= s.k {
			look = 2 * read
			if s.stop(rest*rounding, postings) {
				s.finish(i)
				return
			}
		}
		n := frequency(q.term)
		rest, postings, read = rest-q.weight, postings-n, read+n
		buf = s.p.postings.gather(q.term, buf)
		for c := (cursor{b: buf}); c.next(); {
			if d := &s.p.docs[c.doc]; d.doc != nil {
				s.acc.add(c.doc, q.weight*s.norms.weigh(&c.counts, &d.lengths, int(text.Parts)), 0)
			}
		}
	}
}

// stop tells whether rest, the most that the terms not read yet can add, is too little for a document that has
// nothing; then left are those that can still be among the best.
func (s *selection) stop(rest float32, postings int) bool {
	scores := make([]float32, 0, len(s.acc.touched))
	for _, doc := range s.acc.touched {
		if s.gate.open(s.p.docs[doc].audience) {
			scores = append(scores, s.acc.score[doc])
		}
	}
	if len(scores) < s.k {
		return false
	}
	least := kth(scores, s.k)
	if rest >= least {
		return false
	}
	s.left = s.left[:0]
	for _, doc := range s.acc.touched {
		if s.acc.score[doc]*rounding+rest >= least && s.gate.open(s.p.docs[doc].audience) {
			s.left = append(s.left, doc)
		}
	}
	return len(s.left)*finishing < postings
}

// finish adds what the terms from an index on give to the documents that are left, in the order of the terms.
func (s *selection) finish(from int) {
	s.early = true
	var v corpus.View
	for _, doc := range s.left {
		d := &s.p.docs[doc]
		v.Read(d.doc)
		for _, q := range s.terms[from:] {
			if i, ok := v.Find(q.term); ok {
				s.acc.score[doc] += q.weight * s.norms.weigh(&v.Counts[i], &d.lengths, int(text.Parts))
			}
		}
	}
}

// offer offers what was found.
func (s *selection) offer(top *best) {
	list := s.acc.touched
	if s.early {
		list = s.left
	}
	for _, doc := range list {
		d := &s.p.docs[doc]
		if s.gate.open(d.audience) && d.doc.ID() != s.gate.of.ID {
			top.offer(ranked{d.doc, s.acc.score[doc]})
		}
	}
}

// kth is the k-th greatest of at least k numbers, which it reorders.
func kth(x []float32, k int) float32 {
	lo, hi := 0, len(x)-1
	for lo < hi {
		pivot := x[(lo+hi)/2]
		i, j := lo, hi
		for i <= j {
			for x[i] > pivot {
				i++
			}
			for x[j] < pivot {
				j--
			}
			if i <= j {
				x[i], x[j] = x[j], x[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case k-1 <= j:
			hi = j
		case k-1 >= i:
			lo = i
		default:
			return x[k-1]
		}
	}
	return x[k-1]
}
