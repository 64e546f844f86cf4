package notify_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/notify"
	"splot/app/records"
	"splot/app/store"
)

// sides is a world with a representative on each side, a second one on the asking side, and a manager.
func sides(t *testing.T) (w *world, asks, colleague, offers, manager app.Actor) {
	w = newWorld(t)
	asks, colleague = w.person("asks", representative("org-asks")), w.person("colleague", representative("org-asks"))
	offers = w.person("offers", representative("org-offers"))
	manager = w.person("manager", app.Grant{Role: app.RoleManager, Cluster: "makros"})
	w.person("auditor")
	return w, asks, colleague, offers, manager
}

func TestSuggestionsOfOneMinuteAreOneNotification(t *testing.T) {
	t.Parallel()
	w, asks, colleague, offers, manager := sides(t)
	need := w.entry("need", app.Need, "org-asks")
	for i := range 5 {
		w.match(need, w.entry(fmt.Sprint("offer", i), app.Technology, "org-offers"), 50+float64(i))
		w.settle()
	}
	for _, who := range []app.Actor{asks, colleague} {
		list := w.notices(who)
		if len(list) != 1 || list[0].Kind != "match_new" || list[0].Count != 5 || list[0].Score != 54 || list[0].Match != "match-of-need-offer4" {
			t.Fatalf("%s has %+v, want one that counts 5, the best at 54", who.Person, list)
		}
		if n, err := w.notify.Unread(t.Context(), who); err != nil || n != 1 {
			t.Errorf("Unread = %d, %v, want 1", n, err)
		}
	}
	if list := w.notices(offers); len(list) != 5 {
		t.Errorf("the offering side has %d, want one for each of its entries", len(list))
	}
	if len(w.notices(manager)) != 0 || len(w.frames(manager)) == 0 {
		t.Error("the manager is notified, or the manager's screens are not told")
	}
	frames := w.frames(asks)
	if last := frames[len(frames)-1]; last.Type != "notification" || !strings.Contains(string(last.Notification), `"count":5`) {
		t.Errorf("last frame = %+v, want the notification that counts 5", last)
	}

	w.must(w.notify.Read(t.Context(), asks, []app.ID{w.notices(asks)[0].ID}))
	w.pass(time.Minute)
	w.match(need, w.entry("later", app.Competence, "org-offers"), 90)
	w.settle()
	if list := w.notices(asks); len(list) != 2 || list[0].Count != 1 || list[0].OtherKind != "competence" {
		t.Errorf("a minute later %+v, want a second one", list)
	}
}

func TestStepsOfAMatch(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name   string
		step   records.MatchStep
		change func(*app.Match)
		want   map[string][]string // person → kinds, besides match_new
	}{
		{
			"interest",
			records.MatchStep{Action: "interest", Side: app.NeedSide, By: "asks"},
			func(m *app.Match) { m.State = app.MatchInterest },
			map[string][]string{"offers": {"match_interest"}},
		},
		{
			"mutual",
			records.MatchStep{Action: "mutual", Side: app.NeedSide, By: "asks"},
			func(m *app.Match) { m.State = app.MatchMutual },
			map[string][]string{"offers": {"match_mutual"}, "colleague": {"match_mutual"}},
		},
		{
			"declined",
			records.MatchStep{Action: "declined", Side: app.OfferSide, By: "offers"},
			func(m *app.Match) { m.State, m.DeclineReason = app.MatchDeclined, "too_early" },
			map[string][]string{"asks": {"match_declined"}, "colleague": {"match_declined"}},
		},
		{
			"progress",
			records.MatchStep{Action: "talking", Side: app.OfferSide, By: "offers"},
			func(m *app.Match) { m.State = app.MatchTalking },
			map[string][]string{"asks": {"match_progress"}, "colleague": {"match_progress"}},
		},
		{
			"taken back",
			records.MatchStep{Action: "reconsidered", Side: app.NeedSide, By: "asks"},
			func(*app.Match) {},
			map[string][]string{},
		},
		{
			"closed",
			records.MatchStep{Action: "closed"},
			func(m *app.Match) { m.Closed = true },
			map[string][]string{},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w, asks, colleague, offers, manager := sides(t)
			m := w.match(w.entry("need", app.Need, "org-asks"), w.entry("offer", app.Technology, "org-offers"), 70)
			w.settle()
			w.step(m, c.step, c.change)
			w.settle()
			for _, who := range []app.Actor{asks, colleague, offers, manager} {
				got := slices.DeleteFunc(kinds(w.notices(who)), func(k string) bool { return k == "match_new" })
				if !slices.Equal(got, c.want[string(who.Person)]) && len(got)+len(c.want[string(who.Person)]) > 0 {
					t.Errorf("%s has %v, want %v", who.Person, got, c.want[string(who.Person)])
				}
				if !slices.ContainsFunc(w.frames(who), func(f frame) bool { return f.Type == "changed" && f.Resource == "match" && f.ID == m.ID }) {
					t.Errorf("the screens of %s are not told", who.Person)
				}
			}
		})
	}
}

