package importing_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"splot/app"
	"splot/app/importing"
	"splot/app/importing/tabular"
)

// TestFilesOfOrganisations brings in files that people had. Each says in short what must be stored.
func TestFilesOfOrganisations(t *testing.T) {
	lp := importing.Choice{Map: []importing.Pair{{"external_id", "Lp."}}}
	for _, test := range []struct {
		file   string
		choice importing.Choice
		want   []string
		report string
	}{
		{"polish.csv", lp, []string{
			"Tartak Wzorcowy sp. z o.o.: 7812000005 mazowieckie [16] micro enterprise https://www.tartak-wzorcowy.example []",
			"Politechnika Przykładowa: 5250000009 slaskie [72]  science https://pp.example []",
			"Fundacja Próbna:  malopolskie [94]  business_support https://fundacja.example []",
		}, "3 new, 0 changed, 0 unchanged, 0 refused"},
		{"formula.xlsx", importing.Choice{}, []string{"Zakład Próbny S.A.:  mazowieckie []  enterprise  []"}, "3 new"},
		{"instructions.xlsx", importing.Choice{}, []string{"Druga Strona sp. z o.o.:  mazowieckie []  enterprise  []"}, "Sheet: Członkowie (others: Instrukcja)"},
		{"header-case.csv", importing.Choice{}, []string{"Firma:  mazowieckie []  enterprise  []"}, "1 new"},
		{"iso-8859-2.csv", importing.Choice{}, []string{"Żółć Łąka sp. z o.o.: 7812000005 mazowieckie []  enterprise  []", "Ćma Ślęza Źdźbło:  mazowieckie []  enterprise  []"}, "ISO-8859-2"},
		{"array.json", importing.Choice{}, []string{"Żabia Firma:  mazowieckie []  enterprise  [folia karton]"}, "1 new"},
		{"comma.csv", importing.Choice{}, []string{"Firma Słowna:  mazowieckie []  enterprise  [folia karton PLA]"}, "1 new"},
		{"pkd-2007.csv", importing.Choice{}, []string{"Warsztat Samochodowy Próbny:  mazowieckie [46 47 95]  enterprise  []"}, "successors were taken: 46, 47, 95"},
		{"foreign.csv", importing.Choice{}, nil, "For an organisation abroad give its country"},
		{"foreign.csv", importing.Choice{Set: []importing.Pair{{"country", "Włochy"}}}, []string{"Fornitureprova S.p.A.:   []  enterprise http://prova.example []"}, "1 new"},
	} {
		s := newSite(t)
		o := s.organisations()
		o.Choice = test.choice
		_, report := s.bring(test.file, s.file(test.file), o)
		if !strings.Contains(report, test.report) {
			t.Errorf("%s: no %q in\n%s", test.file, test.report, report)
		}
		stored := s.stored()
		for _, want := range test.want {
			name, _, _ := strings.Cut(want, ":")
			o := stored[name]
			if got := fmt.Sprintf("%s: %s %s %v %s %s %s %v", o.Name, o.NIP, o.Voivodeship, o.PKD, o.Size, o.Origin, o.Website, o.Keywords); got != want {
				t.Errorf("%s:\n got %q\nwant %q", test.file, got, want)
			}
		}
		again, _ := s.bring(test.file, s.file(test.file), o)
		if n := again.Count(importing.Created) + again.Count(importing.Changed); n > 0 {
			t.Errorf("%s: the same file again writes %d rows", test.file, n)
		}
	}
}

// TestFilesThatAreNotRead says what to do.
func TestFilesThatAreNotRead(t *testing.T) {
	s := newSite(t)
	_, err := s.plan("broken.ods", s.file("broken.ods"), s.organisations())
	e, ok := errors.AsType[*tabular.Error](err)
	if !ok || !strings.Contains(app.Field("", e.Code).Message(app.EN), ".xlsx or .csv") {
		t.Errorf("a broken .ods: %v", err)
	}
	o := s.organisations()
	o.Choice.Map = []importing.Pair{{"name", "Nazw"}}
	_, err = s.plan("unknown-column.csv", s.file("unknown-column.csv"), o)
	told, ok := importing.FileError(err)
	if !ok || told.Message(app.EN) != "The file has no column “Nazw”. It has: external_id, Nazwa, voivodeship, origin." {
		t.Errorf("an unknown column: %v", err)
	}
}

