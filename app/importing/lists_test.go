package importing_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"

	"splot/app"
	"splot/app/importing"
)

// TestListsOfRealOffices brings in files that look as those that offices and registers have (the kinds of a walk through
// public ones), with the flags that their office would give.
func TestListsOfRealOffices(t *testing.T) {
	enterprise := []importing.Pair{{"origin", "enterprise"}}
	for _, test := range []struct {
		name, file, content string
		set, mapping        []importing.Pair
		created, others     int
		want                string
	}{
		{"sawmills of a register", "tartaki.csv", "nazwa;nip;krs;pkd;miejscowosc;wojewodztwo;data_wpisu\n" +
			"\"\"\"TARTAK\"\" JAN KOWALSKI I WSPÓLNICY SP. J.\";7812000005;0000123456;16.10.Z; 46.69.Z;Łomża\n" +
			"TARTAK DWA;;0000123457;\"16.10.Z; 46.69.Z\";Łomża;PODLASKIE;12 marca 2001\n", enterprise, nil, 1, 1, "TARTAK DWA"},
		{"a register of the self-employed", "ceidg.csv", "Nazwa,NIP,Wojewodztwo,PKDGlowne,EmailAdres\nFIRMA USŁUGOWA A,7812000005,ŁÓDZKIE,62,EmptyField\nFIRMA B,EmptyField,łódzkie,45,EmptyField\n", enterprise, []importing.Pair{{"pkd", "PKDGlowne"}}, 2, 0, "FIRMA B"},
		{"firms by a crawler", "firmy.csv", "name,website,city\n\"Zakład \"\"Alfa\"\" | oddział\",www.alfa.example,Gliwice\nBeta,beta.example,Poznań\n", enterprise, nil, 2, 0, "Beta"},
		{"exhibitors of a fair", "exhibitors.csv", ",Name,Country,Website,\n1,Example GmbH,Germany,www.example.de,\n2,Sample S.A.,France,http://sample.example,\n", enterprise, []importing.Pair{{"external_id", "A"}}, 2, 0, "Example GmbH"},
		{"equal ids", "dane.csv", "id;nazwa;miasto\n1;Pierwsza;Kraków\n1;Druga;Kraków\n1;Pierwsza;Kraków\n", enterprise, nil, 1, 2, "Pierwsza"},
		{"spin-offs of an API", "startup_details.json", `{"count":2,"results":[{"id":1,"name":"Spin A","address":{"city":"Gdańsk"},"team":[{"n":1}],"description":"<p data-block-key=\"a\">Opis &ndash; A</p>","tags":["x y","z z"]},{"id":2,"name":"Spin B","address":{"city":"Sopot"},"description":"Opis B"}]}`, enterprise, []importing.Pair{{"city", "address.city"}}, 2, 0, "Spin A"},
		{"organisations with empty columns", "orgs.tsv", "id\tname\t\turl\tcounty\nu1\tUniversity of Example\t\texample.ac.uk\t\n", []importing.Pair{{"origin", "science"}, {"country", "UK"}}, nil, 1, 0, "University of Example"},
		{"a sum at the end", "lista.csv", "Lp.;Nazwa firmy;Miejscowość;Zatrudnienie\n1;Firma Raz;Radom;12\n2;Firma Dwa;Radom;300\nRazem;;;312\n", enterprise, nil, 2, 1, "Firma Raz"},
		{"a title above", "lista.csv", "Członkowie klastra 2026;;\n;;\nNazwa podmiotu;Forma prawna;Siedziba\nInstytut Próbny;instytut badawczy;Łódź\nGmina Wzór;JST;Kutno\n", nil, nil, 2, 0, "Gmina Wzór"},
		{"the client's own labels", "eksport.csv", "Nazwa;Rodzaj;Wielkość;NIP;Województwo;Miejscowość;Strona internetowa;Słowa kluczowe;Formy współpracy\nFirma;przedsiębiorstwo;małe;7812000005;śląskie;Bytom;firma.example;a b, c d;usługa, licencja\n", nil, nil, 1, 0, "Firma"},
		{"in English", "members.csv", "Company name,Legal form,Size,Tax ID,Region,City,Website\nFirm Ltd,enterprise,Small,7812000005,Silesia,Katowice,https://firm.example\n", nil, nil, 1, 0, "Firm Ltd"},
	} {
		s := newSite(t)
		o := s.organisations()
		o.Choice = importing.Choice{Map: test.mapping, Set: test.set}
		p, report := s.bring(test.file, []byte(test.content), o)
		if p.Count(importing.Created) != test.created || len(p.Lines)-p.Count(importing.Created) != test.others || s.stored()[test.want].Name == "" {
			t.Errorf("%s:\n%s", test.name, report)
		}
		if again, _ := s.bring(test.file, []byte(test.content), o); again.Count(importing.Created)+again.Count(importing.Changed) > 0 {
			t.Errorf("%s: again it writes\n%s", test.name, said(t, again, app.EN))
		}
	}
}

