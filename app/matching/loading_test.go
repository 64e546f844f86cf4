package matching_test

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"testing"

	"splot/app"
	"splot/app/matching"
	"splot/app/records"
	"splot/search"
	"splot/search/corpus"
	"splot/search/memory"
)

// loadedHalf lets a test do something while an index is being loaded, when all documents before the one of that number
// are in it.
type loadedHalf struct {
	*memory.Engine
	after  int
	during func()
}

func (l *loadedHalf) Rebuild(ctx context.Context, entries iter.Seq2[search.Entry, error]) (search.Rebuilt, error) {
	return l.Engine.Rebuild(ctx, func(yield func(search.Entry, error) bool) {
		n := 0
		for e, err := range entries {
			if n++; n == l.after && l.during != nil {
				for l.Corpus().Len() < n-1 {
					runtime.Gosched()
				}
				l.during()
			}
			if !yield(e, err) {
				return
			}
		}
	})
}

// restart puts a service with an empty index that is going to be loaded in place of the world's. After so many
// documents during is called.
func (w *world) restart(after int, during func()) *corpus.Corpus {
	o := w.options
	o.Corpus = corpus.New(corpus.Options{})
	o.Corpus.Expect()
	o.Engine = &loadedHalf{memory.New(o.Corpus), after, during}
	w.matching = matching.New(o)
	return o.Corpus
}

// load fills the index and lets everything follow that had to wait for it.
func (w *world) load() {
	w.t.Helper()
	_, err := w.matching.Rebuild(w.t.Context())
	w.must(err)
	w.must(w.matching.Loaded(w.t.Context()))
	w.deliver(records.TopicSettle)
}

// versions are those of the stored matches: they tell whether any was written.
func (w *world) versions() string {
	list := map[string]int64{}
	for _, m := range w.stored() {
		list[m.ID] = m.Version
	}
	return fmt.Sprint(list)
}

// What is approved while the index is being loaded is matched with what is there, and ends with the same matches as
// ever: also when the process is killed in between. What was stored before stays meanwhile.
func TestApprovedWhileLoading(t *testing.T) {
	t.Parallel()
	for _, killed := range []bool{false, true} {
		t.Run(fmt.Sprint("killed ", killed), func(t *testing.T) {
			t.Parallel()
			const offers = 6
			w := newStillWorld(t)
			asks := w.organisation("Pyta")
			before := w.insert(w.approved(asks, app.Need, filmTitle, filmText))
			for i := range offers {
				w.insert(w.approved(w.organisation(fmt.Sprint("Oferuje ", i)), app.Technology, filmTitle, filmText))
			}
			w.deliver(records.TopicEntry)
			w.deliver(records.TopicMatch)
			if n := len(w.stored()); n != offers {
				t.Fatalf("%d matches to begin with", n)
			}
			meanwhile := 0
			w.restart(offers+1+1+3, func() { // all organisations, the need and two offers are there
				w.insert(w.approved(asks, app.Need, filmTitle, filmText))
				w.changeEntry(before.ID, func(e *app.Entry) { e.UpdatedAt = w.clock() })
				w.deliver(records.TopicEntry)
				meanwhile = len(w.stored())
			})
			if killed {
				_, err := w.matching.Rebuild(t.Context())
				w.must(err)
				w.restart(0, nil)
			}
			w.load()
			if meanwhile != offers+2 {
				t.Errorf("%d matches while loading, want two of the new need beside those that were there", meanwhile)
			}
			stored := w.versions()
			if n := len(w.stored()); n != 2*offers {
				t.Errorf("%d matches in the end, want %d", n, 2*offers)
			}
			w.restart(0, nil)
			w.load()
			for _, m := range w.stored() {
				w.must(w.matching.MatchEntry(t.Context(), m.Value.Need.Entry))
			}
			if again := w.versions(); again != stored {
				t.Errorf("matched with everything there:\n%s\nafter loading:\n%s", again, stored)
			}
		})
	}
}

// What needs all entries waits until they are there.
func TestWaitsForLoading(t *testing.T) {
	t.Parallel()
	w := newStillWorld(t)
	need, _ := w.organisation("Pyta"), w.organisation("Oferuje")
	entry := w.insert(w.approved(need, app.Need, filmTitle, filmText))
	w.deliver(records.TopicEntry)
	c := w.restart(0, nil)
	admin := app.Actor{System: true}
	_, err := w.matching.StartRecompute(t.Context(), admin)
	w.must(err)
	w.deliver(records.TopicRecompute)
	run, err := w.matching.RecomputeState(t.Context(), admin)
	if err != nil || run.Done != 0 || run.State != matching.RecomputeRunning {
		t.Errorf("the run while loading: %+v, %v", run, err)
	}
	_, err = w.matching.Gap(t.Context(), representative(need), entry.ID)
	if app.ClassOf(err) != app.ClassUnavailable {
		t.Errorf("the gap while loading: %v", err)
	}
	if !c.Partial() {
		t.Error("loaded already")
	}
	w.load()
	if c.Partial() {
		t.Error("still loading")
	}
	for w.deliver(records.TopicRecompute) > 0 {
	}
	if run, err = w.matching.RecomputeState(t.Context(), admin); err != nil || run.State != matching.RecomputeFinished || run.Done != 1 {
		t.Errorf("the run in the end: %+v, %v", run, err)
	}
	_, err = w.matching.Gap(t.Context(), representative(need), entry.ID)
	w.must(err)
}
