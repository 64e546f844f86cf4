package match_test

import (
	"slices"
	"testing"

	"splot/search"
	"splot/search/corpus"
	"splot/search/match"
	"splot/search/memory"
	"splot/search/text"
)

// Terms of a text that is not in the reader's language are explained, those of several words first; a text that the
// reader can read is not.
func TestAid(t *testing.T) {
	t.Parallel()
	c := corpus.New(corpus.Options{Dictionary: &text.Dictionary{}})
	r := match.NewRanker(memory.New(c), c, &match.Active{})
	got := r.Aid("pl", search.Text{EN: "Compostable barrier film without chlorine"}, search.Text{PL: "Po polsku", EN: "Wastewater"})
	want := []match.Gloss{{"barrier film", "folia barierowa"}, {"Compostable", "kompostowalny"}}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("%v lacks %v", got, w)
		}
	}
	if len(got) > 0 && got[0] != want[0] {
		t.Errorf("%v, want the phrase first", got)
	}
	if slices.ContainsFunc(got, func(g match.Gloss) bool { return g.Term == "Wastewater" }) {
		t.Errorf("%v explains a text that is there in Polish", got)
	}
	if en := r.Aid("en", search.Text{PL: "Oczyszczalnia ścieków"}); !slices.Equal(en, []match.Gloss{{"Oczyszczalnia ścieków", "wastewater treatment plant"}}) {
		t.Errorf("in English: %v", en)
	}
}
