package importing_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"splot/app"
	"splot/app/entry"
	"splot/app/importing"
	"splot/app/importing/tabular"
	"splot/app/member"
	"splot/app/records"
	"splot/app/store"
	"splot/infra/sqlitestore"
	"splot/search"
)

type noSearch struct{}

func (noSearch) Search(context.Context, search.Query) (search.Result, error) {
	return search.Result{}, nil
}

// site is the use cases on an embedded store, with two clusters. The clock moves a second with each reading.
type site struct {
	t         *testing.T
	records   records.Set
	members   *member.Service
	entries   *entry.Service
	importing *importing.Service
	home, far app.Cluster
	now       time.Time
}

func newSite(t *testing.T) *site {
	t.Helper()
	db, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	must(t, db.Ensure(t.Context(), append(records.Collections(), entry.Collections()...)...))
	s := &site{t: t, records: records.In(db), now: time.Date(2026, 11, 29, 8, 0, 0, 0, time.UTC)}
	clock := func() time.Time { s.now = s.now.Add(time.Second); return s.now }
	s.members = member.New(member.Options{Records: s.records, Search: noSearch{}, Clock: clock, IDs: app.NewIDs(clock)})
	s.entries = entry.New(entry.Options{Records: s.records, Engine: noSearch{}, Clock: clock, IDs: app.NewIDs(clock), Logger: slog.New(slog.DiscardHandler)})
	s.importing = importing.New(db, s.members, s.entries, clock)
	for slug, at := range map[string]*app.Cluster{"home": &s.home, "far": &s.far} {
		v, err := s.members.CreateCluster(t.Context(), system, app.Cluster{Slug: slug, Name: app.Text{PL: slug}, Sector: "other", Voivodeship: "lodzkie", Stage: "idea"})
		must(t, err)
		*at = v.Cluster
	}
	return s
}

var system = app.Actor{System: true}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// organisations are the options of an import of members into the home cluster.
func (s *site) organisations() importing.Options {
	return importing.Options{What: importing.Organisations, Cluster: s.home, Lang: app.EN, Actor: system}
}

func (s *site) needs() importing.Options { return s.entriesOf(app.Need) }

func (s *site) entriesOf(kind app.Kind) importing.Options {
	return importing.Options{
		What: importing.Entries, Kind: kind, Cluster: s.home, Lang: app.EN, Actor: system,
		NewOwner: &app.Organisation{ExternalID: "file:home:a", Name: "Import: a", Origin: "other", Voivodeship: "lodzkie"},
	}
}

func (s *site) plan(name string, content []byte, o importing.Options) (*importing.Plan, error) {
	s.t.Helper()
	table, err := tabular.New(name, bytes.NewReader(content), tabular.Options{Recognise: importing.Recognise(o.What, o.Kind, o.Choice)})
	if err != nil {
		return nil, err
	}
	defer table.Close()
	return s.importing.Plan(s.t.Context(), table, o)
}

func said(t *testing.T, p *importing.Plan, lang app.Lang) string {
	t.Helper()
	var b strings.Builder
	must(t, p.Report(&b, lang))
	must(t, p.JSON(&b, lang))
	return b.String()
}

// bring imports a file and returns its report. It holds what always holds: a dry run says the same in both languages,
// and the outcomes add up to the rows.
func (s *site) bring(name string, content []byte, o importing.Options) (*importing.Plan, string) {
	s.t.Helper()
	dry, err := s.plan(name, content, o)
	if err != nil {
		s.t.Fatalf("%s: %v", name, err)
	}
	p, err := s.plan(name, content, o)
	must(s.t, err)
	failed, err := s.importing.Apply(s.t.Context(), p, nil)
	if err != nil || len(failed) > 0 {
		s.t.Fatalf("%s: %v %v", name, err, failed)
	}
	for _, lang := range app.Langs {
		if said(s.t, dry, lang) != said(s.t, p, lang) {
			s.t.Errorf("%s: the dry run said\n%sand the import\n%s", name, said(s.t, dry, lang), said(s.t, p, lang))
		}
	}
	sum := 0
	for _, outcome := range importing.Outcomes {
		sum += p.Count(outcome)
	}
	if sum != len(p.Lines) {
		s.t.Errorf("%s: outcomes of %d rows add up to %d", name, len(p.Lines), sum)
	}
	var b strings.Builder
	must(s.t, p.Report(&b, app.EN))
	return p, b.String()
}

func (s *site) file(name string) []byte {
	s.t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	must(s.t, err)
	return content
}

// stored are the organisations by name.
func (s *site) stored() map[string]app.Organisation {
	s.t.Helper()
	all := map[string]app.Organisation{}
	must(s.t, s.records.Organisations.Each(s.t.Context(), store.Query{}, func(d store.Doc[app.Organisation]) error {
		d.Value.ID = app.ID(d.ID)
		all[d.Value.Name] = d.Value
		return nil
	}))
	return all
}

// content are the entries by external id.
func (s *site) content() map[string]app.Entry {
	s.t.Helper()
	all := map[string]app.Entry{}
	must(s.t, s.records.Entries.Each(s.t.Context(), store.Query{}, func(d store.Doc[app.Entry]) error {
		d.Value.ID = app.ID(d.ID)
		all[d.Value.ExternalID] = d.Value
		return nil
	}))
	return all
}

func counts(t *testing.T, p *importing.Plan, want map[string]int) {
	t.Helper()
	for _, outcome := range importing.Outcomes {
		if p.Count(outcome) != want[outcome] {
			t.Errorf("%d rows %s, want %d:\n%s", p.Count(outcome), outcome, want[outcome], said(t, p, app.EN))
		}
	}
}
