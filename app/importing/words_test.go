package importing_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"splot/app"
	"splot/app/importing"
)

func locale(t *testing.T, path string) map[string]any {
	t.Helper()
	raw, err := os.ReadFile("../../frontend/src/" + path)
	must(t, err)
	var m map[string]any
	must(t, json.Unmarshal(raw, &m))
	return m
}

func at(m map[string]any, path string) string {
	for part := range strings.SplitSeq(path, ".") {
		next, ok := m[part]
		if !ok {
			return ""
		}
		if text, ok := next.(string); ok {
			return text
		}
		m = next.(map[string]any)
	}
	return ""
}

// TestLabelsAreTheClients compares the tables of words with what the client shows.
func TestLabelsAreTheClients(t *testing.T) {
	for _, lang := range []string{"pl", "en"} {
		column := map[string]int{"pl": 3, "en": 4}[lang]
		organisations, entries := locale(t, "features/organisations/locales/"+lang+".json"), locale(t, "features/entries/locales/"+lang+".json")
		for _, line := range table(t, "fields.tsv") {
			want := at(organisations, line[2])
			if line[0] != "organisation" {
				want = at(entries, "field."+line[2])
			}
			if line[2] != "" && line[column] != want {
				t.Errorf("%s: field %s.%s is %q, in the client %q", lang, line[0], line[1], line[column], want)
			}
		}
		shared := locale(t, "shared/i18n/locales/"+lang+".json")
		column--
		for _, line := range table(t, "codes.tsv") {
			if want := at(shared, line[0]+"."+line[1]); line[2] != "" && line[column] != want {
				t.Errorf("%s: code %s.%s is %q, in the client %q", lang, line[0], line[1], line[column], want)
			}
		}
	}
}

