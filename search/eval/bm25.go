package eval

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode"
)

// The parameters of the baseline.
const (
	k1          = 0.9
	b           = 0.4
	titleCounts = 2
)

// Baseline is plain BM25 over one bag of words a document, the title counted twice, with a small English suffix
// stemmer: what a keyword search does. It shares nothing with the code that it is compared with.
type Baseline struct {
	collection *Collection
	postings   map[string][]posting
	lengths    []float64 // relative to the mean
}

type posting struct {
	document int
	count    float64
}

// NewBaseline indexes a collection.
func NewBaseline(c *Collection) *Baseline {
	s := &Baseline{collection: c, postings: map[string][]posting{}, lengths: make([]float64, len(c.Documents))}
	total := 0.0
	for i, d := range c.Documents {
		counts := map[string]float64{}
		for _, w := range plainTerms(d.Title) {
			counts[w] += titleCounts
			s.lengths[i] += titleCounts
		}
		for _, w := range plainTerms(d.Text) {
			counts[w]++
			s.lengths[i]++
		}
		for w, n := range counts {
			s.postings[w] = append(s.postings[w], posting{i, n})
		}
		total += s.lengths[i]
	}
	for i := range s.lengths {
		s.lengths[i] /= max(1, total/float64(len(s.lengths)))
	}
	return s
}

// Rank implements System: every document with a word of the topic, ties by id.
func (s *Baseline) Rank(_ context.Context, topic int) ([]string, error) {
	scores := make([]float64, len(s.lengths))
	n := float64(len(s.lengths))
	for _, w := range plainTerms(s.collection.Topics[topic].Text) {
		list := s.postings[w]
		df := float64(len(list))
		idf := math.Log(1 + (n-df+0.5)/(df+0.5))
		for _, p := range list {
			scores[p.document] += idf * p.count * (k1 + 1) / (p.count + k1*(1-b+b*s.lengths[p.document]))
		}
	}
	var found []int
	for i, x := range scores {
		if x > 0 {
			found = append(found, i)
		}
	}
	slices.SortFunc(found, func(i, j int) int { return cmp.Or(cmp.Compare(scores[j], scores[i]), cmp.Compare(i, j)) })
	ids := make([]string, len(found))
	for i, d := range found {
		ids[i] = s.collection.Documents[d].ID
	}
	return ids, nil
}

// plainTerms are the words of a text in lower case, without English function words, cut by a few suffixes.
func plainTerms(s string) []string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	out := words[:0]
	for _, w := range words {
		if !functionWords[w] {
			out = append(out, cut(w))
		}
	}
	return out
}

var functionWords = func() map[string]bool {
	list := map[string]bool{}
	for _, w := range strings.Fields("a an and are as at be by for from in into is it its of on or that the their this to with") {
		list[w] = true
	}
	return list
}()

// suffixes are tried in order; the first that leaves at least three letters is cut.
var suffixes = []string{
	"ational", "ations", "ation", "ions", "ion", "ings", "ing", "ments", "ment", "ities", "ity", "ies", "ied", "ed",
	"es", "s", "ly", "y", "al",
}

func cut(w string) string {
	for _, suffix := range suffixes {
		if rest, ok := strings.CutSuffix(w, suffix); ok && len(rest) >= 3 && (suffix != "s" || !strings.HasSuffix(rest, "s")) {
			w = rest
			break
		}
	}
	if rest, ok := strings.CutSuffix(w, "e"); ok && len(rest) >= 3 {
		return rest
	}
	return w
}
