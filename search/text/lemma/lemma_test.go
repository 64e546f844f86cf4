package lemma_test

import (
	"testing"

	"splot/search/text/lemma"
)

func TestForms(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"opakowaniach", "opak"},
		{"opakowac", "opak"},
		{"opakowanych", "opak"},
		{"oczyszczania", "oczyszcz"},
		{"oczyszczajacego", "oczyszcz"},
		{"zywnosci", "zywn"},
		{"zywnosciowych", "zywn"},
		{"wodorowego", "wodor"},
		{"wodoru", "wodor"},
		{"sieciami", "siec"},
		{"sieciowy", "siec"},
		{"stali", "stal"},
		{"stalowej", "stal"},
		{"powlokami", "powlok"},
		{"niebezpiecznych", "niebezpieczn"},
		{"drukarek", "drukark"},
		{"energii", "energ"},
		{"zrownowazonego", "zrownowaz"},
		{"bialka", "bialk"},
		{"miedzi", "miedz"},
	} {
		if got, ok := lemma.Of(c.in); !ok || got != c.want {
			t.Errorf("%s: got %q %v, want %q", c.in, got, ok, c.want)
		}
	}
	for _, s := range []string{"", "a", "xqzw", "5g", "ść", "\xff\xff", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "niexqzwv"} {
		if got, ok := lemma.Of(s); ok {
			t.Errorf("%q is known as %q", s, got)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	words := []string{"oczyszczania", "zywnosciowych", "opakowaniach", "biodegradowalnymi", "niebezpiecznych", "xqzwerty"}
	lemma.Of("a")
	lemma.Of("woda")
	for i := 0; b.Loop(); i++ {
		lemma.Of(words[i%len(words)])
	}
}
