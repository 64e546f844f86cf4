package app_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"splot/app"
)

func TestMask(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, text string
		names      []string
		want       string
	}{
		{"nothing to hide", "Folia barierowa, zgrzewalna w 140 °C.", []string{"Kwarzenit sp. z o.o."}, "Folia barierowa, zgrzewalna w 140 °C."},
		{"name", "Szuka Kwarzenit.", []string{"Kwarzenit sp. z o.o."}, "Szuka •••."},
		{"case and inflection", "W KWARZENICIE i kwarzenitem", []string{"Kwarzenit sp. z o.o."}, "W ••• i •••"},
		{"compound", "linia kwarzenitfoil-2 działa", []string{"Kwarzenit"}, "linia •••-2 działa"},
		{"split and joined", "Bio Kwarz i BIOKWARZ", []string{"BioKwarz SA"}, "••• i •••"},
		{"joined name in parts", "system KwarzTech", []string{"Kwarz Tech"}, "system •••"},
		{"common words stay alone", "Opakowania z folii od producenta", []string{"Zakład Opakowań Foliowych Brzozek"}, "Opakowania z folii od producenta"},
		{"common words together", "Robi to Instytut Chemii Przemysłowej w sieci.", []string{"Instytut Chemii Przemysłowej"}, "Robi to ••• w sieci."},
		{"inflected phrase", "z Instytutem Chemii Przemysłowej", []string{"Instytut Chemii Przemysłowej"}, "z •••"},
		{"initials", "W ICHP i w ichp", []string{"Instytut Chemii i Polimerów", "Instytut Chemii Hutniczej Polska"}, "W ••• i w ichp"},
		{"city", "laboratorium w Zamościu i w Łodzi", []string{"Zamość", "Łódź"}, "laboratorium w ••• i w •••"},
		{"adjective of a city in a name", "kadra łódzkiej uczelni", []string{"Politechnika Łódzka"}, "kadra ••• uczelni"},
		{"addresses", "Pisz: jan@firma.com.pl, www.firma.pl/oferta albo firma.eu", nil, "Pisz: ••• albo •••"},
		{"telephone", "tel. +48 601 234 567 lub 601-234-567", nil, "tel. ••• lub •••"},
		{"amount", "budżet 100 000 000 zł", nil, "budżet 100 000 000 zł"},
		{"amount with hard spaces", "100\u00a0000\u00a0000\u00a0zł", nil, "100\u00a0000\u00a0000\u00a0zł"},
		{"telephone with hard spaces", "tel. 601\u00a0234\u00a0567", nil, "tel. •••"},
		{"tax number", "NIP 526-025-09-95", nil, "NIP •••"},
		{"only a common word", "nasze Opakowania", []string{"Opakowania sp. z o.o."}, "nasze •••"},
		{"diacritics decomposed", "Z\u0301ro\u0301dlak pisze", []string{"Źródlak"}, "••• pisze"},
		{"short word is whole", "ABX, abxu i abxolut", []string{"ABX SA"}, "•••, ••• i abxolut"},
		{"empty names", "Folia", []string{"", " "}, "Folia"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := app.Mask(c.text, c.names...); got != c.want {
				t.Errorf("Mask(%q, %q) = %q, want %q", c.text, c.names, got, c.want)
			}
		})
	}
}

func TestIdentifying(t *testing.T) {
	t.Parallel()
	o := app.Organisation{Name: "Kwarzenit", Website: "https://www.kwarz-online.pl/o-nas", City: "Zamość", NIP: "5260250995"}
	got := strings.Join(o.Identifying(), "|")
	if want := "Kwarzenit|Zamość|5260250995|kwarz-online.pl|kwarz-online"; got != want {
		t.Errorf("Identifying() = %q, want %q", got, want)
	}
}

func FuzzMask(f *testing.F) {
	f.Add("Szuka Kwarzenit z Zamościa", "Kwarzenit sp. z o.o.")
	f.Add("\xff\xfe•", "a")
	f.Fuzz(func(t *testing.T, text, name string) {
		got := app.Mask(text, name)
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("Mask(%q, %q) = %q is not valid text", text, name, got)
		}
		if distinctive := "kwarzenit"; strings.Contains(strings.ToLower(app.Mask(text+" "+distinctive, name, distinctive)), distinctive) {
			t.Errorf("Mask(%q) leaves the name in", text)
		}
	})
}
