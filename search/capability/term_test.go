package capability_test

import (
	"slices"
	"strings"
	"testing"

	"splot/search/capability"
	"splot/search/text"
)

// What people are told that an offer lacks: terms as a dictionary writes them, and nothing that the text denies,
// measures or says in passing.
func TestTerms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang  text.Lang
		in    string
		want  []string
		never []string // in any of the terms
	}{
		{
			text.Polish, "Folia barierowa z polietylenu, bez chloru, fosforanów i kadmu. Dzisiejszy laminat PA/PE chroni produkt 90 dni w obecnej chłodni.",
			[]string{"folia barierowa", "polietylen"},
			[]string{"chlor", "fosfor", "kadm", "dzisiejsz", "obecn", "90", "laminat"},
		},
		{
			text.Polish, "Szukamy oczyszczania ścieków z gnojowicą. Nie zawiera metali ciężkich ani amoniaku.",
			[]string{"oczyszczanie ścieków", "gnojowica"},
			[]string{"metal", "amoniak", "szukamy", "ścieków z"},
		},
		{text.Polish, "Mieszanka wolna od ołowiu, rtęci; zastąpi asfalt w warunkach domowych", nil, []string{"ołów", "rtęć", "asfalt", "dom", "warun"}},
		{
			text.English, "PFAS-free membranes without chlorine or phosphates; the present incinerator is worth a higher end value.",
			[]string{"membrane"},
			[]string{"pfas", "chlorine", "phosphate", "incinerator", "worth", "higher", "end", "value"},
		},
		{
			text.English, "LED lighting, an EU led initiative, and digital twins for robotic aims",
			[]string{"digital twin"},
			[]string{"initiative", "eu"},
		},
		{text.Polish, "Akumulatory litowo-jonowe i suszenie osadów", []string{"akumulator litowo-jonowy", "suszenie"}, []string{"susza", "litować"}},
		{text.Polish, "12 % i 5 kW.", nil, nil},
	} {
		var got []string
		for _, term := range capability.Terms(text.Builtin, c.in, c.lang) {
			got = append(got, term.Name)
		}
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("%q: %q lacks %q", c.in, got, w)
			}
		}
		if len(c.want) == 0 && len(got) > 0 {
			t.Errorf("%q: %q, want nothing", c.in, got)
		}
		for _, bad := range c.never {
			if i := slices.IndexFunc(got, func(s string) bool { return strings.Contains(strings.ToLower(s), bad) }); i >= 0 {
				t.Errorf("%q tells %q", c.in, got[i])
			}
		}
	}
}
