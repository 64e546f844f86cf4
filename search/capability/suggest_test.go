package capability_test

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"splot/search/capability"
)

func names(list []capability.Capability) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.Name
	}
	return out
}

func TestSuggest(t *testing.T) {
	tests := []struct {
		in   string
		want []string // words of which the suggested names hold one each, in order
	}{
		{
			"We will develop a compostable barrier film for ready meals. Enzymatic recycling of polyester textiles is needed, and life cycle assessment of packaging.",
			[]string{"barrier film", "recycling", "life cycle"},
		},
		{
			"Przedmiotem projektu jest odzysk azotu ze ścieków; suszenie mikrofalowe osadów oraz analiza śladowych zanieczyszczeń.",
			[]string{"azotu", "suszenie mikrofalowe", "zanieczyszczeń"},
		},
		{ // the same thing twice is one capability
			"Membrane filtration of whey. The membrane filtration of acid whey must be gentle. Spray drying of powders.",
			[]string{"filtration", "Spray drying"},
		},
		{"", nil},
		{"i oraz 12 %.", nil},
	}
	for _, test := range tests {
		got := capability.Suggest(test.in, 10)
		if len(got) != len(test.want) {
			t.Errorf("%q: %q, want %q", test.in, names(got), test.want)
			continue
		}
		for i, c := range got {
			if said := strings.Join(append(c.Words, c.Name), "\n"); !strings.Contains(said, test.want[i]) {
				t.Errorf("%q: capability %d is %q, want it to be about %q", test.in, i, said, test.want[i])
			}
		}
	}
}

// Whatever is sent, each suggestion holds words of the text, within its bounds, and is the same again.
func TestSuggestionsComeFromTheText(t *testing.T) {
	words := []string{
		"folia", "barierowa", "enzymatic", "recycling", "oraz", "and", "12", "µm", ".", ",", ";", "\n", "projekt", "Życie", "\xff", "spektrometria mas", "(", "•",
	}
	rapid.Check(t, func(t *rapid.T) {
		in := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 60).Draw(t, "words"), " ")
		limit := rapid.IntRange(0, 12).Draw(t, "limit")
		got := capability.Suggest(in, limit)
		if len(got) > limit {
			t.Fatalf("%d suggestions, at most %d", len(got), limit)
		}
		squeezed := strings.Join(strings.Fields(in), " ")
		for _, c := range got {
			if c.Name == "" || len(c.Words) == 0 || len(c.Words) > capability.MaxWords || c.Weight < 1 || c.Weight > 3 || len([]rune(c.Name)) > capability.MaxName {
				t.Errorf("suggestion %+v", c)
			}
			for _, w := range c.Words {
				if !strings.Contains(squeezed, w) {
					t.Errorf("%q does not stand in %q", w, squeezed)
				}
			}
		}
		if again := capability.Suggest(in, limit); !reflect.DeepEqual(again, got) {
			t.Errorf("the same text has two suggestions: %q and %q", names(got), names(again))
		}
	})
}

func FuzzSuggest(f *testing.F) {
	f.Add("Kompostowalna folia, oraz druk 3D. \x00\xff", 5)
	f.Add(strings.Repeat("a, ", 30_000), 12)
	f.Fuzz(func(t *testing.T, in string, limit int) {
		if got := capability.Suggest(in, limit%20); len(got) > max(0, limit%20) {
			t.Errorf("%d suggestions, at most %d", len(got), limit%20)
		}
	})
}
