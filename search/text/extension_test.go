package text_test

import (
	"slices"
	"sync"
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

func TestExtensionMayChangeWhileTextsAreAnalysed(t *testing.T) {
	defer text.SetExtension(nil)
	tokens := text.Analyse("klaster meblarski z Podkarpacia", text.Polish)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 200 {
				checkTranslations(t, tokens)
			}
		})
	}
	for range 100 {
		text.SetExtension([]text.Pair{{PL: "klaster meblarski", EN: "zorblax|furniture people", Weight: 0.7}})
		text.SetExtension(nil)
	}
	wait.Wait()
}

func TestExtensionIsBounded(t *testing.T) {
	defer text.SetExtension(nil)
	pairs := make([]text.Pair, text.MaxExtension+1)
	for i := range pairs {
		pairs[i] = text.Pair{PL: "pompa", EN: "pump", Weight: -1}
	}
	pairs[text.MaxExtension] = text.Pair{PL: "kwarkowisko", EN: "zorblax"}
	text.SetExtension(pairs)
	for _, x := range text.Translations(text.Analyse("kwarkowisko", text.Polish)) {
		if x.Term == "zorblax" {
			t.Error("a pair behind the bound is used")
		}
	}
}
