package glossary_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"splot/app"
	"splot/app/glossary"
	"splot/app/records"
	"splot/infra/sqlitestore"
)

type world struct {
	*glossary.Service
	used []glossary.Pair
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	must(t, db.Ensure(t.Context(), append(records.Collections(), glossary.Collections()...)...))
	w := &world{}
	at := time.Date(2026, 11, 4, 10, 0, 0, 0, time.UTC)
	w.Service = glossary.New(glossary.Options{
		Records: records.In(db), IDs: app.NewIDs(app.Now), Clock: func() time.Time { at = at.Add(time.Second); return at },
		Extend: func(list []glossary.Pair) { w.used = list },
		Key:    func(term string, _ app.Lang) string { return strings.ToLower(strings.Trim(term, "-")) },
		Known:  func(string, app.Lang) []glossary.Translation { return nil },
	})
	return w
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var (
	admin    = app.Actor{Person: "admin", Grants: []app.Grant{{Role: app.RoleAdmin}}}
	stranger = app.Actor{Person: "manager", Grants: []app.Grant{{Role: app.RoleManager, Cluster: "elsewhere"}}}
	member   = app.Actor{Person: "member"}
)

// TestTerms goes the way of a term: added, known, changed by its own people only, used, deleted.
func TestTerms(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t)
	term := app.GlossaryTerm{PL: " Spienianie ", EN: "foaming"}
	if _, err := w.Add(ctx, member, term); app.ClassOf(err) != app.ClassForbidden {
		t.Errorf("a member adds: %v", err)
	}
	if _, err := w.Add(ctx, admin, app.GlossaryTerm{PL: "---", EN: "foam"}); app.ClassOf(err) != app.ClassInvalid {
		t.Errorf("a term of no word: %v", err)
	}
	v, err := w.Add(ctx, admin, term)
	must(t, err)
	if v.PL != "Spienianie" || !v.CanEdit || v.Author != "admin" {
		t.Errorf("added as %+v", v)
	}
	_, err = w.Add(ctx, admin, app.GlossaryTerm{PL: "spienianie", EN: "Foaming"})
	if e, ok := errors.AsType[*app.Error](err); !ok || e.Reason != "term_known" {
		t.Errorf("the same in other letters: %v", err)
	}
	if _, err := w.Save(ctx, stranger, v.ID, v.Version, "spienianie", "foam"); app.ClassOf(err) != app.ClassForbidden {
		t.Errorf("a manager changes a term of the platform: %v", err)
	}
	if _, err := w.Save(ctx, admin, v.ID, v.Version+1, "spienianie", "foam"); app.ClassOf(err) != app.ClassStale {
		t.Errorf("an old version: %v", err)
	}
	v, err = w.Save(ctx, admin, v.ID, v.Version, "spienianie", "foam blowing")
	must(t, err)
	must(t, w.Load(ctx))
	if len(w.used) != 1 || w.used[0] != (glossary.Pair{PL: "spienianie", EN: "foam blowing"}) {
		t.Errorf("in use are %v", w.used)
	}
	must(t, w.Delete(ctx, admin, v.ID, v.Version))
	must(t, w.Load(ctx))
	if len(w.used) != 0 {
		t.Errorf("deleted, and in use are %v", w.used)
	}
}

// TestFindingTerms: pages of terms with a part of either language, those last changed first.
func TestFindingTerms(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t)
	for _, p := range [][2]string{{"folia", "film"}, {"folia barierowa", "barrier film"}, {"klej", "adhesive"}, {"powłoka", "film coating"}} {
		_, err := w.Add(ctx, admin, app.GlossaryTerm{PL: p[0], EN: p[1]})
		must(t, err)
	}
	var got []string
	q := glossary.Query{Text: "FILM", Limit: 2}
	for {
		views, next, err := w.List(ctx, member, q)
		must(t, err)
		if len(views) == 0 || len(views) > q.Limit {
			t.Fatalf("a page of %d", len(views))
		}
		for _, v := range views {
			if v.CanEdit {
				t.Error("a member may edit")
			}
			got = append(got, v.PL)
		}
		if q.Cursor = next; next == "" {
			break
		}
	}
	if want := "powłoka, folia barierowa, folia"; strings.Join(got, ", ") != want {
		t.Errorf("found %q, want %q", strings.Join(got, ", "), want)
	}
	if views, _, err := w.List(ctx, stranger, glossary.Query{Mine: true, Limit: 10}); err != nil || len(views) != 0 {
		t.Errorf("of a manager's own clusters there are %d, %v", len(views), err)
	}
}
