package entry_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/entry"
	"splot/app/records"
	"splot/app/records/recordstest"
	"splot/infra/sqlitestore"
	"splot/search"
)

// site is the use cases on an embedded store, with two organisations of one cluster, one of another, and
// people who act for them.
type site struct {
	*entry.Service
	t       testing.TB
	records recordstest.Set
	ids     app.IDs
	clock   *clock
	found   *found

	cluster, elsewhere                             app.ID
	maker, neighbour, far                          app.ID
	author, colleague, stranger, manager, examiner app.Actor
}

// clock is a time that tests set.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// found is a search engine that finds what a test says.
type found struct{ hits []search.Hit }

func (f *found) Search(context.Context, search.Query) (search.Result, error) {
	return search.Result{Hits: f.hits, Total: len(f.hits)}, nil
}

func newSite(t testing.TB) *site {
	t.Helper()
	db, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	must(t, db.Ensure(t.Context(), append(records.Collections(), entry.Collections()...)...))
	s := &site{t: t, records: recordstest.In(db), clock: &clock{now: time.Date(2026, 11, 4, 10, 0, 0, 0, time.UTC)}, found: &found{}}
	s.ids = app.NewIDs(s.clock.read)
	s.Service = entry.New(entry.Options{Records: records.In(s.records.Store), Engine: s.found, Clock: s.clock.read, IDs: s.ids, Logger: slog.New(slog.DiscardHandler)})
	s.cluster, s.elsewhere = s.ids(), s.ids()
	for id, slug := range map[app.ID]string{s.cluster: "near", s.elsewhere: "far"} {
		must(t, s.records.Clusters.Insert(t.Context(), string(id), app.Cluster{Slug: slug}))
	}
	s.maker = s.organisation("Opakowania Mazur sp. z o.o.", s.cluster)
	s.neighbour = s.organisation("Zakład Sąsiedni", s.cluster)
	s.far = s.organisation("Daleka Pracownia", s.elsewhere)
	s.author = s.person("author", s.maker, s.cluster, app.Grant{Role: app.RoleRepresentative, Organisation: s.maker})
	s.colleague = s.person("colleague", s.neighbour, s.cluster, app.Grant{Role: app.RoleRepresentative, Organisation: s.neighbour})
	s.stranger = s.person("stranger", s.far, s.elsewhere, app.Grant{Role: app.RoleRepresentative, Organisation: s.far})
	s.manager = s.person("manager", "", s.cluster, app.Grant{Role: app.RoleManager, Cluster: s.cluster})
	s.examiner = s.person("auditor", s.neighbour, s.cluster, app.Grant{Role: app.RoleAuditor, Cluster: s.cluster})
	return s
}

func (s *site) organisation(name string, cluster app.ID) app.ID {
	id := s.ids()
	must(s.t, s.records.Organisations.Insert(s.t.Context(), string(id), app.Organisation{
		Name: name, Origin: "enterprise", Size: "small", Voivodeship: "mazowieckie", State: app.Published, Clusters: []app.ID{cluster},
	}))
	return id
}

func (s *site) person(name string, organisation, cluster app.ID, grants ...app.Grant) app.Actor {
	id := s.ids()
	p := app.Person{Name: name, Email: name + "@site.example", Organisation: organisation, Grants: grants}
	for _, g := range grants {
		p.Scopes = append(p.Scopes, g.Scope())
	}
	must(s.t, s.records.People.Insert(s.t.Context(), string(id), p))
	return app.Actor{Person: id, Lang: app.PL, Grants: grants, Organisation: organisation, Clusters: []app.ID{cluster}}
}

// film is a complete technology.
func film() app.Content {
	trl := 4
	return app.Content{
		Title: app.Text{PL: "Kompostowalna folia barierowa"}, Teaser: app.Text{PL: "Folia do dań gotowych"},
		Description: app.Text{PL: "Wielowarstwowa folia PLA/PBAT."}, Confidential: app.Text{PL: "Dodatek K-17"},
		Visibility: app.VisibleTeaser,
		Technology: &app.TechnologyForm{
			TRL: &trl, TRLEvidence: app.Text{PL: "Próby w laboratorium"}, Advantage: app.Text{PL: "Kompostuje się w 90 dni"},
			IPStatus: "applied", Cooperation: []string{"licence"},
		},
	}
}

func (s *site) draft(c app.Content) entry.View {
	s.t.Helper()
	v, err := s.Create(s.t.Context(), s.author, s.maker, s.cluster, app.Technology, c)
	must(s.t, err)
	return v
}

// inReview is a submitted entry with its auditor assigned.
func (s *site) inReview(c app.Content) entry.View {
	s.t.Helper()
	v := s.draft(c)
	v, err := s.Submit(s.t.Context(), s.author, v.Entry.ID, v.Version)
	must(s.t, err)
	v, err = s.Assign(s.t.Context(), s.manager, v.Entry.ID, v.Version, s.examiner.Person)
	must(s.t, err)
	return v
}

func (s *site) approved(c app.Content) entry.View {
	s.t.Helper()
	v := s.inReview(c)
	v, err := s.Approve(s.t.Context(), s.examiner, v.Entry.ID, v.Version, app.Review{Scores: map[string]int{"novelty": 4}})
	must(s.t, err)
	return v
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantClass checks the class of an error and, if given, its only field and code.
func wantClass(t *testing.T, err error, class app.Class, fieldAndCode ...string) {
	t.Helper()
	if app.ClassOf(err) != class || err == nil {
		t.Fatalf("got %v, want class %s", err, class)
	}
	if len(fieldAndCode) == 0 {
		return
	}
	e, _ := err.(*app.Error) //nolint:errorlint // use cases return it plainly
	for _, f := range e.Fields {
		if f.Field == fieldAndCode[0] && f.Code == fieldAndCode[1] {
			return
		}
	}
	t.Fatalf("got %v, want %s: %s", err, fieldAndCode[0], fieldAndCode[1])
}
