package member_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"splot/app"
	"splot/app/member"
	"splot/app/records"
	"splot/app/records/recordstest"
	"splot/infra/sqlitestore"
	"splot/search"
)

type noSearch struct{}

func (noSearch) Search(context.Context, search.Query) (search.Result, error) {
	return search.Result{}, nil
}

type site struct {
	*member.Service
	t                        *testing.T
	records                  recordstest.Set
	clock                    *clock
	near, far                member.ClusterView
	manager, rep, admin, any app.Actor
	own                      member.View
}

// clock is a time that tests set.
type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

func newSite(t *testing.T) *site {
	t.Helper()
	db, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	must(t, db.Ensure(t.Context(), records.Collections()...))
	s := &site{t: t, records: recordstest.In(db), clock: &clock{now: time.Date(2026, 11, 4, 10, 0, 0, 0, time.UTC)}}
	s.Service = member.New(member.Options{Records: records.In(s.records.Store), Search: noSearch{}, Clock: s.clock.read, IDs: app.NewIDs(s.clock.read)})
	s.admin = app.Actor{Person: "admin", Grants: []app.Grant{{Role: app.RoleAdmin}}}
	s.any = app.Actor{Person: "any"}
	for slug, at := range map[string]*member.ClusterView{"near": &s.near, "far": &s.far} {
		*at, err = s.CreateCluster(t.Context(), s.admin, app.Cluster{
			Slug: slug, Name: app.Text{PL: slug}, Sector: "other", Voivodeship: app.Voivodeships[0].Code, Stage: "idea",
		})
		must(t, err)
	}
	s.manager = app.Actor{Person: "manager", Grants: []app.Grant{{Role: app.RoleManager, Cluster: s.near.ID}}, Clusters: []app.ID{s.near.ID}}
	s.own, err = s.CreateOrganisation(t.Context(), s.manager, s.near.ID, mill())
	must(t, err)
	s.rep = app.Actor{Person: "rep", Grants: []app.Grant{{Role: app.RoleRepresentative, Organisation: s.own.ID}}, Clusters: []app.ID{s.near.ID}}
	return s
}

