package text_test

import (
	"slices"
	"strings"
	"testing"

	"splot/search/text"
)

// What the glossary page shows is whole words of the right word: no stems, no other word of the same stem.
func TestMeanings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang  text.Lang
		term  string
		want  string   // the first; empty: anything or nothing
		never []string // words that no meaning holds
	}{
		{text.Polish, "akumulator litowo-jonowy", "lithium-ion battery", []string{"feel", "take", "pity", "batter", "accumul"}},
		{text.Polish, "ŚOR", "plant protection products", []string{"ed", "emergency"}},
		{text.Polish, "SOR", "", []string{"plant"}},
		{text.Polish, "PV", "photovoltaics", nil},
		{text.Polish, "środki ochrony roślin", "plant protection products", []string{"central", "middle"}},
		{text.Polish, "GC-MS", "gas chromatography mass spectrometry", []string{"stwardnienie", "multiple", "sclerosis"}},
		{text.English, "GC-MS", "chromatografia gazowa ze spektrometrią mas", []string{"stwardnienie", "rozsiane", "sm"}},
		{text.Polish, "ścieki", "wastewater", []string{"wastewat", "sewag"}},
		{text.Polish, "opakowanie", "packaging", []string{"packag"}},
		{text.Polish, "klej", "", []string{"adhes"}},
		{text.Polish, "biogazownia", "biogas plant", []string{"bioga"}},
		{text.Polish, "drewno", "wood", []string{"stiffen", "get", "xylem"}},
		{text.Polish, "gaz", "gas", []string{"wage", "gauze", "cheesecloth"}},
		{text.English, "wastewater", "ściek", nil},
	} {
		got := text.Builtin.Meanings(c.term, c.lang)
		if c.want != "" && (len(got) == 0 || got[0].Text != c.want) {
			t.Errorf("%s %q: %v, want %q first", c.lang, c.term, got, c.want)
		}
		for _, m := range got {
			for _, w := range strings.Fields(strings.ToLower(m.Text)) {
				if slices.Contains(c.never, w) {
					t.Errorf("%s %q means %q", c.lang, c.term, m.Text)
				}
			}
		}
		t.Logf("%s %q: %v", c.lang, c.term, got)
	}
}
