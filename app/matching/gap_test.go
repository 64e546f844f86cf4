package matching_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"splot/app"
	"splot/app/matching"
	"splot/app/records"
)

// tree is a vocabulary of three concepts: 1 above 1.1 and 1.2.
type tree struct{}

func (tree) Near(notations []string, limit int) []matching.NearConcept {
	var list []matching.NearConcept
	for _, n := range append(slices.Clone(notations), "1", "1.1", "1.2") {
		if len(list) < limit && !slices.ContainsFunc(list, func(c matching.NearConcept) bool { return c.Notation == n }) {
			list = append(list, matching.NearConcept{Notation: n, Distance: len(list)})
		}
	}
	return list
}

func (tree) Suggest(string, int) []string { return []string{"1.1"} }

func withTree(o *matching.Options) { o.Concepts = tree{} }

func (w *world) gap(actor app.Actor, id app.ID) matching.Gap {
	w.t.Helper()
	g, err := w.matching.Gap(w.t.Context(), actor, id)
	w.must(err)
	return g
}

func inCluster(cluster app.ID) func(*app.Organisation) {
	return func(o *app.Organisation) { o.Clusters = []app.ID{cluster} }
}

func forCluster(c *app.Content) { c.Visibility = app.VisibleCluster }

func TestGapSaysWhy(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		fill func(w *world, asks app.Organisation) app.Entry // the need
		want []string
		hid  matching.Hidden
	}{
		{"good matches", func(w *world, asks app.Organisation) app.Entry {
			w.insert(w.approved(w.organisation("Oferuje"), app.Technology, filmTitle, filmText))
			return w.insert(w.approved(asks, app.Need, filmTitle, filmText))
		}, []string{}, matching.Hidden{}},
		{"nothing in the field", func(w *world, asks app.Organisation) app.Entry {
			w.insert(w.approved(w.organisation("Oferuje"), app.Technology, "Chwytak robota", "Chwytak robota spawalniczego do blach."))
			return w.insert(w.approved(asks, app.Need, filmTitle, filmText))
		}, []string{matching.GapField}, matching.Hidden{}},
		{"visible in the own cluster only", func(w *world, asks app.Organisation) app.Entry {
			for i := range 2 {
				o := w.organisation(fmt.Sprint("Oferuje ", i), inCluster("krea"))
				w.insert(w.approved(o, app.Technology, filmTitle, filmText))
			}
			return w.insert(w.approved(asks, app.Need, filmTitle, filmText, forCluster))
		}, []string{matching.GapGate}, matching.Hidden{Visibility: 2}},
		{"offers for another cluster", func(w *world, asks app.Organisation) app.Entry {
			w.insert(w.approved(w.organisation("Oferuje", inCluster("krea")), app.Technology, filmTitle, filmText, forCluster))
			return w.insert(w.approved(asks, app.Need, filmTitle, filmText))
		}, []string{matching.GapGate}, matching.Hidden{Other: 1}},
		{"excluded by the owner", func(w *world, asks app.Organisation) app.Entry {
			o := w.organisation("Oferuje")
			w.insert(w.approved(o, app.Technology, filmTitle, filmText))
			w.changeOrganisation(asks.ID, func(a *app.Organisation) { a.Excluded = []app.ID{o.ID} })
			return w.insert(w.approved(asks, app.Need, filmTitle, filmText))
		}, []string{matching.GapGate}, matching.Hidden{Excluded: 1}},
		{"excluded by the other side", func(w *world, asks app.Organisation) app.Entry {
			o := w.organisation("Oferuje", func(o *app.Organisation) { o.Excluded = []app.ID{asks.ID} })
			w.insert(w.approved(o, app.Technology, filmTitle, filmText))
			return w.insert(w.approved(asks, app.Need, filmTitle, filmText))
		}, []string{matching.GapGate}, matching.Hidden{Other: 1}},
		{"withdrawn", func(w *world, asks app.Organisation) app.Entry {
			e := w.approved(asks, app.Need, filmTitle, filmText)
			withdraw(&e)
			return w.insert(e)
		}, []string{matching.GapNotLive}, matching.Hidden{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, withTree)
			for _, id := range []string{"makros", "krea"} {
				w.must(w.Clusters.Insert(t.Context(), id, app.Cluster{Slug: id}))
			}
			asks := w.organisation("Pyta")
			need := c.fill(w, asks)
			w.settle()
			g := w.gap(representative(asks), need.ID)
			if !slices.Equal(g.Reasons, c.want) || g.Hidden != c.hid {
				t.Errorf("reasons %v, hidden %+v; want %v, %+v", g.Reasons, g.Hidden, c.want, c.hid)
			}
			// A manager does not learn whom the owner excludes.
			if m := w.gap(manager("makros"), need.ID); m.Hidden.Excluded != 0 || m.Hidden.Other != c.hid.Other+c.hid.Excluded || m.CanAsk || m.CanWiden {
				t.Errorf("the manager sees %+v", m)
			}
		})
	}
}

