package text_test

import (
	"math"
	"testing"

	"splot/search"
	"splot/search/text"
)

func TestWanted(t *testing.T) {
	wanted := text.Builtin.Wanted(search.Entry{
		Title: search.Text{PL: "Powłoki"}, Description: search.Text{PL: "Szukamy powłok do opakowań."}, Concepts: []string{"/25/67"},
	})
	own, translated := wanted[text.Stem("powłoka", text.Polish)], wanted[text.Stem("coating", text.English)]
	if own < 1 {
		t.Errorf("a word of the title weighs %v", own)
	}
	if translated <= 0 || translated >= own {
		t.Errorf("its translation weighs %v, the word %v", translated, own)
	}
	if body := wanted[text.Stem("opakowanie", text.Polish)]; body <= 0 || body >= own {
		t.Errorf("a word of the body weighs %v, one of the title %v", body, own)
	}
	if c := wanted[text.ConceptTerm("/25/67")]; c != 1 {
		t.Errorf("a concept weighs %v", c)
	}
	for term, w := range wanted {
		if w <= 0 || math.IsNaN(w) || math.IsInf(w, 0) {
			t.Errorf("%q weighs %v", term, w)
		}
	}
}
