package matching_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/matching"
)

// closings are the ways in which a gate of a matched pair closes.
var closings = []struct {
	name  string
	close func(w *world, need, offer app.Entry)
}{
	{"offer withdrawn", func(w *world, _, offer app.Entry) { w.changeEntry(offer.ID, withdraw) }},
	{"need withdrawn", func(w *world, need, _ app.Entry) { w.changeEntry(need.ID, withdraw) }},
	{"need excludes", func(w *world, need, offer app.Entry) {
		w.changeOrganisation(need.Organisation, func(o *app.Organisation) { o.Excluded = []app.ID{offer.Organisation} })
	}},
	{"offer excludes", func(w *world, need, offer app.Entry) {
		w.changeOrganisation(offer.Organisation, func(o *app.Organisation) { o.Excluded = []app.ID{need.Organisation} })
	}},
	{"owner archived", func(w *world, _, offer app.Entry) {
		w.changeOrganisation(offer.Organisation, func(o *app.Organisation) { o.State = app.Archived })
	}},
	{"visible in another cluster only", func(w *world, _, offer app.Entry) {
		w.changeEntry(offer.ID, func(e *app.Entry) {
			e.Cluster = "krea"
			e.Approved.Content.Visibility = app.VisibleCluster
		})
	}},
	{"about something else", func(w *world, _, offer app.Entry) {
		w.changeEntry(offer.ID, func(e *app.Entry) {
			e.Approved.Number = 2
			e.Approved.Content.Title = app.Text{PL: "Chwytak robota spawalniczego"}
			e.Approved.Content.Teaser = app.Text{PL: "Chwytak robota"}
			e.Approved.Content.Description = app.Text{PL: "Chwytak robota spawalniczego do blach karoseryjnych."}
		})
	}},
}

func withdraw(e *app.Entry) { e.State, e.Live = app.EntryWithdrawn, false }

func TestSuggestionGoesWhenItsGateCloses(t *testing.T) {
	t.Parallel()
	for _, c := range closings {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			need, offer, asks, _ := w.pair()
			if len(w.stored()) != 1 {
				t.Fatal("the pair does not match to begin with")
			}
			c.close(w, need, offer)
			w.settle()
			if left := w.stored(); len(left) != 0 {
				t.Errorf("%d matches are left", len(left))
			}
			if got := w.count("removed"); got != 1 {
				t.Errorf("%d events of the removal, want 1", got)
			}
			if _, err := w.matching.Get(t.Context(), representative(asks), w.idOf(need.ID, offer.ID)); app.ClassOf(err) != app.ClassNotFound {
				t.Errorf("Get = %v, want not found", err)
			}
		})
	}
}

func TestMatchWithHistoryClosesAndOpensAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	need, offer, asks, offers := w.pair()
	id := w.idOf(need.ID, offer.ID)
	w.do(asks, id, matching.Command{Action: matching.ActInterest})
	exclude := func(ids ...app.ID) {
		w.changeOrganisation(asks.ID, func(o *app.Organisation) { o.Excluded = ids })
	}

	exclude(offers.ID)
	// Reading does not wait for the handlers.
	if _, err := w.matching.Get(t.Context(), representative(offers), id); app.ClassOf(err) != app.ClassNotFound {
		t.Errorf("Get of the excluded = %v, want not found", err)
	}
	w.settle()
	if m := w.stored()[0].Value; !m.Closed || m.State != app.MatchInterest {
		t.Errorf("match is closed %v in state %s, want closed with its interest", m.Closed, m.State)
	}
	if page, err := w.matching.List(t.Context(), representative(asks), matching.Query{}); err != nil || len(page.Items) != 0 || page.Total != 0 {
		t.Errorf("List = %+v, %v, want nothing", page, err)
	}

	exclude()
	w.settle()
	if m := w.stored()[0].Value; m.Closed || !m.Need.Interested {
		t.Errorf("match is closed %v, interested %v; want it open as it was", m.Closed, m.Need.Interested)
	}
	v, err := w.matching.Get(t.Context(), representative(offers), id)
	if err != nil || v.State != app.MatchInterest {
		t.Errorf("Get = %s, %v, want the interest back", v.State, err)
	}
}

// A member of two clusters answers a need of either, wherever its own entry stands.
func TestMemberOfTwoClusters(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name     string
		clusters []app.ID // of the offer's owner
		offer    app.Visibility
		want     int
	}{
		{"member of the need's cluster", []app.ID{"krea", "makros"}, app.VisibleNetwork, 1},
		{"not a member", []app.ID{"krea"}, app.VisibleNetwork, 0},
		{"own entry is for the other cluster", []app.ID{"krea", "makros"}, app.VisibleCluster, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			asks := w.organisation("Mazur Opakowania")
			offers := w.organisation("Kwarzenit", func(o *app.Organisation) { o.Clusters = c.clusters })
			w.insert(w.approved(offers, app.Technology, filmTitle, filmText, func(x *app.Content) { x.Visibility = c.offer }))
			need := w.insert(w.approved(asks, app.Need, filmTitle, filmText, func(x *app.Content) { x.Visibility = app.VisibleCluster }))
			w.settle()
			if got := len(w.stored()); got != c.want {
				t.Fatalf("%d matches, want %d", got, c.want)
			}
			if c.want == 1 {
				v, err := w.matching.Get(t.Context(), representative(offers), app.ID(w.stored()[0].ID))
				if err != nil || v.Need.Level != app.LevelPublic || v.Need.Entry != need.ID {
					t.Errorf("the member sees %+v, %v, want the need", v.Need, err)
				}
			}
		})
	}
}

