package text_test

import (
	"testing"

	"splot/search/text"
)

func TestSkeletonsOfInternationalWords(t *testing.T) {
	for _, c := range []struct {
		pl, en string
		meet   bool
	}{
		{"fotoniczne", "photonics", true},
		{"rekonfigurowalne", "reconfigurable", true},
		{"optymalizacji", "optimisation", true},
		{"transformacji", "transformation", true},
		{"destrukcyjny", "destructive", true},
		{"inkubatorów", "incubator", true},
		{"elektrofiltr", "electrofilter", true},
		{"luminescencja", "luminescence", true},
		{"ekspresjonizm", "expressionism", true},
		{"chromatograficzny", "chromatography", true},
		{"mikroelektronika", "microelectronics", true},
		{"demokracja", "democracies", true},
		{"technologiczny", "technology", true},
		{"kultury", "cultural", true},
		{"energetyczna", "energy", true},
		{"analizy", "analysis", true},
		{"powłoka", "coating", false},
		{"polityka", "polymer", false},
		{"komórka", "computer", false},
	} {
		a, b := text.Skeleton(text.Stem(c.pl, text.Polish)), text.Skeleton(text.Stem(c.en, text.English))
		if (a == b && a != "") != c.meet {
			t.Errorf("%s is %q and %s is %q, want meeting %v", c.pl, a, c.en, b, c.meet)
		}
	}
	for _, s := range []string{"", "las", "xr500", "łódź", "\xff\xfe\xfd\xfc\xfb"} {
		if k := text.Skeleton(s); k != "" {
			t.Errorf("%q has the skeleton %q", s, k)
		}
	}
}
