package match

import "splot/search/text"

// Stats is an immutable snapshot of corpus statistics.
type Stats interface {
	Version() int64
	// Docs is the number of entries, Frequency that of those with the term (as numbered by Prepare).
	Docs() int
	Frequency(term uint64) int
	// Average is the average length of a part in words, at least 1.
	Average(part text.Part) float64
}

// snapshot is the Stats of a Corpus.
type snapshot struct {
	version  int64
	docs     int
	df       map[uint64]uint32
	averages [text.Parts]float64
}

func (s *snapshot) Version() int64                 { return s.version }
func (s *snapshot) Docs() int                      { return s.docs }
func (s *snapshot) Frequency(term uint64) int      { return int(s.df[term]) }
func (s *snapshot) Average(part text.Part) float64 { return max(1, s.averages[part]) }