func TestGapNamesNobodyAndNothingHidden(t *testing.T) {
	t.Parallel()
	w := newWorld(t, withTree)
	w.must(w.Clusters.Insert(t.Context(), "krea", app.Cluster{Slug: "krea"}))
	asks := w.organisation("Mazur Opakowania")
	hides := w.organisation("Kwarzenit Brzozkowy sp. z o.o.", anonymousOwner)
	w.insert(w.approved(hides, app.Technology, "", "", anonymousContent))
	far := w.organisation("Brzozkowy Las", inCluster("krea"))
	w.insert(w.approved(far, app.Technology, "Kwarzenit "+filmTitle, filmText+" Opisnik.", forCluster, func(c *app.Content) {
		c.Concepts = []string{"1.1"}
	}))
	need := w.insert(w.approved(asks, app.Need, filmTitle+" kwarzenity opisniki", filmText))
	w.settle()
	g := w.gap(representative(asks), need.ID)
	noTelltale(t, "gap", strings.ReplaceAll(strings.ReplaceAll(fmt.Sprintf("%+v", g), "kwarzenity", ""), "opisniki", ""), string(hides.ID), string(far.ID))
	if len(g.Concepts) != 0 {
		t.Errorf("concepts %+v of an offer that the viewer may not see", g.Concepts)
	}
}

func TestGapHelps(t *testing.T) {
	t.Parallel()
	w := newWorld(t, withTree)
	asks, offers := w.organisation("Pyta"), w.organisation("Oferuje")
	trl := 3
	for range 2 {
		w.insert(w.approved(offers, app.Technology, "Folia barierowa", "Folia barierowa wielowarstwowa z recyklingu.", func(c *app.Content) {
			c.Concepts, c.Technology = []string{"1.2"}, &app.TechnologyForm{TRL: &trl}
		}))
	}
	want := 8
	need := w.insert(w.approved(asks, app.Need, "Folia barierowa i ogniwo paliwowe", "Szukamy folii barierowej wielowarstwowej z recyklingu do przyczep, bez chloru i fosforanów.", forCluster,
		func(c *app.Content) { c.Need = &app.NeedForm{MinTRL: &want} }))
	w.settle()
	g := w.gap(representative(asks), need.ID)
	if len(g.Words) != 1 || g.Words[0].Word != "ogniwo paliwowe" || strings.Contains(fmt.Sprint(g.Words), "chlor") {
		t.Errorf("words %+v, want ogniwo paliwowe", g.Words)
	}
	if !slices.Contains(g.Lacking, matching.Lack{Code: "trl_low", Count: 2}) {
		t.Errorf("lacking %+v, want the TRL of both", g.Lacking)
	}
	if len(g.Concepts) != 1 || g.Concepts[0].Concept != "1.2" || g.Concepts[0].Offers != 2 {
		t.Errorf("concepts %+v, want the two offers in 1.2", g.Concepts)
	}
	if !g.CanWiden || !g.CanAsk || g.Best <= 0 || !slices.Contains(g.Reasons, matching.GapWording) {
		t.Errorf("gap %+v", g)
	}
	w.changeEntry(need.ID, func(e *app.Entry) { e.Approved.Content.Visibility = app.VisibleNetwork })
	w.settle()
	if w.gap(representative(asks), need.ID).CanWiden {
		t.Error("a need that everybody sees can be widened")
	}
}

