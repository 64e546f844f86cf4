package importing_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"splot/app"
	"splot/app/importing"
)

// TestAgainKeepsWhatPeopleWrote imports a list again after its member changed the profile.
func TestAgainKeepsWhatPeopleWrote(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	s.bring("members.csv", s.file("members.csv"), s.organisations())
	o := s.stored()["Tartak Próbny sp. z o.o."]
	o.Description, o.Keywords, o.PKD, o.City = app.Text{PL: "Opis wpisany przez członka."}, []string{"folia", "recykling"}, []string{"22"}, "Marki"
	_, err := s.members.EditOrganisation(ctx, system, o.ID, mustVersion(t, s, o.ID), o)
	must(t, err)
	version := mustVersion(t, s, o.ID)
	p, report := s.bring("members.csv", s.file("members.csv"), s.organisations())
	counts(t, p, map[string]int{importing.Unchanged: 1})
	if !strings.Contains(report, "row 2 kept: city: “Marki” stays") {
		t.Error(report)
	}
	if mustVersion(t, s, o.ID) != version {
		t.Error("a file that says nothing new was written")
	}
	changed := strings.NewReplacer("Łomianki", "Zielonka", "Tartak Próbny", "Tartak Nowy").Replace(string(s.file("members.csv")))
	p, report = s.bring("members.csv", []byte(changed), s.organisations())
	counts(t, p, map[string]int{importing.Changed: 1})
	if !strings.Contains(report, "name: “Tartak Próbny sp. z o.o.” → “Tartak Nowy sp. z o.o.”") || !strings.Contains(report, "the file has “Zielonka”") {
		t.Error(report)
	}
	got := s.stored()["Tartak Nowy sp. z o.o."]
	if got.City != "Marki" || got.Description.PL != "Opis wpisany przez członka." || len(got.Keywords) != 2 || got.PKD[0] != "22" {
		t.Errorf("stored %+v", got)
	}
}

// TestEmptyCells clear only what the file itself had filled and nobody has changed.
func TestEmptyCells(t *testing.T) {
	s := newSite(t)
	const list = "id;name;voivodeship;origin;city;keywords\n1;Firma;łódzkie;firma;%s;%s\n"
	s.bring("a.csv", fmt.Appendf(nil, list, "Łódź", "folia"), s.organisations())
	o := s.stored()["Firma"]
	o.Keywords = []string{"karton"}
	_, err := s.members.EditOrganisation(t.Context(), system, o.ID, mustVersion(t, s, o.ID), o)
	must(t, err)
	p, _ := s.bring("a.csv", fmt.Appendf(nil, list, "", ""), s.organisations())
	counts(t, p, map[string]int{importing.Changed: 1})
	if o := s.stored()["Firma"]; o.City != "" || len(o.Keywords) != 1 {
		t.Errorf("town %q, keywords %q", o.City, o.Keywords)
	}
}

// TestImportedBeforeItWasRemembered takes what is there for a person's, where a person can have written it.
func TestImportedBeforeItWasRemembered(t *testing.T) {
	for _, touched := range []bool{false, true} {
		s := newSite(t)
		id, err := s.members.Enter(t.Context(), s.home.ID, app.Organisation{ExternalID: "1", Name: "Firma", Origin: "enterprise", Voivodeship: "lodzkie", City: "Łódź"})
		must(t, err)
		if touched {
			o := s.stored()["Firma"]
			_, err := s.members.EditOrganisation(t.Context(), system, id, 1, o)
			must(t, err)
		}
		p, _ := s.bring("a.csv", []byte("id;name;city\n1;Firma;Zgierz\n"), s.organisations())
		if want := map[bool]string{false: importing.Changed, true: importing.Kept}[touched]; p.Count(want) != 1 {
			t.Errorf("touched %v:\n%s", touched, said(t, p, app.EN))
		}
	}
}

