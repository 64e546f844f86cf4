package corpus

import "splot/search/text"

// Reader reads what changes with every put: the lexicon and the running statistics. It is good during one Read.
type Reader struct{ c *Corpus }

// Read calls f with a Reader, under the corpus's lock for reading: f neither calls other methods of the corpus nor
// waits.
func (c *Corpus) Read(f func(r Reader)) {
	c.live.begin()
	defer c.live.end()
	c.mu.RLock()
	defer c.mu.RUnlock()
	f(Reader{c})
}

// Get finds a document.
func (r Reader) Get(id string) (*Doc, bool) {
	d := r.c.byID.get(id)
	return d, d != nil
}

// Term is the number of a term; false if no document ever had it.
func (r Reader) Term(term string) (uint32, bool) {
	n := r.c.lexicon.terms.find(term)
	return n, n != none
}

// Text is the term of a number.
func (r Reader) Text(term uint32) string { return string(r.c.lexicon.terms.at(term)) }

// CompareTerms orders terms by their letters.
func (r Reader) CompareTerms(a, b uint32) int { return r.c.lexicon.terms.compare(a, b) }

// Kin calls f with the terms that have the skeleton of a term, itself included.
func (r Reader) Kin(term string, f func(term uint32)) {
	first := r.c.lexicon.kin(term)
	if first == none {
		return
	}
	for t := first; ; {
		f(t)
		if t = r.c.lexicon.ring[t]; t == first {
			return
		}
	}
}

// Word calls f with the terms of a folded word.
func (r Reader) Word(folded string, f func(term uint32)) {
	if n := r.c.lexicon.words.table.find(folded); n != none {
		r.c.lexicon.words.terms(n, f)
	}
}

// Prefixed calls f with the terms of every word that begins with a folded prefix.
func (r Reader) Prefixed(prefix string, f func(term uint32)) {
	w := &r.c.lexicon.words
	w.prefixed(prefix, func(n uint32) { w.terms(n, f) })
}

// Similar calls f with the terms of every word that differs from a folded one by one typing error, or two in a long
// word; the first letter is taken as right.
func (r Reader) Similar(folded string, f func(term uint32, errors int)) {
	allowed := text.TyposAllowed(folded)
	if allowed == 0 {
		return
	}
	w := &r.c.lexicon.words
	w.prefixed(folded[:1], func(n uint32) {
		if e := text.Distance(folded, string(w.table.at(n)), allowed); e <= allowed {
			w.terms(n, func(term uint32) { f(term, e) })
		}
	})
}

// Docs is the number of documents of a side, Frequency that of those with a term, Average a part's mean length.
func (r Reader) Docs(s Side) int { return r.c.sides[s].docs }

// Frequency is the number of documents of a side with a term.
func (r Reader) Frequency(s Side, term uint32) int {
	if df := r.c.sides[s].df; int(term) < len(df) {
		return int(df[term])
	}
	return 0
}

// Average is the average length of a part in a side's documents, in words, at least 1.
func (r Reader) Average(s Side, p text.Part) float64 {
	side := &r.c.sides[s]
	return max(1, float64(side.total[p])/float64(max(1, side.docs)))
}
