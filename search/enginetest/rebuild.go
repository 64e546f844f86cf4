package enginetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"splot/search"
)

func rebuilder(t *testing.T, e search.Engine) search.Rebuilder {
	t.Helper()
	r, ok := e.(search.Rebuilder)
	if !ok {
		t.Skip("the engine cannot rebuild its index")
	}
	return r
}

// rebuild swaps in a new index while people search and entries change; nothing is missed and nothing comes back.
func rebuild(t *testing.T, e search.Engine) {
	r := rebuilder(t, e)
	old := many(30)
	put(t, e, old...)
	put(t, e, entry("stale", search.Technology, "o1", "Powłoka zapomniana"))

	half := make(chan struct{})
	changed := make(chan struct{})
	stream := func(yield func(search.Entry, error) bool) {
		for i, x := range old {
			if i == 15 {
				close(half)
				<-changed
			}
			if !yield(x, nil) {
				return
			}
		}
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(changed)
		<-half
		if n := find(t, e, search.Query{Text: "powłoka", Limit: 50}).Total; n != 31 {
			t.Errorf("during the rebuild %d are found, want 31", n)
		}
		if err := e.Put(background(), entry("new", search.Technology, "o1", "Powłoka nowa")); err != nil {
			t.Error(err)
		}
		if err := e.Delete(background(), "many-0003", "many-0020"); err != nil {
			t.Error(err)
		}
	})
	done, err := r.Rebuild(t.Context(), stream)
	wg.Wait()
	if err != nil {
		t.Fatal(err)
	}
	if done.After != 29 {
		t.Errorf("rebuilt %+v, want 29 after", done)
	}
	equal(t, "what came meanwhile", found(t, e, search.Query{Text: "nowa "}), []string{"new"})
	equal(t, "what the source no longer has", found(t, e, search.Query{Text: "zapomniana "}), []string{})
	if n := find(t, e, search.Query{Text: "powłoka", Limit: 50}).Total; n != 29 {
		t.Errorf("after the rebuild %d are found, want 29", n)
	}
}

func rebuildFails(t *testing.T, e search.Engine) {
	r := rebuilder(t, e)
	put(t, e, many(3)...)
	broken := errors.New("the source broke")
	if _, err := r.Rebuild(t.Context(), sequence(many(1), broken)); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if n := find(t, e, search.Query{Text: "powłoka", Limit: 50}).Total; n != 3 {
		t.Errorf("%d are found, want the old 3", n)
	}
	done, err := r.Rebuild(t.Context(), sequence(many(5), nil))
	if err != nil || done.Before != 3 || done.After != 5 {
		t.Errorf("a later one works: %+v, %v", done, err)
	}
}

// concurrent use must race with nothing and leave every entry in its last version.
func concurrent(t *testing.T, e search.Engine) {
	const workers, each = 4, 12
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for v := range each {
				id := fmt.Sprintf("e%d", v%6)
				x := entry(id, search.Technology, "o1", fmt.Sprintf("Frezarka wersja w%d", v), func(x *search.Entry) { x.Version = int64(v) })
				if err := e.Put(background(), x); err != nil {
					t.Error(err)
				}
				if _, err := e.Search(background(), search.Query{Text: "frezarka w" + fmt.Sprint(w), Limit: 5}); err != nil {
					t.Error(err)
				}
				if _, err := e.Candidates(background(), entry("n", search.Need, "asks", "frezarka"), 5); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for i := range 6 {
		equal(t, "the last version", found(t, e, search.Query{Text: fmt.Sprintf("w%d ", i+6)}), []string{fmt.Sprintf("e%d", i)})
	}
	equal(t, "an older one is gone", found(t, e, search.Query{Text: "w2 "}), []string{})
}
