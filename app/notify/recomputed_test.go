package notify_test

import (
	"testing"
	"time"

	"splot/app"
	"splot/app/records"
)

// gains stores that a run brought an organisation matches, as matching does.
func (w *world) gains(organisation app.ID, run app.ID, started, finished time.Time) {
	w.t.Helper()
	mark := records.Recomputed{Run: run, StartedAt: started, FinishedAt: finished}
	event := records.NewEvent(w.newID(), w.clock(), records.System, records.TopicRecomputed, organisation, nil)
	w.must(w.Gains.Insert(w.t.Context(), string(organisation), mark, event))
}

func (w *world) kinds(actor app.Actor) []string {
	w.t.Helper()
	list, _, err := w.notify.List(w.t.Context(), actor, "", "", 50)
	w.must(err)
	var kinds []string
	for _, n := range list {
		kinds = append(kinds, string(n.Kind))
	}
	return kinds
}

// found stores a match that a run found, without an event of its own.
func (w *world) found(need, offer app.Entry, score float64) {
	w.t.Helper()
	m := app.Match{
		Need:    app.Party{Entry: need.ID, Kind: need.Kind, Organisation: need.Organisation, Cluster: need.Cluster},
		Offer:   app.Party{Entry: offer.ID, Kind: offer.Kind, Organisation: offer.Organisation, Cluster: offer.Cluster},
		State:   app.MatchSuggested,
		Entries: []app.ID{need.ID, offer.ID}, Organisations: []app.ID{need.Organisation, offer.Organisation},
		ShownTo: []app.ID{need.Organisation, offer.Organisation}, Score: score, CreatedAt: w.clock(), UpdatedAt: w.clock(),
	}
	w.must(w.Matches.Insert(w.t.Context(), string(w.newID()), m))
}

func TestRecomputeIsToldOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks := w.person("asks", representative("buyer"))
	idle := w.person("idle", representative("other"))
	need, second := w.entry("need", app.Need, "buyer"), w.entry("second", app.Need, "buyer")
	for i, score := range []float64{55, 71.26, 48} {
		offer := w.entry("offer"+string(rune('0'+i)), app.Technology, "seller")
		w.found([]app.Entry{need, second, need}[i], offer, score)
	}
	w.gains("buyer", "run", w.clock().Add(-time.Hour), w.clock().Add(time.Minute))
	w.gains("other", "run", w.clock().Add(-time.Hour), w.clock().Add(time.Minute)) // marked, but nothing came of it
	w.settle()
	list, _, err := w.notify.List(t.Context(), asks, "", "", 50)
	w.must(err)
	if len(list) != 1 || list[0].Kind != "matches_recomputed" || list[0].Count != 3 || list[0].Score != 71.3 || list[0].Entry != "second" {
		t.Errorf("notifications = %+v, want one of three matches, the best of which is the second need's", list)
	}
	if got := w.kinds(idle); len(got) != 0 {
		t.Errorf("who gained nothing is told %v", got)
	}
}

func TestManagersLearnOfAnUnmetNeed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	manager := w.person("manager", app.Grant{Role: app.RoleManager, Cluster: "makros"})
	other := w.person("other", app.Grant{Role: app.RoleManager, Cluster: "krea"})
	owner := w.person("owner", representative("buyer"))
	need := w.entry("need", app.Need, "buyer")
	w.must(w.Clusters.Insert(t.Context(), "makros", app.Cluster{Slug: "makros"}, records.NewEvent(w.newID(), w.clock(), records.System, records.TopicNeedUnmet, need.ID, nil)))
	w.settle()
	list, _, err := w.notify.List(t.Context(), manager, "", "", 50)
	w.must(err)
	if len(list) != 1 || list[0].Kind != "need_unmet" || list[0].Entry != need.ID || list[0].Title == nil {
		t.Errorf("notifications = %+v, want the need", list)
	}
	if got := append(w.kinds(other), w.kinds(owner)...); len(got) != 0 {
		t.Errorf("others are told %v", got)
	}
}
