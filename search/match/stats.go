package match

import (
	"cmp"
	"slices"

	"splot/search/text"
)

// Stats is an immutable snapshot of corpus statistics.
type Stats interface {
	Version() int64
	// Docs is the number of entries, Frequency that of those with the term (as numbered by Prepare).
	Docs() int
	Frequency(term uint64) int
	// Alike lists the terms whose skeleton is that of a term, the most frequent first, at most maxAlike.
	Alike(skeleton uint64) []uint64
	// Average is the average length of a part in words, at least 1.
	Average(part text.Part) float64
}

// snapshot is the Stats of a Corpus.
type snapshot struct {
	version  int64
	docs     int
	df       map[uint64]uint32
	alike    map[uint64][]uint64
	averages [text.Parts]float64
}

func (s *snapshot) Version() int64                 { return s.version }
func (s *snapshot) Docs() int                      { return s.docs }
func (s *snapshot) Frequency(term uint64) int      { return int(s.df[term]) }
func (s *snapshot) Alike(k uint64) []uint64        { return s.alike[k] }
func (s *snapshot) Average(part text.Part) float64 { return max(1, s.averages[part]) }

// maxAlike bounds the terms that are taken for forms of one international word.
const maxAlike = 4

// group lists the terms of each skeleton that has several.
func group(skeletons map[uint64]uint64, df map[uint64]uint32) map[uint64][]uint64 {
	all := map[uint64][]uint64{}
	for term, k := range skeletons {
		if df[term] > 0 {
			all[k] = append(all[k], term)
		}
	}
	for k, terms := range all {
		slices.SortFunc(terms, func(a, b uint64) int { return cmp.Or(cmp.Compare(df[b], df[a]), cmp.Compare(a, b)) })
		all[k] = slices.Clip(terms[:min(len(terms), maxAlike)])
	}
	return all
}