func TestStepsOfAnEntry(t *testing.T) {
	t.Parallel()
	both := map[string]string{}
	reps := func(kind string) map[string]string { return map[string]string{"asks": kind, "colleague": kind} }
	cases := []struct {
		action, by string
		state      app.EntryState
		want       map[string]string
	}{
		{"submitted", "asks", app.EntrySubmitted, map[string]string{"manager": "entry_submitted"}},
		{"submitted", "asks", app.EntryInReview, map[string]string{"auditor": "entry_resubmitted"}},
		{"submitted", "asks", app.EntryApproved, both}, // it has moved on since
		{"assigned", "manager", app.EntryInReview, map[string]string{"auditor": "entry_assigned"}},
		{"assigned", "manager", app.EntryApproved, both},
		{"changes_requested", "auditor", app.EntryChangesRequested, reps("entry_changes_requested")},
		{"changes_requested", "auditor", app.EntryInReview, both},
		{"approved", "auditor", app.EntryApproved, reps("entry_approved")},
		{"expired", "", app.EntryExpired, reps("entry_expired")},
		{"withdrawn", "asks", app.EntryWithdrawn, both},
		{"imported", "", app.EntryApproved, both},
	}
	for _, c := range cases {
		t.Run(c.action+" "+string(c.state), func(t *testing.T) {
			t.Parallel()
			w, asks, colleague, offers, manager := sides(t)
			w.entry("need", app.Need, "org-asks")
			w.entryStep("need", records.EntryStep{Action: c.action, Number: 1, By: app.ID(c.by)}, func(e *app.Entry) { e.State = c.state })
			auditor := app.Actor{Person: "auditor"}
			for _, who := range []app.Actor{asks, colleague, offers, manager, auditor} {
				got := strings.Join(kinds(w.notices(who)), " ")
				if got != c.want[string(who.Person)] {
					t.Errorf("%s has %q, want %q", who.Person, got, c.want[string(who.Person)])
				}
			}
			for _, who := range []app.Actor{asks, manager, auditor} {
				told := slices.ContainsFunc(w.frames(who), func(f frame) bool { return f.Resource == "entry" && f.ID == "need" })
				if told != (c.action != "imported") {
					t.Errorf("the screens of %s are told: %v", who.Person, told)
				}
			}
			if len(w.frames(offers)) > 0 {
				t.Error("the other side's screens are told")
			}
		})
	}
}

// Events come at least once, and here twice, at the same time and in any order.
func TestRedeliveryNotifiesOnce(t *testing.T) {
	t.Parallel()
	w, asks, _, offers, _ := sides(t)
	m := w.match(w.entry("need", app.Need, "org-asks"), w.entry("offer", app.Technology, "org-offers"), 70)
	w.settle()
	d, err := w.Matches.Get(t.Context(), string(m.ID))
	w.must(err)
	d.Value.State = app.MatchInterest
	_, err = w.Matches.Replace(t.Context(), d)
	w.must(err)
	events := []store.Event{
		w.event(records.TopicMatch, m.ID, records.MatchStep{Action: "suggested"}),
		w.event(records.TopicMatch, m.ID, records.MatchStep{Action: "interest", Side: app.NeedSide, By: "asks"}),
		w.event(records.TopicEntryStep, "need", records.EntryStep{Action: "approved", By: "auditor"}),
	}
	var together sync.WaitGroup
	for range 4 {
		for i, e := range events {
			together.Go(func() {
				handle := w.notify.Match
				if i == 2 {
					handle = w.notify.EntryStep
				}
				if err := handle(t.Context(), e); err != nil {
					t.Error(err)
				}
			})
		}
	}
	together.Wait()
	if got := kinds(w.notices(asks)); !slices.Equal(got, []string{"entry_approved", "match_new"}) {
		t.Errorf("asks has %v", got)
	}
	if got := kinds(w.notices(offers)); !slices.Equal(got, []string{"match_interest", "match_new"}) {
		t.Errorf("offers has %v", got)
	}
	frames := 0
	for _, f := range w.frames(offers) {
		if f.Type == "notification" {
			frames++
		}
	}
	if frames != 2 {
		t.Errorf("%d frames with notifications, want 2", frames)
	}
}

func TestImportedEntriesDoNotNotify(t *testing.T) {
	t.Parallel()
	w, asks, _, offers, _ := sides(t)
	imported := func(e *app.Entry) { e.History = []app.Step{{Action: "imported", Number: 1}} }
	w.match(w.entry("need", app.Need, "org-asks"), w.entry("offer", app.Technology, "org-offers", imported), 70)
	w.settle()
	if len(w.notices(asks)) != 1 || len(w.notices(offers)) != 0 {
		t.Errorf("asks has %d, offers %d; want only the one who wrote", len(w.notices(asks)), len(w.notices(offers)))
	}
}