func mill() app.Organisation {
	return app.Organisation{
		Name: "Młyn Mazowiecki", Origin: "enterprise", Size: "small", NIP: "526-104-08-28", Voivodeship: app.Voivodeships[0].Code,
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func codes(err error) []string {
	var list []string
	if e, ok := errors.AsType[*app.Error](err); ok {
		for _, f := range e.Fields {
			list = append(list, f.Field+": "+f.Code)
		}
	}
	return list
}

func TestOrganisationIsADraftUntilPublished(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	if s.own.State != app.Draft || s.own.NIP != "5261040828" {
		t.Fatalf("created as %s with tax number %s", s.own.State, s.own.NIP)
	}
	if _, err := s.Organisation(ctx, s.any, s.own.ID); app.ClassOf(err) != app.ClassNotFound {
		t.Fatalf("a draft is seen: %v", err)
	}
	published, err := s.SetState(ctx, s.rep, s.own.ID, s.own.Version, app.Published)
	must(t, err)
	if _, err := s.Organisation(ctx, s.any, s.own.ID); err != nil {
		t.Fatalf("a published one is not seen: %v", err)
	}
	if _, err := s.SetState(ctx, s.rep, s.own.ID, published.Version, app.Archived); app.ClassOf(err) != app.ClassForbidden {
		t.Fatalf("its representative archives it: %v", err)
	}
	if _, err := s.SetState(ctx, s.manager, s.own.ID, s.own.Version, app.Archived); app.ClassOf(err) != app.ClassStale {
		t.Fatalf("an old version is archived: %v", err)
	}
}

func TestInvalidOrganisations(t *testing.T) {
	s := newSite(t)
	tests := []struct {
		name   string
		change func(*app.Organisation)
		want   string
	}{
		{"taken tax number", func(*app.Organisation) {}, "nip: nip_taken"},
		{"wrong tax number", func(o *app.Organisation) { o.NIP = "1234567890" }, "nip: nip_checksum"},
		{"no name", func(o *app.Organisation) { o.Name, o.NIP = " ", "" }, "name: required"},
		{"no region", func(o *app.Organisation) { o.Voivodeship, o.NIP = "", "" }, "voivodeship: required"},
		{"unknown PKD", func(o *app.Organisation) { o.PKD, o.NIP = []string{"4"}, "" }, "pkd.0: not_one_of"},
		{"script as website", func(o *app.Organisation) { o.Website, o.NIP = "javascript:alert(1)", "" }, "website: website"},
	}
	for _, tt := range tests {
		o := mill()
		tt.change(&o)
		_, err := s.CreateOrganisation(t.Context(), s.manager, s.near.ID, o)
		if !slices.Contains(codes(err), tt.want) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

// TestTakenNumber says whose it is to those who may know.
func TestTakenNumber(t *testing.T) {
	s := newSite(t)
	far := app.Actor{Person: "far", Grants: []app.Grant{{Role: app.RoleManager, Cluster: s.far.ID}}, Clusters: []app.ID{s.far.ID}}
	for _, test := range []struct {
		actor app.Actor
		at    app.ID
		want  string
	}{{s.manager, s.near.ID, "nip: nip_taken"}, {far, s.far.ID, "nip: nip_taken_elsewhere"}} { // the draft of another cluster
		if _, err := s.CreateOrganisation(t.Context(), test.actor, test.at, mill()); !slices.Contains(codes(err), test.want) {
			t.Errorf("%v, want %s", err, test.want)
		}
	}
}

func TestExclusionsAreForRepresentativesOnly(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	rival := mill()
	rival.Name, rival.NIP = "Rywal", ""
	r, err := s.CreateOrganisation(ctx, s.manager, s.near.ID, rival)
	must(t, err)
	o := mill()
	o.Excluded = []app.ID{r.ID}
	v, err := s.EditOrganisation(ctx, s.rep, s.own.ID, s.own.Version, o)
	must(t, err)
	if !slices.Equal(v.Excluded, []app.ID{r.ID}) {
		t.Fatalf("excluded %v", v.Excluded)
	}
	seen, err := s.Organisation(ctx, s.manager, s.own.ID)
	must(t, err)
	if seen.Excluded != nil {
		t.Fatalf("the manager sees the exclusions: %v", seen.Excluded)
	}
	plain := mill()
	plain.City = "Ciechanów"
	_, err = s.EditOrganisation(ctx, s.manager, s.own.ID, v.Version, plain)
	must(t, err)
	kept, err := s.Organisation(ctx, s.rep, s.own.ID)
	must(t, err)
	if !slices.Equal(kept.Excluded, []app.ID{r.ID}) || kept.City != "Ciechanów" {
		t.Fatalf("the manager's change loses the exclusions: %v", kept.Excluded)
	}
	o.Excluded = []app.ID{s.own.ID}
	if _, err = s.EditOrganisation(ctx, s.rep, s.own.ID, kept.Version, o); !slices.Contains(codes(err), "excluded: own_organisation") {
		t.Fatalf("excludes itself: %v", err)
	}
}

// TestEnterKeepsWhatIsThere loads an organisation once, lets it join another cluster, and changes nothing of it.
func TestEnterKeepsWhatIsThere(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	row := app.Organisation{ExternalID: "register:1", Name: "Instytut", Origin: "science", NIP: "7740001454", Voivodeship: app.Voivodeships[1].Code, State: app.Published}
	first, err := s.Enter(ctx, s.near.ID, row)
	must(t, err)
	row.Name = "Instytut Nowy"
	again, err := s.Enter(ctx, s.far.ID, row)
	must(t, err)
	v, err := s.Organisation(ctx, app.Actor{System: true}, first)
	must(t, err)
	if again != first || v.Name != "Instytut" || len(v.Clusters) != 2 || v.State != app.Published {
		t.Errorf("%s then %s: %q, in %d clusters, %s", first, again, v.Name, len(v.Clusters), v.State)
	}
	row.ExternalID = ""
	if _, err := s.Enter(ctx, s.near.ID, row); !slices.Contains(codes(err), "external_id: required") {
		t.Errorf("without an id: %v", err)
	}
}

// TestPutImported stores what an import wants, by its permissions and on the version that it saw.
func TestPutImported(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	o := app.Organisation{ExternalID: "1", Name: "Instytut", Origin: "science", Voivodeship: app.Voivodeships[1].Code}
	if _, err := s.PutImported(ctx, s.rep, s.near.ID, o, 0, false); app.ClassOf(err) != app.ClassForbidden {
		t.Errorf("a representative: %v", err)
	}
	id, err := s.PutImported(ctx, s.manager, s.near.ID, o, 0, false)
	must(t, err)
	v, err := s.Organisation(ctx, s.manager, id)
	must(t, err)
	next := v.Organisation
	next.City = "Łódź"
	_, err = s.PutImported(ctx, s.manager, s.near.ID, next, v.Version, false)
	must(t, err)
	if _, err := s.PutImported(ctx, s.manager, s.near.ID, next, v.Version, false); app.ClassOf(err) != app.ClassStale {
		t.Errorf("on an old version: %v", err)
	}
	outcome, err := s.JoinImported(ctx, s.admin, s.far.ID, s.own.ID, true)
	must(t, err)
	if v, _ := s.Organisation(ctx, s.manager, s.own.ID); outcome == "" || len(v.Clusters) != 1 {
		t.Errorf("a dry call: %q, %d clusters", outcome, len(v.Clusters))
	}
}

// TestPartnerFromAbroad has a country and a VAT number, and no voivodeship.
func TestPartnerFromAbroad(t *testing.T) {
	s := newSite(t)
	view, err := s.CreateOrganisation(t.Context(), s.manager, s.near.ID, app.Organisation{Name: "Fornitureprova S.p.A.", Origin: "enterprise", Country: "it", NIP: "01234567890"})
	must(t, err)
	if view.Country != "IT" || view.NIP != "IT01234567890" || view.Voivodeship != "" {
		t.Errorf("stored as %s, %s, %q", view.Country, view.NIP, view.Voivodeship)
	}
	if s.own.In() != app.Poland {
		t.Errorf("an organisation that says nothing is in %q", s.own.In())
	}
}
