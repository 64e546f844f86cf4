package corpus

import (
	"bytes"
	"cmp"
	"slices"

	"splot/search"
	"splot/search/text"
)

// Snapshot is the statistics of needs and offers at one moment. It is immutable and needs no lock.
type Snapshot struct {
	version  int64
	docs     int
	df       []uint32 // by term
	cf       []uint32 // by term
	ring     []uint32 // of the lexicon
	terms    stringTable
	averages [text.Parts]float64
	corpus   *Corpus
}

// Version numbers the snapshots of a corpus, from 1.
func (s *Snapshot) Version() int64 { return s.version }

// Docs is the number of needs and offers.
func (s *Snapshot) Docs() int { return s.docs }

// Frequency is the number of needs and offers with a term.
func (s *Snapshot) Frequency(term uint32) int {
	if int(term) < len(s.df) {
		return int(s.df[term])
	}
	return 0
}

// Occurrences is how often a term stands in all of them together.
func (s *Snapshot) Occurrences(term uint32) int {
	if int(term) < len(s.cf) {
		return int(s.cf[term])
	}
	return 0
}

// Average is the average length of a part in words, at least 1.
func (s *Snapshot) Average(part text.Part) float64 { return max(1, s.averages[part]) }

// Dictionary is that by which the corpus reads.
func (s *Snapshot) Dictionary() *text.Dictionary { return s.corpus.Dictionary() }

// Number is the number by which documents of the corpus know an index term.
func (s *Snapshot) Number(term string) uint32 { return s.corpus.number(term) }

// Prepare analyses an entry without keeping it: to compare it with documents of the corpus.
func (s *Snapshot) Prepare(e search.Entry) *Doc { return s.corpus.Prepare(e) }

// maxAlike bounds the terms that are taken for forms of one international word.
const maxAlike = 4

// Alike lists the terms with the skeleton of a unit's Kin that occur, the most frequent first, at most maxAlike;
// none if no two terms share it.
func (s *Snapshot) Alike(kin uint32) []uint32 {
	if int(kin) >= len(s.ring) || s.ring[kin] == kin && s.Frequency(kin) == 0 {
		return nil
	}
	var out []uint32
	for t := kin; ; {
		if s.df[t] > 0 {
			out = append(out, t)
		}
		if t = s.ring[t]; t == kin {
			break
		}
	}
	slices.SortFunc(out, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(s.df[b], s.df[a]), bytes.Compare(s.terms.at(a), s.terms.at(b)))
	})
	return slices.Clip(out[:min(len(out), maxAlike)])
}

// counts are the running statistics of one side.
type counts struct {
	docs  int
	df    []uint32 // by term
	cf    []uint32 // by term
	total [text.Parts]uint64
}

// add counts a document in (1) or out (-1).
func (s *counts) add(d *Doc, v *View, sign int) {
	terms := v.Terms
	s.docs += sign
	for p, n := range d.lengths {
		s.total[p] += uint64(int64(sign) * int64(n))
	}
	if n := len(terms); n > 0 && int(terms[n-1]) >= len(s.df) {
		s.df = append(s.df, make([]uint32, int(terms[n-1])+1-len(s.df))...)
		s.cf = append(s.cf, make([]uint32, int(terms[n-1])+1-len(s.cf))...)
	}
	for i, t := range terms {
		s.df[t] += uint32(sign)
		for _, n := range v.Counts[i] {
			s.cf[t] += uint32(sign * int(n))
		}
	}
}

// snapshot adds the statistics of both sides up.
func (c *Corpus) snapshot() *Snapshot {
	needs, offers := &c.sides[Needs], &c.sides[Offers]
	s := &Snapshot{
		version: c.stats.version + 1, docs: needs.docs + offers.docs, df: make([]uint32, c.lexicon.terms.len()),
		ring: slices.Clone(c.lexicon.ring), terms: c.lexicon.terms, corpus: c,
	}
	s.terms.slots = nil
	copy(s.df, offers.df)
	s.cf = make([]uint32, len(s.df))
	copy(s.cf, offers.cf)
	for t, n := range needs.df {
		s.df[t] += n
		s.cf[t] += needs.cf[t]
	}
	for p := range s.averages {
		s.averages[p] = float64(needs.total[p]+offers.total[p]) / float64(max(1, s.docs))
	}
	return s
}
