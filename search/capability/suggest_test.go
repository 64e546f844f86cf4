package capability_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"splot/search/capability"
	"splot/search/text"
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
		name, in string
		want     []string // names that are suggested, whatever the case of letters
		never    []string // what stands in no name
	}{
		{
			"film",
			"Kompostowalna folia barierowa do dań gotowych, pracująca na obecnej linii\n" +
				"Poszukiwana folia wierzchnia i tacka, które po zużyciu trafią do bioodpadów, a zatrzymują tlen tak jak dzisiejszy laminat PA/PE.\n" +
				"Dzisiejszy laminat PA/PE chroni produkt przez 21 dni, ale nie nadaje się ani do kompostowania, ani do recyklingu. Próby z gotowymi foliami PLA skończyły się pękaniem zgrzewu. " +
				"Folie biodegradowalne z rynku mają zbyt słabą barierę tlenową i parową. Opakowanie wymaga dopuszczenia do kontaktu z żywnością. Koszt materiału najwyżej 12 zł/kg, prędkość linii co najmniej 30 m/min.",
			[]string{"Kompostowalna folia barierowa do dań gotowych", "Bariera tlenowa", "Dopuszczenie do kontaktu z żywnością"},
			[]string{"trafią", "nadaje", "skończyły", "najmniej", "najwyżej", "Koszt", "prędkość", "linii", "zużyciu"},
		},
		{
			"antibodies",
			"Przeciwciała o wysokim powinowactwie do szybkiego testu sepsy\nTest paskowy na presepsynę wymaga czulszej pary przeciwciał.\n" +
				"Obecna para pozwala zobaczyć 600 pg/ml, a lekarze oczekują 200. Szukamy nanociał lub króliczych przeciwciał monoklonalnych.",
			[]string{"Królicze przeciwciała monoklonalne", "Test paskowy"},
			[]string{"pg/ml", "pozwala", "oczekują", "wysokim", "lekarze"},
		},
		{
			"pumps",
			"Stłumienie drgań przy wytaczaniu\nSzukamy powłok PVD, hartowania laserowego oraz modelowania numerycznego. Termin do końca maja, budżet 200 tys. zł. Maszyna stoi trzy godziny dziennie.",
			[]string{"Stłumienie drgań", "Hartowanie laserowe", "Modelowanie numeryczne"},
			[]string{"Termin", "budżet", "maja", "godziny", "dziennie", "stoi", "końca"},
		},
		{
			"reactor",
			"Powiększenie skali fermentacji Pichia z 300 do 15 000 litrów\nHodowla daje 11 g/l białka w 96 godzin. Potrzebny partner z fermentorem od 10 m³ oraz filtracją i suszeniem. Liczba serii w roku od trzech do pięciu.",
			[]string{"Powiększenie skali fermentacji Pichia", "Filtracja", "Suszenie"},
			[]string{"litrów", "godzin", "Liczba", "partner", "daje"},
		},
		{
			"Polish call",
			"Nabór na projekty w zakresie gospodarki o obiegu zamkniętym\n" +
				"Przedmiotem projektu jest odzysk azotu ze ścieków. Konsorcjum powinno zapewnić suszenie mikrofalowe osadów, analizę cyklu życia i walidację na instalacji pilotażowej. " +
				"Dofinansowanie wynosi najwyżej 70 % kosztów, wnioski należy złożyć do 15 czerwca.",
			[]string{"Odzysk azotu ze ścieków", "Suszenie mikrofalowe osadów", "Analiza cyklu życia"},
			[]string{"Konsorcjum", "wnioski", "kosztów", "czerwca", "najwyżej", "zapewnić", "należy"},
		},
		{
			"Polish software",
			"Zdalna opieka nad seniorami w mieszkaniach komunalnych\nInteresuje nas rozpoznawanie upadków, uczenie maszynowe i bezpieczna wymiana danych. Nie chcemy kamer. Dziś opiekunka przychodzi dwa razy w tygodniu i narzeka.",
			[]string{"Zdalna opieka", "Rozpoznawanie upadków", "Uczenie maszynowe"},
			[]string{"kamer", "narzeka", "tygodniu", "przychodzi", "razy"},
		},
		{
			"English film",
			"Compostable barrier film for ready meals that runs on the present line\nThe film must keep 21 days at 4 °C. Wanted: oxygen barrier and heat sealing at 145 °C. The cost should be at most 12 euro per kilogram.",
			[]string{"Compostable barrier film for ready meals", "Oxygen barrier", "Heat sealing"},
			[]string{"runs", "line", "days", "cost", "euro", "most"},
		},
		{
			"English call",
			"We will develop a compostable barrier film for ready meals. Enzymatic recycling of polyester textiles is needed, and life cycle assessment of packaging.",
			[]string{"Compostable barrier film for ready meals", "Enzymatic recycling of polyester textiles", "Life cycle assessment of packaging"},
			[]string{"develop", "needed"},
		},
		{ // the same thing twice is one capability
			"English dairy",
			"Membrane filtration of whey. The membrane filtration of acid whey must be gentle. Spray drying of powders.",
			[]string{"Membrane filtration of acid whey", "Spray drying of powders"},
			[]string{"gentle"},
		},
		{
			"English water",
			"Recovery of nitrogen and phosphorus from plant effluent\nThe effluent carries 300 tonnes of nitrogen a year. We look for hydrophobic membranes, struvite precipitation or ion exchange. The deadline is March and the budget 200 thousand euro.",
			[]string{"Recovery of nitrogen", "Hydrophobic membranes", "Ion exchange"},
			[]string{"tonnes", "deadline", "budget", "euro", "year", "carries"},
		},
		{
			"English machine tools",
			"PVD coating for milling cutters in nickel alloys\nThe present carbide cutter lasts only 20 minutes. Required: laser texturing, finite element analysis and adhesion testing. It fails quickly.",
			[]string{"PVD coating for milling cutters", "Laser texturing", "Finite element analysis"},
			[]string{"minutes", "fails", "quickly", "lasts"},
		},
		{
			"English digital call",
			"Digital twins for hospital logistics\nProposals should cover federated learning, privacy-preserving data sharing and process mining. Applicants must submit by 15 March; the expected contribution is 3 million euro. At least three partners from different countries.",
			[]string{"Digital twins for hospital logistics", "Federated learning", "Process mining"},
			[]string{"Applicants", "submit", "March", "euro", "million", "partners", "countries", "contribution"},
		},
		{"nothing", "", nil, nil},
		{"nothing but numbers", "i oraz 12 %.", nil, nil},
	}
	for _, test := range tests {
		got := capability.Suggest(text.Builtin, test.in, 10)
		said := names(got)
		if len(got) > 8 || len(test.want) == 0 && len(got) > 0 {
			t.Errorf("%s: %d suggestions: %q", test.name, len(got), said)
		}
		for _, w := range test.want {
			if !slices.ContainsFunc(said, func(s string) bool { return strings.EqualFold(s, w) }) {
				t.Errorf("%s: %q lacks %q", test.name, said, w)
			}
		}
		for _, bad := range test.never {
			for _, s := range said {
				if strings.Contains(" "+strings.ToLower(s)+" ", " "+strings.ToLower(bad)+" ") {
					t.Errorf("%s: %q is no capability", test.name, s)
				}
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
		got := capability.Suggest(text.Builtin, in, limit)
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
		if again := capability.Suggest(text.Builtin, in, limit); !reflect.DeepEqual(again, got) {
			t.Errorf("the same text has two suggestions: %q and %q", names(got), names(again))
		}
	})
}

func FuzzSuggest(f *testing.F) {
	f.Add("Kompostowalna folia, oraz druk 3D. \x00\xff", 5)
	f.Add(strings.Repeat("a, ", 30_000), 12)
	f.Fuzz(func(t *testing.T, in string, limit int) {
		if got := capability.Suggest(text.Builtin, in, limit%20); len(got) > max(0, limit%20) {
			t.Errorf("%d suggestions, at most %d", len(got), limit%20)
		}
	})
}
