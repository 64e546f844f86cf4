package main

import (
	"errors"
	"os"
	"testing"

	"splot/app"
	"splot/app/account"
	"splot/app/records"
	"splot/app/store"
	"splot/cmd/splot/demo"
	"splot/cmd/splot/program"
)

// TestDemo loads the demonstration as splot demo does and looks at what a visitor finds.
func TestDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the whole demonstration; run without -short")
	}
	set, err := demo.Data()
	if err != nil {
		t.Fatal(err)
	}
	c := &program.Config{Data: t.TempDir(), MailFrom: "Splot <splot@localhost>", PublicURL: "http://127.0.0.1"}
	if _, err := loadDemo(t.Context(), c, set, program.NewLogger(os.Stderr, "warn")); err != nil {
		t.Fatal(err)
	}
	p, err := program.Open(t.Context(), c, program.NewLogger(os.Stderr, "warn"), app.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = p.Close() }()
	entries, e1 := p.Store.CountBy(t.Context(), records.Entries, store.Query{}, "state")
	kinds, e2 := p.Store.CountBy(t.Context(), records.Entries, store.Query{}, "kind")
	matches, e3 := p.Store.CountBy(t.Context(), records.Matches, store.Query{}, "state")
	organisations, e4 := p.Store.Count(t.Context(), records.Organisations, store.Query{})
	if err := errors.Join(e1, e2, e3, e4); err != nil {
		t.Fatal(err)
	}
	hits, e1 := p.Records.WatchHits.Count(t.Context(), store.Query{})
	projects, e2 := p.Records.Projects.Count(t.Context(), store.Query{})
	told, e3 := p.Store.CountBy(t.Context(), records.Notifications, store.Query{}, "kind")
	if err := errors.Join(e1, e2, e3); err != nil {
		t.Fatal(err)
	}
	if hits == 0 || projects == 0 || told["watch_hit"] == 0 || told["project_invitation"] == 0 || told["project_answer"] == 0 {
		t.Errorf("%d hits of watches, %d projects, notifications %v", hits, projects, told)
	}
	t.Logf("%d organisations, entries %v %v, matches %v", organisations, entries, kinds, matches)
	all := int64(0)
	for _, state := range []app.EntryState{
		app.EntryDraft, app.EntrySubmitted, app.EntryInReview, app.EntryChangesRequested, app.EntryApproved, app.EntryWithdrawn, app.EntryExpired,
	} {
		all += entries[string(state)]
		if entries[string(state)] == 0 {
			t.Errorf("no entry is %s", state)
		}
	}
	for _, kind := range app.Kinds {
		if kinds[kind] == 0 {
			t.Errorf("no entry is a %s", kind)
		}
	}
	for _, state := range []app.MatchState{
		app.MatchSuggested, app.MatchInterest, app.MatchMutual, app.MatchTalking, app.MatchAgreed, app.MatchDeclined,
	} {
		if matches[string(state)] == 0 {
			t.Errorf("no match is %s", state)
		}
	}
	if all < 150 || organisations < 60 {
		t.Errorf("%d entries of %d organisations; wanted 150 of 60", all, organisations)
	}
	for _, key := range demo.Shown {
		for _, person := range set.People {
			if person.Key != key {
				continue
			}
			if _, err := p.Account.SignIn(t.Context(), account.Visitor{Address: "127.0.0.1"}, person.Email, demoPassword); err != nil {
				t.Errorf("%s cannot sign in: %v", person.Email, err)
			}
		}
	}
}
