package text_test

import (
	"slices"
	"sync"
	"testing"

	"splot/search"
	"splot/search/text"
)

func TestExtensionComesAndGoes(t *testing.T) {
	t.Parallel()
	var d text.Dictionary
	translated := func() bool { return translates(&d, "klaster meblarski", "zorblax") }
	if translated() {
		t.Fatal("the term is known already")
	}
	d.Extend([]text.Pair{{PL: "klaster meblarski|klaster mebli", EN: "zorblax"}, {PL: "", EN: "nothing"}})
	if !translated() {
		t.Error("a pair of the extension is not used")
	}
	d.Extend([]text.Pair{{PL: "inny", EN: "another"}})
	if translated() {
		t.Error("a removed pair is still used")
	}
}

func translates(d *text.Dictionary, polish, english string) bool {
	return slices.ContainsFunc(d.Translations(text.Analyse(polish, text.Polish)), func(x text.Translation) bool {
		return x.Term == text.Stem(english, text.English)
	})
}

// Two dictionaries of one process know nothing of each other, by whatever a text is asked with.
func TestDictionariesAreApart(t *testing.T) {
	t.Parallel()
	var one, other text.Dictionary
	one.Extend([]text.Pair{{PL: "kwarkowisko", EN: "zorblax"}})
	other.Extend([]text.Pair{{PL: "kwarkowisko", EN: "quibblestone"}})
	need := search.Entry{Kind: search.Need, Title: search.Text{PL: "Kwarkowisko"}}
	for _, c := range []struct {
		name      string
		d         *text.Dictionary
		own, ours string
	}{{"one", &one, "zorblax", "quibblestone"}, {"other", &other, "quibblestone", "zorblax"}} {
		if !translates(c.d, "kwarkowisko", c.own) || translates(c.d, "kwarkowisko", c.ours) {
			t.Errorf("%s translates by the wrong terms", c.name)
		}
		wanted, words := c.d.Wanted(need), c.d.Words("kwarkowisko")
		own, ours := text.Stem(c.own, text.English), text.Stem(c.ours, text.English)
		if wanted[own] == 0 || wanted[ours] != 0 {
			t.Errorf("%s looks for %v", c.name, wanted)
		}
		if len(words) != 1 || !slices.Contains(words[0].Translated, own) || slices.Contains(words[0].Translated, ours) {
			t.Errorf("%s reads the query as %+v", c.name, words)
		}
	}
	if translates(text.Builtin, "kwarkowisko", "zorblax") {
		t.Error("the built-in dictionary has learned a term")
	}
}

func TestExtensionMayChangeWhileTextsAreAnalysed(t *testing.T) {
	t.Parallel()
	var d text.Dictionary
	tokens := text.Analyse("klaster meblarski z Podkarpacia", text.Polish)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 200 {
				checkTranslations(t, &d, tokens)
			}
		})
	}
	for range 100 {
		d.Extend([]text.Pair{{PL: "klaster meblarski", EN: "zorblax|furniture people", Weight: 0.7}})
		d.Extend(nil)
	}
	wait.Wait()
}

func TestExtensionIsBounded(t *testing.T) {
	t.Parallel()
	var d text.Dictionary
	pairs := make([]text.Pair, text.MaxExtension+1)
	for i := range pairs {
		pairs[i] = text.Pair{PL: "pompa", EN: "pump", Weight: -1}
	}
	pairs[text.MaxExtension] = text.Pair{PL: "kwarkowisko", EN: "zorblax"}
	d.Extend(pairs)
	if translates(&d, "kwarkowisko", "zorblax") {
		t.Error("a pair behind the bound is used")
	}
}