func table(t *testing.T, name string) [][]string {
	t.Helper()
	raw, err := os.ReadFile("words/" + name)
	must(t, err)
	var lines [][]string
	for line := range strings.Lines(string(raw)) {
		lines = append(lines, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return lines
}

// TestTowns lie in voivodeships that exist, each in one.
func TestTowns(t *testing.T) {
	where := map[string]string{}
	for _, line := range table(t, "towns.tsv") {
		if _, ok := app.Voivodeships.Label(line[0]); !ok {
			t.Errorf("there is no voivodeship %q", line[0])
		}
		for town := range strings.SplitSeq(line[1], ", ") {
			if other := where[importing.Fold(town)]; other != "" {
				t.Errorf("%s lies in %s and in %s", town, other, line[0])
			}
			where[importing.Fold(town)] = line[0]
		}
	}
	if len(where) < 500 {
		t.Errorf("only %d towns", len(where))
	}
}

// TestValues enters one value of one field at a time, as people write it.
func TestValues(t *testing.T) {
	for _, test := range []struct{ field, in, want string }{
		{"voivodeship", "Mazowieckie", "mazowieckie"},
		{"voivodeship", "MAZOWIECKIE", "mazowieckie"},
		{"voivodeship", "woj. śląskie", "slaskie"},
		{"voivodeship", "WOJEWÓDZTWO ŁÓDZKIE", "lodzkie"},
		{"voivodeship", "Łódzkie", "lodzkie"},
		{"voivodeship", "warmińsko - mazurskie", "warminsko-mazurskie"},
		{"voivodeship", "Silesian Voivodeship", "slaskie"},
		{"voivodeship", "Lower Silesia", "dolnoslaskie"},
		{"voivodeship", "14", "mazowieckie"},
		{"voivodeship", "kuj.-pom.", "kujawsko-pomorskie"},
		{"voivodeship", "Mazowsze\u00a0", "mazowieckie"},
		{"voivodeship", "Bawaria", "!not_one_of"},
		{"origin", "przedsiębiorstwo", "enterprise"},
		{"origin", "Uczelnia", "science"},
		{"origin", "POLITECHNIKA", "science"},
		{"origin", "IOB", "business_support"},
		{"origin", "MŚP", "enterprise"},
		{"origin", "sp. z o.o.", "enterprise"},
		{"origin", "Spółka z ograniczoną odpowiedzialnością", "enterprise"},
		{"origin", "JST", "public_administration"},
		{"origin", "Urząd Miasta", "public_administration"},
		{"origin", "instytut badawczy", "science"},
		{"origin", "University", "science"},
		{"origin", "jednostka naukowa", "science"},
		{"origin", "other", "other"},
		{"origin", "xyz", "!not_one_of"},
		{"size", "mikro", "micro"},
		{"size", "Mikroprzedsiębiorstwo", "micro"},
		{"size", "małe", "small"},
		{"size", "10–49", "small"},
		{"size", "120", "medium"},
		{"size", "250+", "large"},
		{"size", "Duże przedsiębiorstwo", "large"},
		{"size", "MŚP", ""},
		{"size", "-", ""},
		{"nip", "781-200-00-05", "7812000005"},
		{"nip", "NIP: 781\u00a0200\u00a000\u00a005", "7812000005"},
		{"nip", "PL7812000005", "7812000005"},
		{"nip", "brak", ""},
		{"nip", "7812000006", "!nip_checksum"},
		{"pkd", "16.10.Z", "16"},
		{"pkd", "1610Z", "16"},
		{"pkd", "C.16.10", "16"},
		{"pkd", "16.10.Z; 46.69.Z", "16;46"},
		{"pkd", "16.10.Z, 16.21.Z", "16"},
		{"pkd", "PKD 22.21.Z – produkcja płyt", "22"},
		{"pkd", "45.20.Z", "95"},
		{"pkd", "45.11.Z", "46;47"},
		{"pkd", "Produkcja mebli", "31"},
		{"pkd", "J62", "62"},
		{"pkd", "Produkcja pojazdów samochodowych, przyczep i naczep, z wyłączeniem motocykli", "29"},
		{"pkd", "00", "!not_one_of_item"},
		{"kis", "KIS 7", "KIS7"},
		{"kis", "Nowoczesne rolnictwo, leśnictwo i żywność, Zdrowe społeczeństwo", "KIS2;KIS1"},
		{"kis", "KIS 7. Gospodarka o obiegu zamkniętym", "KIS7"},
		{"languages", "polski, angielski", "pl;en"},
		{"languages", "PL/EN", "pl;en"},
		{"languages", "polski i angielski", "pl;en"},
		{"languages", "klingoński", "!not_one_of_item"},
		{"languages", "Polish; English | German", "pl;en;de"},
		{"website", "www.firma.pl", "https://www.firma.pl"},
		{"website", "tartak.example", "https://tartak.example"},
		{"website", "HTTP://firma.pl/", "http://firma.pl/"},
		{"website", "EmptyField", ""},
		{"website", "jan@firma.pl", "!website"},
		{"website", "www.a.pl, www.b.pl", "https://www.a.pl"},
		{"keywords", "folia, karton; PLA", "folia, karton;PLA"},
		{"keywords", "folia\nkarton", "folia;karton"},
		{"keywords", "1,5 mm folia, karton", "1,5 mm folia;karton"},
		{"keywords", "tworzywa (PE, PP), druk", "tworzywa (PE, PP);druk"},
		{"keywords", "- folia\n- karton\n- Folia", "folia;karton"},
		{"keywords", "folia|karton", "folia;karton"},
		{"cooperation_forms", "licencja, B+R", "licence;joint_rd"},
		{"cooperation_forms", "Spółka odpryskowa (spin-off)", "spin_off"},
		{"certifications", "ISO 9001, ISO 14001", "ISO 9001;ISO 14001"},
		{"city", "  Nowy\u00a0Sącz ", "Nowy Sącz"},
		{"city", "=HYPERLINK(1)", "=HYPERLINK(1)"},
		{"city", "+48", "+48"},
		{"city", "@a", "@a"},
		{"city", "-5", "-5"},
		{"description_pl", "A &amp; B<br>C", "A & B\nC"},
		{"description_pl", "a < b i c > d", "a < b i c > d"},
		{"country", "Włochy", "IT"},
		{"country", "Germany", "DE"},
		{"country", "Polska", "PL"},
	} {
		got := importing.Value(importing.Organisations, "", test.field, test.in)
		if got != test.want {
			t.Errorf("%s %q: %q, want %q", test.field, test.in, got, test.want)
		}
	}
	for _, test := range []struct{ field, in, want string }{
		{"need_min_trl", "TRL 6", "6"},
		{"need_min_trl", "TRL6", "6"},
		{"need_min_trl", "6,0", "6"},
		{"need_min_trl", "poziom 6", "6"},
		{"need_min_trl", "sześć", "!whole_number"},
		{"need_min_trl", "6,5", "!whole_number"},
		{"need_target_value", "1 200,50", "1200.5"},
		{"need_target_value", "1.200,50", "1200.5"},
		{"need_target_value", "1,200.50", "1200.5"},
		{"need_target_value", "100%", "100"},
		{"need_target_value", "1,5 mln", "1500000"},
		{"need_target_value", "200 tys. zł", "200000"},
		{"need_target_value", "-5", "-5"},
		{"need_target_value", "0,8", "0.8"},
		{"need_target_value", "dużo", "!number"},
		{"need_deadline", "31.12.2027 r.", "2027-12-31"},
		{"need_deadline", "31 grudnia 2027", "2027-12-31"},
		{"need_deadline", "31/12/2027", "2027-12-31"},
		{"need_deadline", "31-12-2027", "2027-12-31"},
		{"need_deadline", "2027-12-31 00:00", "2027-12-31"},
		{"need_deadline", "2027-12-31T10:00:00Z", "2027-12-31"},
		{"need_deadline", "December 31, 2027", "2027-12-31"},
		{"need_deadline", "31 XII 2027", "2027-12-31"},
		{"need_deadline", "12/31/2027", "2027-12-31"},
		{"need_deadline", "46752", "2027-12-31"},
		{"need_deadline", "31.02.2027", "!date"},
		{"need_deadline", "wkrótce", "!date"},
		{"need_budget", "200 tys. – 1 mln zł", "200k_1m"},
		{"need_budget", "150 000 zł", "50k_200k"},
		{"need_budget", "2 mln zł", "over_1m"},
		{"need_budget", "do 50 tys. zł", "under_50k"},
		{"need_urgency", "pilna, do 3 miesięcy", "critical"},
		{"need_urgency", "wysoka", "high"},
		{"need_urgency", "8 miesięcy", "medium"},
		{"need_urgency", "3-6 miesięcy", "high"},
		{"need_budget_secured", "TAK", "yes"},
		{"need_budget_secured", "dotacja", "grant"},
		{"need_impact", "duży", "4"},
		{"need_impact", "4", "4"},
		{"visibility", "anonimowa zapowiedź", "teaser"},
		{"visibility", "klaster", "cluster"},
		{"pkd", "45", "46"},
	} {
		if got := importing.Value(importing.Entries, app.Need, test.field, test.in); got != test.want {
			t.Errorf("%s %q: %q, want %q", test.field, test.in, got, test.want)
		}
	}
}

// TestHeaders finds columns by what they mean.
func TestHeaders(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"Nazwa firmy", "name"},
		{"NAZWA PODMIOTU", "name"},
		{"company_name", "name"},
		{"Rodzaj", "origin"},
		{"Typ podmiotu:", "origin"},
		{"WWW", "website"},
		{"Strona www", "website"},
		{"Miejscowość", "city"},
		{"miasto", "city"},
		{"Nr NIP", "nip"},
		{"N.I.P.", "nip"},
		{"Województwo", "voivodeship"},
		{"Woj.", "voivodeship"},
		{"Wielkość przedsiębiorstwa", "size"},
		{"Słowa kluczowe", "keywords"},
		{"Kod PKD", "pkd"},
		{"Opis działalności", "description_pl"},
		{"Opis (EN)", "description_en"},
		{"Description", "description_en"},
		{"description pl", "description_pl"},
		{"Kraj", "country"},
		{"KRS", "external_id"},
		{"ID", "external_id"},
		{"External ID", "external_id"},
		{"Formy współpracy", "cooperation_forms"},
		{"Lp.", ""},
		{"e-mail", ""},
		{"Uwagi", ""},
	} {
		if got := importing.Header(importing.Organisations, "", test.in); got != test.want {
			t.Errorf("%q is %q, want %q", test.in, got, test.want)
		}
	}
	for _, test := range []struct{ in, want string }{
		{"Tytuł", "title_pl"},
		{"Title", "title_en"},
		{"TRL", "need_min_trl"},
		{"Termin", "need_deadline"},
		{"need_target_value", "need_target_value"},
		{"Wartość docelowa", "need_target_value"},
		{"Budżet", "need_budget"},
		{"Opis problemu", "need_problem_pl"},
		{"technology_trl", ""},
	} {
		if got := importing.Header(importing.Entries, app.Need, test.in); got != test.want {
			t.Errorf("%q is %q, want %q", test.in, got, test.want)
		}
	}
}

