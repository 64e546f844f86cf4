package match_test

import (
	"strings"
	"testing"
	"time"

	"splot/search"
)

// BenchmarkSearch is people's search as they type, and without words, over 5,612 entries.
func BenchmarkSearch(b *testing.B) {
	c := load(b, "topics.en.tsv", "qrels.tsv", "en")
	s := open(b, c.docs...)
	for name, query := range map[string]func(i int) string{
		"typed": func(i int) string {
			text := c.topics[i%len(c.topics)].Title.EN
			return text[:min(len(text), 1+i%24)]
		},
		"mistyped": func(i int) string {
			word := strings.Fields(c.topics[i%len(c.topics)].Title.EN)[0]
			return strings.Replace(word, "e", "x", 1) + " "
		},
		"empty": func(int) string { return "" },
	} {
		b.Run(name, func(b *testing.B) {
			var times []float64
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				q := search.Query{Text: query(i), Limit: 50, Facets: search.Facets, Viewer: search.Viewer{Clusters: []string{"a"}}}
				if _, err := s.engine.Search(b.Context(), q); err != nil {
					b.Fatal(err)
				}
				times = append(times, float64(time.Since(start).Microseconds())/1000)
			}
			b.ReportMetric(percentile(times, 0.95), "p95-ms")
		})
	}
}

// BenchmarkLongNeed recomputes the matches of a need with a description as long as the form takes.
func BenchmarkLongNeed(b *testing.B) {
	c := load(b, "topics.en.tsv", "qrels.tsv", "en")
	s := open(b, c.docs...)
	var all strings.Builder
	for _, d := range c.docs {
		if all.Len() < 10_000 {
			all.WriteString(d.Description.EN)
		}
	}
	need := c.topics[7]
	need.Description.EN = all.String()[:10_000]
	var times []float64
	for b.Loop() {
		start := time.Now()
		s.rank(b, need, 50)
		times = append(times, float64(time.Since(start).Microseconds())/1000)
	}
	b.ReportMetric(percentile(times, 0.95), "p95-ms")
}
