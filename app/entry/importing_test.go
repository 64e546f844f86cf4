package entry_test

import (
	"testing"

	"splot/app"
	"splot/app/entry"
)

func (s *site) row(id, title string) app.ImportedEntry {
	return app.ImportedEntry{
		ExternalID: id, Kind: app.Technology, Organisation: s.maker, Cluster: s.cluster, Approve: true,
		Content: app.Content{Title: app.Text{EN: title}, Description: app.Text{EN: title}, Visibility: app.VisibleNetwork},
	}
}

// TestPutImported enters entries, makes the next version of one, and refuses what it may not touch.
func TestPutImported(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	system := app.Actor{System: true}
	put := func(actor app.Actor, rows ...app.ImportedEntry) []error {
		errs, err := s.PutImported(ctx, actor, rows)
		must(t, err)
		return errs
	}
	draft := s.row("2", "A draft")
	draft.Approve = false
	for i, err := range put(system, s.row("1", "A film"), draft, s.row("3", ""), s.row("1", "Again")) {
		if refused := err != nil; refused != (i > 1) {
			t.Errorf("row %d: %v", i, err)
		}
	}
	if err := put(s.author, s.row("4", "By a person"))[0]; app.ClassOf(err) != app.ClassForbidden {
		t.Errorf("approved by a person: %v", err)
	}
	found, _, err := s.List(ctx, s.author, entry.Filter{})
	must(t, err)
	byID := map[string]entry.View{}
	for _, v := range found {
		byID[v.Entry.ExternalID] = v
	}
	if len(byID) != 2 || !byID["1"].Entry.Live || byID["2"].Entry.State != app.EntryDraft {
		t.Fatalf("%d entries: %+v", len(byID), byID)
	}
	next := s.row("1", "A better film")
	next.ID, next.Version = byID["1"].Entry.ID, byID["1"].Version
	if err := put(system, next)[0]; err != nil {
		t.Fatal(err)
	}
	if err := put(system, next)[0]; app.ClassOf(err) != app.ClassStale {
		t.Errorf("on an old version: %v", err)
	}
	v, err := s.Get(ctx, s.author, next.ID)
	must(t, err)
	if v.Entry.Number != 2 || v.Entry.Approved.Content.Title.EN != "A better film" {
		t.Errorf("the changed row is version %d, %q", v.Entry.Number, v.Entry.Approved.Content.Title.EN)
	}
	v, err = s.Withdraw(ctx, s.author, next.ID, v.Version, "")
	must(t, err)
	next.Version = v.Version
	if err := put(system, next)[0]; app.ClassOf(err) != app.ClassConflict {
		t.Errorf("a withdrawn entry: %v", err)
	}
}
