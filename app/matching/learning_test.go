package matching_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"splot/app"
	"splot/app/learning"
	"splot/app/matching"
	"splot/app/records"
	"splot/app/store"
	"splot/search/corpus"
	"splot/search/match"
	"splot/search/memory"
)

// collection finds a collection of matching or learning by name.
func collection(t *testing.T, name string) *store.Collection {
	t.Helper()
	for _, c := range slices.Concat(matching.Collections(), learning.Collections()) {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("there is no collection %s", name)
	return nil
}

func (w *world) examples() ([]learning.Example, map[string]int) {
	w.t.Helper()
	w.settle()
	list, leftOut, err := w.learning.Examples(w.t.Context())
	w.must(err)
	return list, leftOut
}

func (w *world) look(o app.Organisation, q matching.Query) []matching.View {
	w.t.Helper()
	q.Limit = 50
	page, err := w.matching.List(w.t.Context(), representative(o), q)
	w.must(err)
	return page.Items
}

func TestWhatWasShownAndLeftIsLearnedFromLater(t *testing.T) {
	w := newWorld(t)
	_, _, asks, offers := w.pair()
	if seen := w.look(asks, matching.Query{}); len(seen) != 1 {
		t.Fatalf("%d matches are listed", len(seen))
	}
	if list, leftOut := w.examples(); len(list) != 0 || leftOut["recent"] != 1 {
		t.Errorf("at once: %v, left out %v", list, leftOut)
	}
	w.pass(20 * 24 * time.Hour)
	list, _ := w.examples()
	if len(list) != 1 || list[0].Good || list[0].Found || list[0].Rank != 1 || list[0].Need != list[0].List {
		t.Fatalf("later: %+v", list)
	}
	m := w.stored()[0].Value
	for _, c := range m.Components {
		got, known := list[0].Values[c.Name]
		if known != (c.Max > 0) || known && math.Abs(got-c.Points/c.Max) > 0.01 {
			t.Errorf("%s: logged %v of %v/%v", c.Name, got, c.Points, c.Max)
		}
	}
	w.look(offers, matching.Query{Newest: true}) // an order that says nothing
	w.look(offers, matching.Query{Hidden: true})
	w.pass(20 * 24 * time.Hour)
	if list, _ := w.examples(); len(list) != 1 {
		t.Errorf("lists by time were logged: %+v", list)
	}
}

func TestAListIsLoggedOnce(t *testing.T) {
	w := newWorld(t)
	_, _, asks, _ := w.pair()
	version := func() int64 {
		docs, _, err := w.Store.Find(t.Context(), collection(t, "impressions"), store.Query{Limit: 10})
		w.must(err)
		if len(docs) != 1 {
			t.Fatalf("%d documents", len(docs))
		}
		return docs[0].Version
	}
	w.look(asks, matching.Query{})
	before := version()
	for range 3 {
		w.look(asks, matching.Query{})
	}
	if after := version(); after != before {
		t.Errorf("showing nothing new wrote %d times", after-before)
	}
}

// TestOldMonthsAreForgotten: what was shown is kept for as long as it is learned from.
func TestOldMonthsAreForgotten(t *testing.T) {
	w := newWorld(t)
	_, _, asks, _ := w.pair()
	months := func() int64 {
		n, err := w.Store.Count(t.Context(), collection(t, "impressions"), store.Query{})
		w.must(err)
		return n
	}
	renew := func(e *app.Entry) { e.Approved.ValidUntil = w.clock().AddDate(10, 0, 0) }
	for _, d := range w.stored() {
		w.changeEntry(d.Value.Need.Entry, renew)
		w.changeEntry(d.Value.Offer.Entry, renew)
	}
	for range 3 {
		w.settle()
		if len(w.look(asks, matching.Query{})) != 1 {
			t.Fatal("the match is gone")
		}
		w.pass(24 * 20 * time.Hour)
	}
	if months() < 2 {
		t.Fatalf("%d months are kept", months())
	}
	w.pass(3 * 365 * 24 * time.Hour)
	w.look(asks, matching.Query{})
	if months() != 1 {
		t.Errorf("%d months are kept after years", months())
	}
}

// TestLaterPagesKeepTheirPlaces: the rank counts from the top of the list, not of the page.
func TestLaterPagesKeepTheirPlaces(t *testing.T) {
	w := newWorld(t)
	asks := w.organisation("Mazur Opakowania")
	w.insert(w.approved(asks, app.Need, filmTitle, filmText))
	for i := range 3 {
		w.insert(w.approved(w.organisation(fmt.Sprint("Dostawca ", i)), app.Technology, filmTitle, filmText+fmt.Sprint(" Wersja druga trzecia czwarta "[:9*(i+1)])))
	}
	w.settle()
	q := matching.Query{Limit: 1}
	for {
		page, err := w.matching.List(t.Context(), representative(asks), q)
		w.must(err)
		if q.Cursor = page.Next; q.Cursor == "" {
			break
		}
	}
	w.pass(20 * 24 * time.Hour)
	list, _ := w.examples()
	ranks, scores := map[int]bool{}, map[float64]bool{}
	for _, e := range list {
		ranks[e.Rank] = true
	}
	for _, d := range w.stored() {
		scores[d.Value.Score] = true
	}
	if len(list) != 3 || len(ranks) != len(scores) || !ranks[1] || len(scores) > 1 && ranks[0] {
		t.Errorf("%d examples at the places %v, of %d scores", len(list), ranks, len(scores))
	}
}

func TestWhatPeopleDoIsLearnedFrom(t *testing.T) {
	decline := func(reason string) matching.Command {
		return matching.Command{Action: matching.ActDecline, Reason: reason}
	}
	interest := matching.Command{Action: matching.ActInterest}
	agreed := matching.Command{Action: matching.ActAgreed}
	type move struct {
		offerSide bool
		command   matching.Command
	}
	for _, c := range []struct {
		name      string
		moves     []move
		good, bad int
		weight    float64 // of all good together
		leftOut   string
	}{
		{"interest", []move{{false, interest}}, 1, 0, 1, ""},
		{"mutual", []move{{false, interest}, {true, interest}}, 2, 0, 2, ""},
		{"agreed", []move{{false, interest}, {true, interest}, {true, agreed}}, 2, 0, 4, ""},
		{"a technical objection", []move{{true, decline("technical_objection")}}, 0, 1, 0, ""},
		{"too early", []move{{false, decline("too_early")}}, 0, 1, 0, ""},
		{"no capacity", []move{{false, decline("capacity")}}, 0, 0, 0, "capacity"},
		{"no capacity after interest", []move{{false, interest}, {false, decline("capacity")}}, 1, 0, 1, ""},
		{"an objection after interest", []move{{false, interest}, {false, decline("technical_objection")}}, 0, 1, 0, ""},
		{"one likes it, the other does not", []move{{false, interest}, {true, decline("benefit_unclear")}}, 1, 1, 1, ""},
		{"taken back", []move{{false, interest}, {false, matching.Command{Action: matching.ActReconsider}}}, 0, 0, 0, "reconsidered"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			_, _, asks, offers := w.pair()
			id := w.look(asks, matching.Query{})[0].ID
			for _, m := range c.moves {
				by := asks
				if m.offerSide {
					by = offers
				}
				w.do(by, id, m.command)
				w.settle()
			}
			list, leftOut := w.examples()
			good, bad, weight := 0, 0, 0.0
			for _, e := range list {
				if !e.Found || len(e.Values) == 0 {
					t.Errorf("not as it was: %+v", e)
				}
				if e.Good {
					good++
					weight += e.Weight
				} else {
					bad++
				}
			}
			if good != c.good || bad != c.bad || weight != c.weight || c.leftOut != "" && leftOut[c.leftOut] != 1 {
				t.Errorf("got %+v, left out %v", list, leftOut)
			}
		})
	}
}

