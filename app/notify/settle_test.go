package notify_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app"
	"splot/app/channel"
	"splot/app/notify"
	"splot/app/records"
	"splot/app/store"
)

// TestWhatIsDoneWaitsForNobody walks an entry through its workflow: what the step before asked for is archived for all
// who had it, read or not, on all their screens.
func TestWhatIsDoneWaitsForNobody(t *testing.T) {
	t.Parallel()
	w, asks, colleague, _, manager := sides(t)
	auditor, other := app.Actor{Person: "auditor"}, w.person("other")
	w.entry("need", app.Need, "org-asks", func(e *app.Entry) { e.Approved = nil })
	walk := []struct {
		action string
		state  app.EntryState
		holder app.ID // the auditor
		want   map[app.ID]string
	}{
		{"submitted", app.EntrySubmitted, "", map[app.ID]string{"manager": "entry_submitted"}},
		{"assigned", app.EntryInReview, "auditor", map[app.ID]string{"auditor": "entry_assigned"}},
		{"assigned", app.EntryInReview, "other", map[app.ID]string{"other": "entry_assigned"}},
		{"changes_requested", app.EntryChangesRequested, "other", map[app.ID]string{"asks": "entry_changes_requested", "colleague": "entry_changes_requested"}},
		{"submitted", app.EntryInReview, "other", map[app.ID]string{"other": "entry_resubmitted"}},
		{"withdrawn", app.EntryWithdrawn, "other", nil},
	}
	for i, step := range walk {
		w.entryStep("need", records.EntryStep{Action: step.action, Number: i}, func(e *app.Entry) { e.State, e.Auditor = step.state, step.holder })
		for _, who := range []app.Actor{asks, colleague, manager, auditor, other} {
			if got := strings.Join(kinds(w.notices(who)), " "); got != step.want[who.Person] {
				t.Errorf("after %d %s, %s is told %q, want %q", i, step.action, who.Person, got, step.want[who.Person])
			}
			want := int64(len(w.notices(who)))
			if n, err := w.notify.Unread(t.Context(), who); err != nil || n != want {
				t.Errorf("after %s, %s has %d unread, want %d: %v", step.action, who.Person, n, want, err)
			}
		}
	}
	archived, _, err := w.notify.List(t.Context(), manager, app.ArchivedNote, "", 10)
	if err != nil || len(archived) != 1 || archived[0].SettledAt == nil || archived[0].ReadAt == nil {
		t.Errorf("the manager's archive has %+v, %v; want what is settled", archived, err)
	}
	if !slices.ContainsFunc(w.frames(manager), func(f frame) bool { return f.Resource == "notification" }) {
		t.Error("the manager's screens are not told")
	}
}

// TestAnOldEventTakesNothingBack: events come again, also after the entry has moved on and waits anew.
func TestAnOldEventTakesNothingBack(t *testing.T) {
	t.Parallel()
	w, asks, _, _, manager := sides(t)
	w.entry("need", app.Need, "org-asks", func(e *app.Entry) { e.State, e.Auditor = app.EntrySubmitted, "" })
	w.entryStep("need", records.EntryStep{Action: "submitted", By: asks.Person}, func(*app.Entry) {})
	for _, action := range []string{"withdrawn_submission", "assigned", "submitted"} {
		w.must(w.notify.EntryStep(t.Context(), w.event(records.TopicEntryStep, "need", records.EntryStep{Action: action, By: asks.Person})))
	}
	if got := kinds(w.notices(manager)); !slices.Contains(got, "entry_submitted") {
		t.Errorf("the manager has %v, want what waits", got)
	}
}

