package matching_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"splot/app"
	"splot/app/learning"
	"splot/app/matching"
	"splot/app/records"
	"splot/app/store"
	"splot/search"
	"splot/search/corpus"
	"splot/search/memory"
)

var admin = app.Actor{Person: "admin", Lang: app.PL, Grants: []app.Grant{{Role: app.RoleAdmin}}}

// filled is a still world with matched entries.
func filled(t *testing.T, adapt ...func(*matching.Options)) *world {
	t.Helper()
	w := newStillWorld(t, adapt...)
	for i := range 3 {
		o := w.organisation(fmt.Sprint("Organizacja ", i))
		for _, kind := range []app.Kind{app.Need, app.Technology} {
			w.insert(w.approved(o, kind, filmTitle, filmText))
		}
	}
	w.deliver(records.TopicEntry)
	w.deliver(records.TopicMatch)
	if len(w.stored()) != 6 {
		t.Fatalf("%d matches to begin with, want 6", len(w.stored()))
	}
	w.pass(time.Hour)
	return w
}

func (w *world) state() matching.Recompute {
	w.t.Helper()
	r, err := w.matching.RecomputeState(w.t.Context(), admin)
	w.must(err)
	return r
}

// recomputeAll delivers turns until the run has finished, and counts them.
func (w *world) recomputeAll() (turns int) {
	w.t.Helper()
	for w.state().State != matching.RecomputeFinished {
		if turns++; turns > 100 || w.deliver(records.TopicRecompute) == 0 {
			w.t.Fatalf("the run does not come to an end: %+v", w.state())
		}
	}
	return turns
}

func (w *world) startRecompute() matching.Recompute {
	w.t.Helper()
	r, err := w.matching.StartRecompute(w.t.Context(), admin)
	w.must(err)
	return r
}

// wipe removes all matches, as if a formula before had not found them.
func (w *world) wipe() {
	w.t.Helper()
	for _, d := range w.stored() {
		w.must(w.Matches.Delete(w.t.Context(), d))
	}
}

func TestRecomputeFindsAllAndTellsEachOrganisationOnce(t *testing.T) {
	t.Parallel()
	w := filled(t)
	w.wipe()
	if r := w.startRecompute(); r.State != matching.RecomputeRunning || r.Total != 6 || r.Reason != matching.RecomputeRequested {
		t.Errorf("started as %+v", r)
	}
	w.recomputeAll()
	if r := w.state(); r.Done != 6 || r.Total != 6 || r.Changed != 6 || r.FinishedAt.IsZero() {
		t.Errorf("finished as %+v", r)
	}
	if got := len(w.stored()); got != 6 {
		t.Errorf("%d matches, want 6", got)
	}
	for _, d := range w.stored() {
		if len(d.Value.UnseenBy) != 2 {
			t.Errorf("match %s is not new to both sides", d.ID)
		}
	}
	if got := w.waiting(records.TopicMatch); len(got) != 0 {
		t.Errorf("%d events of single matches, want none", len(got))
	}
	if got := w.waiting(records.TopicRecomputed); len(got) != 3 {
		t.Errorf("%d organisations are told, want 3, each once", len(got))
	}
	w.startRecompute()
	w.recomputeAll()
	if r := w.state(); r.Changed != 0 || len(w.waiting(records.TopicRecomputed)) != 3 {
		t.Errorf("a second run changed %d matches and told of %d", r.Changed, len(w.waiting(records.TopicRecomputed))-3)
	}
}

// What is approved while everything is matched anew is told of as ever.
func TestRecomputeLeavesNewsAlone(t *testing.T) {
	t.Parallel()
	w := filled(t)
	w.startRecompute()
	w.pass(time.Minute)
	w.insert(w.approved(w.organisation("Nowa"), app.Technology, filmTitle, filmText))
	w.recomputeAll() // the run comes to the entry before its own event does
	if got := len(w.waiting(records.TopicMatch)); got != 3 {
		t.Errorf("%d events of the new entry's matches, want 3", got)
	}
}

func TestRecomputeResumesAfterACrash(t *testing.T) {
	t.Parallel()
	calls := 0
	// Busy at every second look: one entry for each turn.
	w := filled(t, func(o *matching.Options) { o.Busy = func() bool { calls++; return calls%2 == 0 } })
	w.wipe()
	w.startRecompute()
	w.deliver(records.TopicRecompute)
	half := w.state()
	if half.Done == 0 || half.Done >= half.Total {
		t.Fatalf("after one turn: %+v", half)
	}
	documents := corpus.New(corpus.Options{})
	w.options.Corpus, w.options.Engine = documents, memory.New(documents)
	w.matching = matching.New(w.options) // a new process: nothing but the store
	_, err := w.matching.Rebuild(t.Context())
	w.must(err)
	for _, e := range w.waiting(records.TopicRecompute) {
		w.must(w.Store.Forget(t.Context(), e.ID)) // even its event is lost
	}
	w.must(w.matching.ResumeRecompute(t.Context()))
	w.recomputeAll()
	if r := w.state(); r.Run != half.Run || r.Done != 6 || len(w.stored()) != 6 {
		t.Errorf("resumed as %+v with %d matches, want the same run to match all 6", r, len(w.stored()))
	}
}