// TestListsWithoutNames says what is missing.
func TestListsWithoutNames(t *testing.T) {
	s := newSite(t)
	for content, want := range map[string]string{
		"1;Szkoła;90-001\n2;Szkoła;90-002\n": "file_no_header", "": "file_empty", strings.Repeat("a;", 2000) + "\nx;y\n": "file_too_many_columns",
	} {
		_, err := s.plan("szkoly.csv", []byte(content), s.organisations())
		if e, _ := importing.FileError(err); e.Code != want {
			t.Errorf("%.20q: %v, want %s", content, err, want)
		}
	}
	p, _ := s.bring("a.csv", []byte("nazwa;rodzaj\n"), s.organisations())
	if len(p.Lines) != 0 {
		t.Errorf("%d rows of a file without", len(p.Lines))
	}
}

// TestRepeatedRowsAreOneNote: thirteen thousand equal rows are no thirteen thousand errors.
func TestRepeatedRowsAreOneNote(t *testing.T) {
	s := newSite(t)
	content := "topic;title\n" + strings.Repeat("T1;Same topic\n", 500) + "T1;Another title\n"
	p, report := s.bring("topics.csv", []byte(content), s.needs())
	counts(t, p, map[string]int{importing.Created: 1, importing.Repeated: 499, importing.Refused: 1})
	if strings.Count(report, "\n") > 8 || !strings.Contains(report, "rows that repeat an earlier one: 499") {
		t.Error(report)
	}
}

// TestEncodingsAndFormats brings the same list in every encoding, with every separator, list mark and line end.
func TestEncodingsAndFormats(t *testing.T) {
	encodings := map[string]encoding.Encoding{
		"": encoding.Nop, "Windows-1250": charmap.Windows1250, "ISO-8859-2": charmap.ISO8859_2, "CP852": charmap.CodePage852,
		"UTF-16": utf.UTF16(utf.LittleEndian, utf.IgnoreBOM),
	}
	s := newSite(t)
	n := 0
	for name, e := range encodings {
		for _, separator := range []string{";", ",", "\t", "|"} {
			for _, end := range []string{"\n", "\r\n", "\r"} {
				n++
				firm := fmt.Sprintf("Żółta Łąka %d", n)
				rows := []string{"Nazwa,Miejscowość,Rodzaj,Słowa kluczowe", firm + ",Łódź,przedsiębiorstwo,\"ścier; pył; źdźbło\""}
				text := strings.ReplaceAll(strings.Join(rows, end)+end, ",", separator)
				raw, err := e.NewEncoder().Bytes([]byte(text))
				must(t, err)
				p, report := s.bring("a.csv", raw, s.organisations())
				o := s.stored()[firm]
				if o.City != "Łódź" || o.Voivodeship != "lodzkie" || strings.Join(o.Keywords, "|") != "ścier|pył|źdźbło" || p.About.Encoding != name {
					t.Errorf("%s %q %q: %+v\n%s", name, separator, end, o, report)
				}
			}
		}
	}
}

// TestReportIsWholeInPolish has no English word in it.
func TestReportIsWholeInPolish(t *testing.T) {
	s := newSite(t)
	o := s.organisations()
	o.Lang = app.PL
	content := "Nazwa;Rodzaj;Miejscowość;PKD;Uwagi\nA;firma;Łódź;45;x\nB;co to;Łódź;16;x\n;firma;Łódź;16;x\nA;firma;Łódź;45;x\nRazem;;;;\nC;firma;Nigdzie;16;x\n"
	p, err := s.plan("a.csv", []byte(content), o)
	must(t, err)
	var b strings.Builder
	must(t, p.Report(&b, app.PL))
	for _, word := range []string{"row", "refused", "adapted", "new", "file", "The ", "This ", "identifier", "of the", "Allowed"} {
		if strings.Contains(b.String(), word) {
			t.Errorf("%q stands in\n%s", word, b.String())
		}
	}
	for _, want := range []string{"wiersz 3 odrzucony: Rodzaj (origin): „co to”: Wartość spoza listy. Dozwolone: przedsiębiorstwo", "Wiersze: 6 – nowe: 1", "powtórzone: 1", "pominięte: 1", "odrzucone: 3", "pominięte: Uwagi"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}
