package match_test

import (
	"testing"

	"splot/search/corpus"
	"splot/search/memory"
)

// BenchmarkPut is the start of the program with 5,612 entries: corpus and engine.
func BenchmarkPut(b *testing.B) {
	c := load(b, "topics.en.tsv", "qrels.tsv", "en")
	for b.Loop() {
		if err := memory.New(corpus.New(corpus.Options{})).Put(b.Context(), c.docs...); err != nil {
			b.Fatal(err)
		}
	}
}