// TestTheOtherSidesDeclineIsNobodysVerdict: whom the other side declined before could not act.
func TestTheOtherSidesDeclineIsNobodysVerdict(t *testing.T) {
	w := newWorld(t)
	_, _, asks, offers := w.pair()
	id := w.look(asks, matching.Query{})[0].ID
	w.do(offers, id, matching.Command{Action: matching.ActDecline, Reason: "technical_objection"})
	w.pass(20 * 24 * time.Hour)
	list, leftOut := w.examples()
	if len(list) != 1 || list[0].List == list[0].Need || leftOut["other_decided"] != 1 {
		t.Errorf("got %+v, left out %v", list, leftOut)
	}
}

// TestLessonsAreWrittenOnce runs the handler twice for one event.
func TestLessonsAreWrittenOnce(t *testing.T) {
	w := newWorld(t)
	_, _, asks, _ := w.pair()
	id := w.look(asks, matching.Query{})[0].ID
	w.do(asks, id, matching.Command{Action: matching.ActInterest, Message: "Zadzwońcie do Anny."})
	w.settle()
	count := func() int64 {
		n, err := w.Store.Count(t.Context(), collection(t, "learning"), store.Query{})
		w.must(err)
		return n
	}
	before := count()
	e := records.NewEvent("again", w.clock(), records.System, records.TopicMatch, id, records.MatchStep{Action: matching.ActInterest, Side: app.NeedSide})
	for range 2 {
		w.must(w.learning.Learn(t.Context(), e))
	}
	if before != 1 || count() != 2 {
		t.Errorf("%d lessons, and then %d", before, count())
	}
}

// shares are weights that differ from the shipped ones.
func shares() map[string]float64 {
	list := match.Default.Shares()
	list[match.Topic] -= 10
	list[match.Region] += 10
	return list
}