// TestChoices of columns that cannot be.
func TestChoices(t *testing.T) {
	s := newSite(t)
	file := []byte("\"Nazwa, pełna\";;Rodzaj;Woj\nFirma;X1;firma;łódzkie\n")
	for _, test := range []struct{ mapping, set, want string }{
		{`name="Nazwa, pełna",external_id=B`, "", ""},
		{"name=1,external_id=2", "", ""},
		{"name=1,external_id=1", "", ""},
		{"origin=Rodzaj,size=Rodzaj", "", "columns_clash"},
		{"name=1,name=2", "", "field_twice"},
		{"nazwisko=1", "", "unknown_import_field"},
		{"name=Z", "", "unknown_column"},
		{"name=1", "origin=xyz", "set_wrong"},
		{"name=1", "origin=Uczelnia", ""},
		{"Nazwa=1", "", ""},
	} {
		o := s.organisations()
		var err error
		o.Choice.Map, err = importing.ParsePairs(test.mapping, false)
		must(t, err)
		if test.set != "" {
			o.Choice.Set, err = importing.ParsePairs(test.set, true)
			must(t, err)
		}
		_, err = s.plan("a.csv", file, o)
		e, _ := importing.FileError(err)
		if e.Code != test.want {
			t.Errorf("%s %s: %q, want %q (%v)", test.mapping, test.set, e.Code, test.want, err)
		}
	}
}