func TestAnAnsweredInterestIsSettled(t *testing.T) {
	t.Parallel()
	w, _, _, offers, _ := sides(t)
	m := w.match(w.entry("need", app.Need, "org-asks"), w.entry("offer", app.Technology, "org-offers"), 70)
	w.settle()
	interest := records.MatchStep{Action: "interest", Side: app.NeedSide, By: "asks"}
	w.step(m, interest, func(m *app.Match) { m.State = app.MatchInterest })
	w.settle()
	w.must(w.notify.Match(t.Context(), w.event(records.TopicMatch, m.ID, interest))) // again
	if got := kinds(w.notices(offers)); !slices.Contains(got, "match_interest") {
		t.Fatalf("the other side has %v, want the interest", got)
	}
	w.step(m, records.MatchStep{Action: "reconsidered", Side: app.NeedSide, By: "asks"}, func(m *app.Match) { m.State = app.MatchSuggested })
	w.settle()
	if got := kinds(w.notices(offers)); slices.Contains(got, "match_interest") {
		t.Errorf("what was taken back still waits: %v", got)
	}
}

// TestWhatIsOnScreenIsRead: opening what a notification is about marks it, and nothing else, and not someone else's.
func TestWhatIsOnScreenIsRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	me, you := w.person("me"), w.person("you")
	for i, f := range []app.NoticeFacts{
		{Entry: "e1"},
		{Entry: "e1", Match: "e1~o1", Count: 1},
		{Entry: "e2", Match: "e2~o1", Count: 3},
		{Project: "p1"},
		{Watch: "w1", Entry: "e3", Count: 1},
		{Cluster: "c1", Organisation: "o1"},
	} {
		kind := app.NoticeEntryApproved
		if f.Match != "" {
			kind = app.NoticeMatchNew
		}
		for _, who := range []app.Actor{me, you} {
			w.must(w.Notifications.Insert(t.Context(), fmt.Sprint(who.Person, i), app.Notification{
				Recipient: who.Person, Cause: fmt.Sprint("cause", i), Kind: kind, Facts: f, State: app.Unread, CreatedAt: w.clock(),
			}))
		}
	}
	unread := func(who app.Actor) int64 {
		n, err := w.notify.Unread(t.Context(), who)
		w.must(err)
		return n
	}
	left := int64(6)
	for _, c := range []struct {
		place notify.Place
		id    app.ID
		reads int64
	}{
		{notify.PlaceMatch, "e2~o1", 0}, // three came, and this is one
		{notify.PlaceMatch, "e1~o1", 1},
		{notify.PlaceMatches, "", 0},
		{notify.PlaceMatches, "e2", 1},
		{notify.PlaceEntry, "e1", 1},
		{notify.PlaceEntry, "e1", 0},
		{notify.PlaceEntry, "e3", 1}, // the only hit of the watch
		{notify.PlaceWatch, "w1", 0},
		{notify.PlaceProject, "p1", 1},
		{notify.PlaceOrganisation, "o1", 1},
	} {
		frames := len(w.frames(me))
		w.must(w.notify.ReadAbout(t.Context(), me, c.place, c.id))
		if left -= c.reads; unread(me) != left {
			t.Errorf("after %s %s %d are unread, want %d", c.place, c.id, unread(me), left)
			left = unread(me)
		}
		if told := len(w.frames(me)) - frames; told != int(c.reads) {
			t.Errorf("%s %s tells the other devices %d times, want %d", c.place, c.id, told, c.reads)
		}
	}
	if n := unread(you); n != 6 {
		t.Errorf("someone else has %d unread, want all 6", n)
	}
	if err := w.notify.ReadAbout(t.Context(), me, "weather", ""); app.ClassOf(err) != app.ClassInvalid {
		t.Errorf("an unknown place = %v, want invalid", err)
	}
}