func TestGapIsForOwnersAndManagers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asks, other := w.organisation("Pyta"), w.organisation("Inna")
	need := w.insert(w.approved(asks, app.Need, filmTitle, filmText))
	local := w.insert(w.approved(asks, app.Need, filmTitle, filmText, forCluster))
	offer := w.insert(w.approved(asks, app.Technology, filmTitle, filmText))
	w.settle()
	cases := []struct {
		actor app.Actor
		id    app.ID
		want  app.Class
	}{
		{representative(other), need.ID, app.ClassForbidden},
		{manager("krea"), need.ID, app.ClassForbidden},
		{manager("krea"), local.ID, app.ClassNotFound},
		{admin, local.ID, app.ClassNotFound},
		{app.Actor{}, need.ID, app.ClassNotFound},
		{representative(asks), "absent", app.ClassNotFound},
		{representative(asks), offer.ID, app.ClassConflict},
	}
	for _, c := range cases {
		if _, err := w.matching.Gap(t.Context(), c.actor, c.id); app.ClassOf(err) != c.want {
			t.Errorf("gap for %s: %v, want %s", c.actor.Person, err, c.want)
		}
		if _, err := w.matching.AskManager(t.Context(), c.actor, c.id); app.ClassOf(err) != c.want {
			t.Errorf("question by %s: %v, want %s", c.actor.Person, err, c.want)
		}
	}
	if _, err := w.matching.AskManager(t.Context(), manager("makros"), need.ID); app.ClassOf(err) != app.ClassForbidden {
		t.Errorf("a manager asks: %v", err)
	}
}

func TestManagersAreAskedOnceAWeek(t *testing.T) {
	t.Parallel()
	w := newStillWorld(t)
	asks := w.organisation("Pyta")
	need := w.insert(w.approved(asks, app.Need, filmTitle, filmText))
	ask := func() time.Time {
		at, err := w.matching.AskManager(t.Context(), representative(asks), need.ID)
		w.must(err)
		return at
	}
	first := ask()
	w.pass(6 * 24 * time.Hour)
	if again := ask(); !again.Equal(first) || len(w.waiting(records.TopicNeedUnmet)) != 1 {
		t.Errorf("asked again at %s with %d events, want only the first", again, len(w.waiting(records.TopicNeedUnmet)))
	}
	if g := w.gap(representative(asks), need.ID); g.CanAsk || !g.AskedAt.Equal(first) {
		t.Errorf("gap %+v, want it asked", g)
	}
	w.pass(25 * time.Hour)
	if again := ask(); again.Equal(first) || len(w.waiting(records.TopicNeedUnmet)) != 2 {
		t.Errorf("a week later: asked at %s with %d events", again, len(w.waiting(records.TopicNeedUnmet)))
	}
}

func TestGapWaitsForTheSearchServer(t *testing.T) {
	t.Parallel()
	var d down
	w := newWorld(t, func(o *matching.Options) { d.Engine, o.Engine = o.Engine, &d })
	asks := w.organisation("Pyta")
	need := w.insert(w.approved(asks, app.Need, filmTitle, filmText))
	w.settle()
	d.out.Store(true)
	if _, err := w.matching.Gap(t.Context(), representative(asks), need.ID); app.ClassOf(err) != app.ClassUnavailable {
		t.Errorf("gap during an outage: %v", err)
	}
}