// TestSubmittedEntryIsNotTouched imports a file again while its entry is on its way.
func TestSubmittedEntryIsNotTouched(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	o := s.needs()
	s.bring("need.csv", s.file("need.csv"), o)
	e := s.content()["R1"]
	v, err := s.entries.Get(ctx, system, e.ID)
	must(t, err)
	c := v.Entry.Content
	c.Teaser.PL, c.Description.PL = "Mniej wody.", "Opis."
	c.Need.Urgency, c.Need.Budget, c.Need.Cooperation = "medium", "50k_200k", []string{"joint_rd"}
	v, err = s.entries.Save(ctx, system, e.ID, v.Version, c)
	must(t, err)
	p, _ := s.bring("need.csv", s.file("need.csv"), o)
	counts(t, p, map[string]int{importing.Unchanged: 1})
	v, err = s.entries.Get(ctx, system, e.ID)
	must(t, err)
	_, err = s.entries.Submit(ctx, system, e.ID, v.Version)
	must(t, err)
	p, _ = s.bring("need.csv", s.file("need.csv"), o)
	counts(t, p, map[string]int{importing.Unchanged: 1})
	changed := strings.Replace(string(s.file("need.csv")), "zbyt dużo", "o wiele za dużo", 1)
	for _, approve := range []bool{false, true} {
		o.Approve = approve
		p, report := s.bring("need.csv", []byte(changed), o)
		counts(t, p, map[string]int{importing.Kept: 1})
		if !strings.Contains(report, "the entry stays as it is, since it is submitted") {
			t.Error(report)
		}
	}
	if got := s.content()["R1"]; got.State != app.EntrySubmitted || got.Content.Description.PL != "Opis." || got.Content.Need.Budget != "50k_200k" {
		t.Errorf("the entry is %s: %+v", got.State, got.Content)
	}
}

// TestChangedRowOfApprovedEntry begins the next version as a draft, or is the next version where the source is trusted.
func TestChangedRowOfApprovedEntry(t *testing.T) {
	for _, approve := range []bool{false, true} {
		s := newSite(t)
		o := s.needs()
		o.Approve = true
		s.bring("need.csv", s.file("need.csv"), o)
		o.Approve = approve
		p, _ := s.bring("need.csv", s.file("need.csv"), o)
		counts(t, p, map[string]int{importing.Unchanged: 1})
		p, report := s.bring("need.csv", []byte(strings.Replace(string(s.file("need.csv")), "zbyt dużo", "za dużo", 1)), o)
		counts(t, p, map[string]int{importing.Changed: 1})
		e := s.content()["R1"]
		if !e.Live || approve != (e.State == app.EntryApproved) || approve != (e.Number == 2) || approve == strings.Contains(report, "state: approved → draft") {
			t.Errorf("approve %v: %s, version %d, live %v\n%s", approve, e.State, e.Number, e.Live, report)
		}
	}
}

// TestDraftOfAPersonIsNotApproved: what people wrote is not approved unseen.
func TestDraftOfAPersonIsNotApproved(t *testing.T) {
	s := newSite(t)
	o := s.needs()
	s.bring("need.csv", s.file("need.csv"), o)
	v, err := s.entries.Get(t.Context(), system, s.content()["R1"].ID)
	must(t, err)
	c := v.Entry.Content
	c.Teaser.PL = "Napisane przez osobę."
	_, err = s.entries.Save(t.Context(), system, v.Entry.ID, v.Version, c)
	must(t, err)
	o.Approve = true
	p, _ := s.bring("need.csv", s.file("need.csv"), o)
	if e := s.content()["R1"]; p.Count(importing.Changed) != 0 || e.State != app.EntryDraft {
		t.Errorf("the entry is %s\n%s", e.State, said(t, p, app.EN))
	}
}

// TestKilledAndRepeated ends an import at row 600 of 1,106; the same file then makes 1,106 and no more.
func TestKilledAndRepeated(t *testing.T) {
	s := newSite(t)
	var b strings.Builder
	b.WriteString("id;nazwa;miejscowość;rodzaj\n")
	for n := range 1106 {
		fmt.Fprintf(&b, "%d;Firma numer %d;Łódź;firma\n", n, n)
	}
	p, err := s.plan("a.csv", []byte(b.String()), s.organisations())
	must(t, err)
	ctx, kill := context.WithCancel(t.Context())
	defer kill()
	if _, err := s.importing.Apply(ctx, p, func(done int) {
		if done == 600 {
			kill()
		}
	}); err == nil {
		t.Error("the killed import ended without an error")
	}
	if n := len(s.stored()); n != 600 {
		t.Errorf("%d organisations when it was killed", n)
	}
	p, _ = s.bring("a.csv", []byte(b.String()), s.organisations())
	counts(t, p, map[string]int{importing.Created: 506, importing.Unchanged: 600})
	if n := len(s.stored()); n != 1106 {
		t.Errorf("%d organisations in the end", n)
	}
}