func TestRecomputeYieldsToLiveChanges(t *testing.T) {
	t.Parallel()
	w := filled(t, func(o *matching.Options) { o.Busy = func() bool { return true } })
	w.startRecompute()
	for range 5 {
		w.deliver(records.TopicRecompute)
	}
	if r := w.state(); r.Done != 0 {
		t.Errorf("%d entries matched while live changes waited", r.Done)
	}
	next := w.waiting(records.TopicRecompute)
	if len(next) != 1 || !next[0].Due.After(w.clock()) {
		t.Errorf("the next turn is %+v, want one later", next)
	}
	w.pass(20 * time.Second)
	w.deliver(records.TopicRecompute)
	if r := w.state(); r.Done != 1 {
		t.Errorf("%d entries matched after a long wait, want 1", r.Done)
	}
}

func TestRecomputeOutlastsAnOutage(t *testing.T) {
	t.Parallel()
	var d down
	w := filled(t, func(o *matching.Options) { d.Engine, o.Engine = o.Engine, &d })
	w.startRecompute()
	d.out.Store(true)
	for range 20 { // more than the feed would try
		w.deliver(records.TopicRecompute)
	}
	if r := w.state(); r.State != matching.RecomputeRunning {
		t.Errorf("during an outage: %+v", r)
	}
	for _, e := range w.waiting(records.TopicRecompute) {
		w.must(w.Store.Forget(t.Context(), e.ID)) // as if it had been parked
	}
	d.out.Store(false)
	w.pass(time.Hour)
	w.startRecompute()
	w.recomputeAll()
	if r := w.state(); r.Done != 6 {
		t.Errorf("after the outage: %+v", r)
	}
}

// down is an engine whose server may not answer.
type down struct {
	search.Engine
	out atomic.Bool
}

func (d *down) Candidates(ctx context.Context, of search.Entry, limit int) ([]search.Candidate, error) {
	if d.out.Load() {
		return nil, search.ErrUnavailable
	}
	return d.Engine.Candidates(ctx, of, limit)
}

func TestOtherWeightsMatchEverythingAnew(t *testing.T) {
	t.Parallel()
	w := filled(t)
	w.must(w.matching.ResumeRecompute(t.Context())) // at start: all is of the weights in use
	if r := w.state(); r.State != matching.RecomputeIdle {
		t.Errorf("state %q without a reason to match anew", r.State)
	}
	list, err := w.learning.Weights(t.Context(), admin)
	w.must(err)
	propose := func() string {
		v, err := w.learning.ProposeWeights(t.Context(), list.Shipped.Shares, learning.Report{})
		w.must(err)
		return v.Version
	}
	w.must(w.learning.UseWeights(t.Context(), admin, propose()))
	w.deliver(records.TopicWeights)
	first := w.state()
	if first.State != matching.RecomputeRunning || first.Reason != matching.RecomputeWeights {
		t.Fatalf("after other weights: %+v", first)
	}
	w.must(w.learning.UseWeights(t.Context(), admin, propose()))
	w.deliver(records.TopicRecompute) // the turn of the first run sees that they changed again
	if r := w.state(); r.Turn == first.Turn || r.Done != 0 || r.Model == first.Model {
		t.Errorf("with the weights changed on the way: %+v, want it to begin anew", r)
	}
	w.recomputeAll()
	for _, d := range w.stored() {
		if d.Value.Model != w.state().Model {
			t.Errorf("match %s is of %s, want %s", d.ID, d.Value.Model, w.state().Model)
		}
	}
}

func TestOnlyAdministratorsRecompute(t *testing.T) {
	t.Parallel()
	w := newStillWorld(t)
	for _, actor := range []app.Actor{manager("makros"), representative(app.Organisation{ID: "o"}), {}} {
		if _, err := w.matching.StartRecompute(t.Context(), actor); app.ClassOf(err) != app.ClassForbidden {
			t.Errorf("start by %s: %v", actor.Person, err)
		}
		if _, err := w.matching.RecomputeState(t.Context(), actor); app.ClassOf(err) != app.ClassForbidden {
			t.Errorf("state for %s: %v", actor.Person, err)
		}
	}
	if _, err := w.Gains.First(t.Context(), store.Query{}); err == nil {
		t.Error("somebody gained something")
	}
}