func TestExpiryNeedsNoEvent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	need, offer, asks, _ := w.pair()
	w.pass(366 * 24 * time.Hour)
	if _, err := w.matching.Get(t.Context(), representative(asks), w.idOf(need.ID, offer.ID)); app.ClassOf(err) != app.ClassNotFound {
		t.Errorf("Get after the entries' validity = %v, want not found", err)
	}
}

// Both sides approved at the same moment, many times: each pair is there exactly once and told of once.
func TestApprovedAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const pairs = 12
	asks, offers := w.organisation("Mazur Opakowania"), w.organisation("Kwarzenit")
	var together sync.WaitGroup
	for range pairs {
		need, offer := w.approved(asks, app.Need, filmTitle, filmText), w.approved(offers, app.Technology, filmTitle, filmText)
		for _, e := range []app.Entry{need, offer} {
			together.Go(func() { w.insert(e) })
		}
	}
	together.Wait()
	w.settle()
	stored := w.stored()
	if len(stored) != pairs*pairs {
		t.Errorf("%d matches of %d needs and offers, want %d", len(stored), pairs, pairs*pairs)
	}
	if got := w.count("suggested"); got != pairs*pairs {
		t.Errorf("%d events of suggestions, want %d", got, pairs*pairs)
	}
}

// While one side is approved again and again and the other goes in and out, no closed pair stays.
func TestGatesWinRaces(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	need, offer, _, _ := w.pair()
	for round := range 10 {
		var together sync.WaitGroup
		together.Go(func() {
			w.changeEntry(offer.ID, func(e *app.Entry) { e.Live = round%2 == 1 })
		})
		together.Go(func() {
			w.changeEntry(need.ID, func(e *app.Entry) { e.Approved.Number++ })
		})
		together.Wait()
		w.settle()
		if open := len(w.stored()) == 1; open != (round%2 == 1) {
			t.Fatalf("round %d: match stored %v while the offer is live %v", round, open, round%2 == 1)
		}
	}
}

func TestUnchangedIsNotWritten(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	need, offer, _, _ := w.pair()
	before := w.stored()[0].Version
	for _, id := range []app.ID{need.ID, offer.ID, need.ID} {
		w.must(w.matching.MatchEntry(t.Context(), id))
	}
	if after := w.stored()[0].Version; after != before {
		t.Errorf("version %d became %d without a change", before, after)
	}
}

func TestQuota(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks, offers := w.organisation("Mazur Opakowania"), w.organisation("Kwarzenit")
	need := w.insert(w.approved(asks, app.Need, filmTitle, filmText))
	worse := func() app.Entry {
		return w.insert(w.approved(offers, app.Technology, "Folia barierowa kompostowalna", filmText))
	}
	var last app.Entry
	for range matching.NeedQuota + 20 {
		last = worse()
	}
	w.settle()
	if got := len(w.stored()); got != matching.NeedQuota+20 {
		t.Errorf("%d matches, want all: each is the best of its offer", got)
	}
	// An offer with a better match elsewhere leaves the list of the need that has enough others.
	w.insert(w.approved(asks, app.Need, "Folia barierowa kompostowalna", filmText))
	w.settle()
	w.must(w.matching.MatchEntry(t.Context(), need.ID))
	page, err := w.matching.List(t.Context(), representative(asks), matching.Query{Entry: need.ID, Limit: 100})
	if err != nil || len(page.Items) != matching.NeedQuota {
		t.Errorf("the need has %d matches, %v, want its quota", len(page.Items), err)
	}
	page, err = w.matching.List(t.Context(), representative(offers), matching.Query{Entry: last.ID})
	if err != nil || len(page.Items) == 0 {
		t.Errorf("the last offer has %d matches, %v, want its best", len(page.Items), err)
	}
}

func TestImportTellsOnlyThoseWhoWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks, offers, others := w.organisation("Mazur Opakowania"), w.organisation("Kwarzenit"), w.organisation("Inni")
	imported := func(o app.Organisation, kind app.Kind) app.Entry {
		e := w.approved(o, kind, filmTitle, filmText)
		e.History = []app.Step{{Action: "imported", Number: 1}}
		return w.insert(e)
	}
	imported(offers, app.Technology)
	imported(others, app.Need)
	w.settle()
	if got := w.count("suggested"); got != 0 {
		t.Errorf("%d events between imported entries, want none", got)
	}
	w.insert(w.approved(asks, app.Need, filmTitle, filmText))
	w.settle()
	if got := w.count("suggested"); got != 1 {
		t.Errorf("%d events for a person's need, want 1", got)
	}
}

func TestRebuildFindsTheSameMatches(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, offer, asks, _ := w.pair()
	done, err := w.matching.Rebuild(t.Context())
	if err != nil || done.After != 4 {
		t.Errorf("Rebuild = %+v, %v, want two entries and two organisations", done, err)
	}
	w.must(w.matching.MatchEntry(t.Context(), offer.ID))
	page, err := w.matching.List(t.Context(), representative(asks), matching.Query{})
	if err != nil || len(page.Items) != 1 {
		t.Errorf("List = %s, %v, want the match", ids(page.Items), err)
	}
	if !slices.Contains(page.Items[0].Actions, matching.ActInterest) {
		t.Errorf("actions = %v, want interest among them", page.Items[0].Actions)
	}
}
