package match_test

import (
	"testing"

	"splot/search/match"
	"splot/search/memory"
)

// BenchmarkPut is the start of the program with 5,612 entries: the engine and the scorer's corpus.
func BenchmarkPut(b *testing.B) {
	c := load(b, "topics.en.tsv", "qrels.tsv", "en")
	b.Run("engine", func(b *testing.B) {
		for b.Loop() {
			if err := memory.New().Put(b.Context(), c.docs...); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("corpus", func(b *testing.B) {
		for b.Loop() {
			match.NewCorpus().Put(c.docs...)
		}
	})
}