// TestKnownTaxNumber lets a firm of one cluster join another whose list names it, and keeps its profile.
func TestKnownTaxNumber(t *testing.T) {
	s := newSite(t)
	s.bring("a.csv", []byte("id;name;nip;voivodeship;origin\n7;Opakowania Mazur sp. z o.o.;0001079191;łódzkie;firma\n"), s.organisations())
	o := s.organisations()
	o.Cluster = s.far
	p, report := s.bring("nip-known.csv", s.file("nip-known.csv"), o)
	counts(t, p, map[string]int{importing.Joined: 1})
	if !strings.Contains(report, "“Opakowania Mazur sp. z o.o.”") || !strings.Contains(report, "since the administrator imports") {
		t.Error(report)
	}
	m := s.stored()["Opakowania Mazur sp. z o.o."]
	if len(s.stored()) != 1 || len(m.Clusters) != 2 || m.Voivodeship != "lodzkie" {
		t.Errorf("stored %+v", s.stored())
	}
	again, _ := s.bring("nip-known.csv", s.file("nip-known.csv"), o)
	if again.Count(importing.Refused)+again.Count(importing.Changed)+again.Count(importing.Created) != 0 {
		t.Errorf("again:\n%s", said(t, again, app.EN))
	}
	// A manager of the other cluster only asks.
	third, err := s.members.CreateCluster(t.Context(), system, app.Cluster{Slug: "third", Name: app.Text{PL: "t"}, Sector: "other", Voivodeship: "lodzkie", Stage: "idea"})
	must(t, err)
	o.Cluster, o.Actor = third.Cluster, app.Actor{Person: "m", Grants: []app.Grant{{Role: app.RoleManager, Cluster: third.ID}}, Clusters: []app.ID{third.ID}}
	_, err = s.members.SetState(t.Context(), system, m.ID, mustVersion(t, s, m.ID), app.Published)
	must(t, err)
	p, _ = s.bring("nip-known.csv", s.file("nip-known.csv"), o)
	counts(t, p, map[string]int{importing.Asked: 1})
	if n := len(s.stored()["Opakowania Mazur sp. z o.o."].Clusters); n != 2 {
		t.Errorf("in %d clusters without having agreed", n)
	}
}

func mustVersion(t *testing.T, s *site, id app.ID) int64 {
	t.Helper()
	d, err := s.records.Organisations.Get(t.Context(), string(id))
	must(t, err)
	return d.Version
}

// TestDryRunSaysWhatImportDoes refuses the same rows in both.
func TestDryRunSaysWhatImportDoes(t *testing.T) {
	s := newSite(t)
	p, report := s.bring("dry-run.csv", s.file("dry-run.csv"), s.organisations())
	counts(t, p, map[string]int{importing.Created: 3, importing.Refused: 1})
	if !strings.Contains(report, "row 4 refused: external_id: “D1”: Row 3 says something else") || !strings.Contains(report, "Rows without an identifier: 1") {
		t.Error(report)
	}
	if s.stored()["Pierwsza Firma"].Name == "" {
		t.Error("the first row of an identifier is not the one that stays")
	}
}

// TestFilesOfEntries brings in needs and technologies.
func TestFilesOfEntries(t *testing.T) {
	s := newSite(t)
	s.bring("a.csv", []byte("id;name;voivodeship;origin\n1;Instytut Polimerów i Opakowań w Łodzi;łódzkie;instytut\n2;Opakowania Mazur sp. z o.o.;łódzkie;firma\n"), s.organisations())
	p, report := s.bring("owners.csv", s.file("owners.csv"), s.entriesOf(app.Technology))
	counts(t, p, map[string]int{importing.Created: 1, importing.Refused: 1})
	if !strings.Contains(report, "organisation: “Opakowania Mazur”") || !strings.Contains(report, "Similar names: “Opakowania Mazur sp. z o.o.”") {
		t.Error(report)
	}
	if s.content()["E1"].Organisation != s.stored()["Instytut Polimerów i Opakowań w Łodzi"].ID {
		t.Error("E1 does not belong to the institute")
	}
	s.bring("numbers.csv", s.file("numbers.csv"), s.needs())
	for _, id := range []string{"P1", "P2", "P3", "P4"} {
		n := s.content()[id].Content.Need
		if n == nil || n.Deadline == nil || n.Deadline.Format("2006-01-02") != "2027-12-31" || n.MinTRL == nil || *n.MinTRL != 6 {
			t.Errorf("%s is %+v", id, n)
		}
	}
	if v := s.content()["P3"].Content.Need.TargetValue; v == nil || *v != 1200.5 {
		t.Errorf("P3 wants %v", v)
	}
	p, report = s.bring("past.csv", s.file("past.csv"), s.needs())
	if counts(t, p, map[string]int{importing.Refused: 1}); !strings.Contains(report, "This date has passed") {
		t.Error(report)
	}
	_, report = s.bring("html.csv", s.file("html.csv"), s.entriesOf(app.Technology))
	if got := s.content()["H1"].Content.Description.PL; got != "Powłoka ognioodporna dla drewna – klasa B.\nbez halogenów" || !strings.Contains(report, "HTML was made plain text") {
		t.Errorf("%q\n%s", got, report)
	}
}