// TestLaterPartnersOfImportedEntries tells the importer once of a need that was approved after the import.
func TestLaterPartnersOfImportedEntries(t *testing.T) {
	t.Parallel()
	w, _, _, offers, _ := sides(t)
	imported := func(e *app.Entry) { e.History = []app.Step{{Action: "imported", Number: 1}}; e.Approved.At = start }
	at := func(d time.Duration) func(*app.Entry) {
		return func(e *app.Entry) { e.Approved.At = start.Add(d) }
	}
	one, two := w.entry("one", app.Technology, "org-offers", imported), w.entry("two", app.Technology, "org-offers", imported)
	earlier, later := w.entry("earlier", app.Need, "org-asks", at(-time.Hour)), w.entry("later", app.Need, "org-asks", at(time.Hour))
	w.match(earlier, one, 90)
	w.match(later, two, 70)
	w.match(later, one, 60)
	w.settle()
	if list := w.notices(offers); len(list) != 1 || list[0].Match != "match-of-later-two" || list[0].Count != 1 {
		t.Fatalf("told %d times: %+v", len(list), list)
	}
}

func TestNotificationsTellNothingOfTheOtherSide(t *testing.T) {
	t.Parallel()
	w, asks, _, _, _ := sides(t)
	offer := w.entry("offer", app.Technology, "org-offers", func(e *app.Entry) {
		e.Content.Title = app.Text{PL: "Folia Kwarzenit"}
		e.Approved.Content.Title = e.Content.Title
		e.Approved.Content.Confidential = app.Text{PL: "tajnoskład"}
	})
	m := w.match(w.entry("need", app.Need, "org-asks"), offer, 70)
	w.settle()
	w.step(m, records.MatchStep{Action: "interest", Side: app.OfferSide, By: "offers"}, func(m *app.Match) {
		m.State, m.Offer.Message = app.MatchInterest, "Tu Kwarzenit"
	})
	w.settle()
	w.step(m, records.MatchStep{Action: "declined", Side: app.OfferSide, By: "offers"}, func(m *app.Match) {
		m.State, m.DeclineReason, m.DeclineNote = app.MatchDeclined, "other", "Kwarzenit nie chce"
	})
	w.settle()
	notices, err := json.Marshal(w.notices(asks))
	w.must(err)
	frames, err := json.Marshal(w.frames(asks))
	w.must(err)
	for _, word := range []string{"kwarzenit", "tajnoskład", "org-offers", "offers"} {
		if seen := strings.ToLower(string(notices) + string(frames)); strings.Contains(seen, word) {
			t.Errorf("%q can be read in %s", word, seen)
		}
	}
}

func TestOthersNotificationsAreNoneOfMine(t *testing.T) {
	t.Parallel()
	w, asks, _, offers, _ := sides(t)
	w.match(w.entry("need", app.Need, "org-asks"), w.entry("offer", app.Technology, "org-offers"), 70)
	w.settle()
	theirs := w.notices(offers)[0].ID
	w.must(w.notify.Read(t.Context(), asks, []app.ID{theirs}))
	if w.notices(offers)[0].State != "unread" {
		t.Error("someone else's notification was marked")
	}
	if err := w.notify.ReadUpTo(t.Context(), asks, theirs); app.ClassOf(err) != app.ClassNotFound {
		t.Errorf("ReadUpTo someone else's = %v, want not found", err)
	}
	if _, _, err := w.notify.List(t.Context(), app.Actor{}, "", "", 10); app.ClassOf(err) != app.ClassUnauthenticated {
		t.Errorf("List by nobody = %v, want unauthenticated", err)
	}
}

func TestReadAndArchive(t *testing.T) {
	t.Parallel()
	w, asks, _, _, _ := sides(t)
	need := w.entry("need", app.Need, "org-asks")
	for i := range 4 {
		w.match(need, w.entry(fmt.Sprint("offer", i), app.Technology, "org-offers"), 60)
		w.settle()
		w.pass(time.Minute)
	}
	list := w.notices(asks)
	w.must(w.notify.ReadUpTo(t.Context(), asks, list[1].ID))
	if n, err := w.notify.Unread(t.Context(), asks); err != nil || n != 1 {
		t.Errorf("unread after ReadUpTo the second newest = %d, %v, want 1", n, err)
	}
	w.must(w.notify.Archive(t.Context(), asks, []app.ID{list[0].ID, list[3].ID}))
	if got := len(w.notices(asks)); got != 2 {
		t.Errorf("%d are listed after two were archived, want 2", got)
	}
	archived, _, err := w.notify.List(t.Context(), asks, app.ArchivedNote, "", 10)
	if err != nil || len(archived) != 2 || archived[0].ReadAt == nil {
		t.Errorf("archived = %+v, %v, want two that count as read", archived, err)
	}
	frames := w.frames(asks)
	if last := frames[len(frames)-1]; last.Type != "changed" || last.Resource != "notification" {
		t.Errorf("last frame = %+v, want the other tabs told", last)
	}
	if err := w.notify.Read(t.Context(), asks, make([]app.ID, notify.MaxIDs+1)); app.ClassOf(err) != app.ClassInvalid {
		t.Errorf("too many ids = %v, want invalid", err)
	}
}