// TestEveryoneIsTold: a scope may have more people than one page of the store, and the open screens cost one entry.
func TestEveryoneIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const many = 230
	people := make([]app.Actor, many)
	for i := range people {
		people[i] = w.person(fmt.Sprintf("rep%03d", i), representative("org-asks"))
	}
	w.entry("need", app.Need, "org-asks", func(e *app.Entry) { e.State = app.EntryApproved })
	w.entryStep("need", records.EntryStep{Action: "approved", By: "auditor"}, func(*app.Entry) {})
	for _, who := range people {
		if got := kinds(w.notices(who)); !slices.Equal(got, []string{"entry_approved"}) {
			t.Fatalf("%s has %v", who.Person, got)
		}
	}
	if got := w.carried(app.OrganisationChannel("org-asks")); len(got) != 1 || got[0].Resource != "entry" {
		t.Errorf("the organisation's channel carried %+v, want one entry for all", got)
	}
}

func TestWhoMayFollowWhat(t *testing.T) {
	t.Parallel()
	rep := app.Actor{Person: "rep", Grants: []app.Grant{representative("org")}}
	manager := app.Actor{Person: "manager", Grants: []app.Grant{{Role: app.RoleManager, Cluster: "makros"}}}
	auditor := app.Actor{Person: "auditor", Grants: []app.Grant{{Role: app.RoleAuditor, Cluster: "makros"}}}
	admin := app.Actor{Person: "admin", Grants: []app.Grant{{Role: app.RoleAdmin}}}
	all := channel.Kinds(notify.Channels())
	for name, want := range map[string][]app.ID{
		"inbox:rep": {"rep"}, "inbox:nobody": nil, "inbox:": nil, "org:org": {"rep"}, "org:other": nil,
		"cluster:makros": {"manager", "admin"}, "cluster:krea": {"admin"}, "chat:x": nil, "rep": nil,
	} {
		var got []app.ID
		for _, actor := range []app.Actor{rep, manager, auditor, admin} {
			kind, id, ok := all.Of(name)
			if !ok {
				continue
			}
			if may, err := kind.May(t.Context(), actor, id); err == nil && may {
				got = append(got, actor.Person)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s may be followed by %v, want %v", name, got, want)
		}
	}
}

// TestOlderNotificationsOpen: facts stood in a map with the title in two fields, and nothing was taken back.
func TestOlderNotificationsOpen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	me := w.person("me")
	w.entry("done", app.Need, "org", func(e *app.Entry) { e.State = app.EntryApproved })
	w.entry("waits", app.Need, "org", func(e *app.Entry) { e.State = app.EntrySubmitted })
	old := store.Set[bson.M]{Store: w.Store, Collection: records.Notifications}
	for i, row := range []bson.M{
		{"kind": "match_new", "subject": "n", "params": bson.M{"match": "n~o", "count": int32(3), "score": 71.5, "titlePL": "Folia", "otherKind": "technology"}},
		{"kind": "entry_submitted", "subject": "done", "params": bson.M{"entry": "done", "number": int64(2)}},
		{"kind": "entry_submitted", "subject": "waits", "params": bson.M{"entry": "waits", "titlePL": "Klej", "titleEN": "Glue"}},
	} {
		row["recipient"], row["cause"], row["state"] = "me", fmt.Sprint("cause", i), "unread"
		row["createdAt"] = w.clock().Add(time.Duration(-i) * time.Minute)
		w.must(old.Insert(t.Context(), fmt.Sprint("old", i), row))
	}
	for range 2 {
		w.must(notify.MigrateFacts(w.clock)(context.Background(), w.Store))
	}
	list := w.notices(me)
	if len(list) != 2 || list[0].Count != 3 || list[0].Score != 71.5 || list[0].Title.PL != "Folia" || list[0].Match != "n~o" || list[1].Title.EN != "Glue" {
		t.Errorf("the list is %+v, want the match and what waits, with their facts", list)
	}
	archived, _, err := w.notify.List(t.Context(), me, app.ArchivedNote, "", 10)
	if err != nil || len(archived) != 1 || archived[0].Entry != "done" || archived[0].Number != 2 {
		t.Errorf("the archive is %+v, %v, want what was done long ago", archived, err)
	}
}
