package text_test

import (
	"bytes"
	"os"
	"testing"

	"splot/search/text"
)

func TestLexiconIsCurrent(t *testing.T) {
	want, err := text.CompileLexicon(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("lexicon.bin.gz")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Error("lexicon.bin.gz is not what its sources give: run go run ./search/text/lexicon/build -sources search/text -out search/text/lexicon.bin.gz")
	}
}
