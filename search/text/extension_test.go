package text_test

import (
	"slices"
	"testing"

	"splot/search/text"
)

func TestExtensionComesAndGoes(t *testing.T) {
	defer text.SetExtension(nil)
	translated := func() bool {
		return slices.ContainsFunc(text.Translations(text.Analyse("klaster meblarski", text.Polish)), func(x text.Translation) bool {
			return x.Term == text.Stem("zorblax", text.English)
		})
	}
	if translated() {
		t.Fatal("the term is known already")
	}
	text.SetExtension([]text.Pair{{PL: "klaster meblarski|klaster mebli", EN: "zorblax"}, {PL: "", EN: "nothing"}})
	if !translated() {
		t.Error("a pair of the extension is not used")
	}
	text.SetExtension([]text.Pair{{PL: "inny", EN: "another"}})
	if translated() {
		t.Error("a removed pair is still used")
	}
}
