package memory_test

import (
	"testing"

	"splot/search"
	"splot/search/corpus"
	"splot/search/enginetest"
	"splot/search/memory"
)

func TestConformance(t *testing.T) {
	enginetest.Run(t, func(*testing.T) search.Engine { return memory.New(corpus.New(corpus.Options{})) })
}