func TestWeightsAreSwitchedByAdministratorsOnly(t *testing.T) {
	w := newWorld(t)
	admin := app.Actor{Person: "admin", Grants: []app.Grant{{Role: app.RoleAdmin}}}
	w.pair()
	shipped := w.stored()[0].Value
	v, err := w.learning.ProposeWeights(t.Context(), shares(), learning.Report{AUC: 0.7})
	w.must(err)
	list, err := w.learning.Weights(t.Context(), admin)
	w.must(err)
	if list.Active != match.Default.Version || len(list.Learned) != 1 || list.Learned[0].Report.AUC != 0.7 {
		t.Fatalf("a proposal is only listed: %+v", list)
	}
	for _, actor := range []app.Actor{{}, manager("makros"), {Person: "somebody"}} {
		if _, err := w.learning.Weights(t.Context(), actor); err == nil {
			t.Errorf("%+v sees the weights", actor)
		}
		if err := w.learning.UseWeights(t.Context(), actor, v.Version); err == nil {
			t.Errorf("%+v switches the weights", actor)
		}
	}
	w.must(w.learning.UseWeights(t.Context(), admin, v.Version))
	w.must(w.learning.UseWeights(t.Context(), admin, v.Version)) // again without effect
	w.settle()
	if list, err = w.learning.Weights(t.Context(), admin); err != nil || list.Active != v.Version || len(list.Activations) != 1 {
		t.Errorf("switched: %+v %v", list, err)
	}
	w.must(w.matching.MatchEntry(t.Context(), shipped.Need.Entry))
	if now := w.stored()[0].Value; now.Model == shipped.Model || now.Score == shipped.Score {
		t.Errorf("the match is still scored %v by %s", now.Score, now.Model)
	}
	w.must(w.learning.UseWeights(t.Context(), admin, match.Default.Version))
	w.must(w.matching.MatchEntry(t.Context(), shipped.Need.Entry))
	if now := w.stored()[0].Value; now.Model != shipped.Model || now.Score != shipped.Score {
		t.Errorf("switched back, the match is scored %v by %s", now.Score, now.Model)
	}
	var refused *app.Error
	if err := w.learning.UseWeights(t.Context(), admin, "learned-99"); !errors.As(err, &refused) || refused.Class != app.ClassNotFound {
		t.Errorf("an unknown version: %v", err)
	}
}

// TestANodeFollowsTheWeights: another node ranks with what was switched on as soon as it is told, and a new one from
// its start.
func TestANodeFollowsTheWeights(t *testing.T) {
	w := newWorld(t)
	need, _, _, _ := w.pair()
	o := w.options
	o.Corpus = corpus.New(corpus.Options{})
	o.Engine = memory.New(o.Corpus)
	told := learning.New(learning.Options{Records: records.In(w.Store), Clock: w.clock, IDs: w.newID, Logger: o.Logger})
	o.Weights, o.Learning = told.Active(), told
	node := matching.New(o)
	v, err := w.learning.ProposeWeights(t.Context(), shares(), learning.Report{})
	w.must(err)
	w.must(w.learning.UseWeights(t.Context(), app.Actor{Person: "admin", Grants: []app.Grant{{Role: app.RoleAdmin}}}, v.Version))
	w.settle()
	model := func() string {
		w.must(node.MatchEntry(t.Context(), need.ID))
		return w.stored()[0].Value.Model
	}
	if got := model(); strings.Contains(got, v.Version) {
		t.Fatalf("nobody told the node, and it ranks by %s", got)
	}
	w.must(node.Follow(t.Context(), records.NewEvent("told", w.clock(), records.System, records.TopicWeights, "active", nil)))
	if got := model(); !strings.Contains(got, v.Version) {
		t.Errorf("told, the node ranks by %s", got)
	}
}

func TestProposedWeightsFitTheFormula(t *testing.T) {
	w := newWorld(t)
	for _, change := range []func(map[string]float64){
		func(s map[string]float64) { delete(s, match.Field) },
		func(s map[string]float64) { s["luck"] = 1 },
		func(s map[string]float64) { s[match.Region] = -1 },
		func(s map[string]float64) { s[match.Region] = math.NaN() },
		func(s map[string]float64) { s[match.Topic] = 0 },
	} {
		s := shares()
		change(s)
		if v, err := w.learning.ProposeWeights(t.Context(), s, learning.Report{}); err == nil {
			t.Errorf("%s was stored with %v", v.Version, s)
		}
	}
	first, err := w.learning.ProposeWeights(t.Context(), shares(), learning.Report{})
	w.must(err)
	second, err := w.learning.ProposeWeights(t.Context(), shares(), learning.Report{})
	w.must(err)
	if first.Version != "learned-1" || second.Version != "learned-2" {
		t.Errorf("got %s and %s", first.Version, second.Version)
	}
}
