package matching_test

import (
	"strings"
	"testing"
	"time"

	"splot/app"
	"splot/app/learning"
	"splot/app/matching"
	"splot/app/records"
	"splot/app/store"
)

// TestIDsOfMatches: an id says nothing of the entries.
func TestIDsOfMatches(t *testing.T) {
	w := newWorld(t)
	need, offer, _, _ := w.pair()
	id := w.stored()[0].ID
	if strings.Contains(id, string(need.ID)) || strings.Contains(id, string(offer.ID)) {
		t.Errorf("the match of %s and %s is %s", need.ID, offer.ID, id)
	}
}

// TestMatchesOfOlderVersions: they get new ids, and so does what names them; an interrupted run is gone on with.
func TestMatchesOfOlderVersions(t *testing.T) {
	w := newWorld(t)
	need, offer, asks, _ := w.pair()
	ctx, ids := t.Context(), w.newID
	matches := store.Set[app.Match]{Store: w.Store, Collection: records.Matches}
	d := w.stored()[0]
	must := func(err error) { t.Helper(); w.must(err) }
	must(matches.Delete(ctx, d))
	old := app.ID(app.PairOf(need.ID, offer.ID))
	d.Value.State, d.Value.ID = app.MatchInterest, old
	must(matches.Insert(ctx, string(old), d.Value))
	notes := store.Set[app.Notification]{Store: w.Store, Collection: records.Notifications}
	must(notes.Insert(ctx, "note", app.Notification{Recipient: "p", Cause: "c", Subject: old, Facts: app.NoticeFacts{Match: old}}))
	lessons := store.Set[learning.Lesson]{Store: w.Store, Collection: collection(t, "learning")}
	must(lessons.Insert(ctx, "lesson", learning.Lesson{Match: old, Need: need.ID, Side: app.OfferSide, Action: app.StepInterest, At: time.Now()}))
	migrate := func() {
		t.Helper()
		must(matching.MigrateIDs(ids)(ctx, w.Store))
		must(learning.MigrateIDs(ctx, w.Store))
		must(w.Store.Ensure(ctx, records.Matches)) // the pairs are unique again
	}
	migrate()
	id := w.idOf(need.ID, offer.ID)
	if id == "" || strings.Contains(string(id), "~") || len(w.stored()) != 1 || w.stored()[0].Value.State != app.MatchInterest {
		t.Fatalf("there are %+v", w.stored())
	}
	if n, err := notes.Get(ctx, "note"); err != nil || n.Value.Facts.Match != id || n.Value.Subject != id {
		t.Errorf("the notification names %s, %v", n.Value.Facts.Match, err)
	}
	if l, err := lessons.Get(ctx, "lesson"); err != nil || l.Value.Match != id || l.Value.Own != offer.ID || l.Value.Need != need.ID {
		t.Errorf("the lesson is %+v, %v", l.Value, err)
	}
	migrate()
	if w.idOf(need.ID, offer.ID) != id || len(w.stored()) != 1 {
		t.Error("a second run changes ids")
	}
	w.do(asks, id, matching.Command{Action: matching.ActHide})
}
