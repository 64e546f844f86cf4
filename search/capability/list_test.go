package capability_test

import (
	"slices"
	"testing"

	"splot/search/capability"
	"splot/search/text"
)

// Every requirement that a text lists is a capability, required, and named in the nominative.
func TestListedRequirementsStay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in   string
		want []string
	}{
		{
			"Nabór: opakowania kompostowalne\nCelem jest opracowanie kompostowalnego opakowania do dań gotowych. Projekt powinien obejmować: folię barierową z biopolimerów, badania migracji, " +
				"badania kompostowalności, ocenę cyklu życia (LCA), zagospodarowanie bioodpadów oraz czujnik świeżości. Termin składania wniosków: 15 czerwca.",
			[]string{"Folia barierowa z biopolimerów", "Badanie migracji", "Badanie kompostowalności", "Ocena cyklu życia", "Zagospodarowanie bioodpadów", "Czujnik świeżości"},
		},
		{
			"Szukamy partnerów do projektu o trwałości produktów, w tym: opakowań barierowych, czujników etanolu, zagospodarowania odpadów w biogazowni, oceny cyklu życia (LCA), certyfikacji i ochrony własności intelektualnej.",
			[]string{"Opakowania barierowe", "Czujniki etanolu", "Zagospodarowanie odpadów", "Ocena cyklu życia", "Certyfikacja", "Ochrona własności intelektualnej"},
		},
		{
			"Proposals should cover life cycle assessment (LCA), biowaste management, a freshness sensor and migration testing, including:\n- heat sealing of barrier films\n- shelf-life tests\n- certification",
			[]string{"Life cycle assessment", "Biowaste management", "Freshness sensor", "Migration testing", "Heat sealing of barrier films", "Shelf-life tests", "Certification"},
		},
		{
			"Wymagane:\n1. czujnika świeżości\n2) analiza ryzyka cyberbezpieczeństwa\n• dań gotowych\n* powłok antybakteryjnych",
			[]string{"Czujnik świeżości", "Analiza ryzyka cyberbezpieczeństwa", "Dania gotowe", "Powłoka antybakteryjna"},
		},
	} {
		got := capability.Suggest(text.Builtin, c.in, 24)
		for _, want := range c.want {
			i := slices.IndexFunc(got, func(g capability.Capability) bool { return g.Name == want })
			if i < 0 {
				t.Errorf("%q lacks %q", names(got), want)
			} else if !got[i].Required {
				t.Errorf("%q is listed and not required", want)
			}
		}
	}
}
