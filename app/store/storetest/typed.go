package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"splot/app"
	"splot/app/store"
)

// named is a value that holds its id outside its body.
type named struct {
	ID   string `bson:"-"`
	Name string `bson:"name"`
}

// Identify is called by the store.
func (n *named) Identify(id string) { n.ID = id }

func readingByID(t *testing.T, b *bench) {
	ids := make([]app.ID, 0, store.MaxIn+3)
	writes := make([]store.Write, 0, store.MaxBatch)
	for i := range store.MaxIn + 1 { // one more than one query takes
		id := numbered(i)
		w, err := b.things().InsertWrite(id, thing{Name: "n" + id})
		b.must(t, err)
		if writes, ids = append(writes, w), append(ids, app.ID(id)); len(writes) == store.MaxBatch {
			_, err = b.Write(b.ctx, writes...)
			b.must(t, err)
			writes = writes[:0]
		}
	}
	_, err := b.Write(b.ctx, writes...)
	b.must(t, err)
	view := store.ViewOf[named](b, things)
	found, err := view.ByID(b.ctx, append(ids, "absent", ids[0], ""))
	b.must(t, err)
	if len(found) != len(ids) {
		t.Fatalf("%d found of %d", len(found), len(ids))
	}
	for _, id := range ids {
		if d := found[id]; d.ID != string(id) || d.Value.ID != string(id) || d.Value.Name != "n"+string(id) || d.Version != 1 {
			t.Fatalf("%s: %+v", id, d)
		}
	}
	if none, err := view.ByID(b.ctx, nil); err != nil || len(none) != 0 {
		t.Errorf("no ids: %v %v", none, err)
	}
}

// upsert counts in one document from many sides: the first makes it, nobody's step is lost.
func upsert(t *testing.T, b *bench) {
	const sides = 8 // fewer than the tries, so that nobody gives up
	var group sync.WaitGroup
	for i := range sides {
		group.Go(func() {
			_, err := b.things().Upsert(b.ctx, "counter", func(have *thing, exists bool) ([]store.Event, error) {
				if exists != (have.Rank != nil) {
					return nil, fmt.Errorf("exists %v with %v", exists, have.Rank)
				}
				if !exists {
					have.Rank = ptr(int64(0))
				}
				have.Rank = ptr(*have.Rank + 1)
				return []store.Event{event(fmt.Sprint("step", i))}, nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	d, err := b.things().Get(b.ctx, "counter")
	b.must(t, err)
	if *d.Value.Rank != sides || d.Version != sides || len(b.pending(t)) != sides {
		t.Errorf("%d at version %d with %d events", *d.Value.Rank, d.Version, len(b.pending(t)))
	}
}

func upsertAnswers(t *testing.T, b *bench) {
	b.insert(t, "holder", thing{Serial: ptr("s")})
	own := errors.New("own")
	for name, step := range map[string]struct {
		id     string
		change func(*thing, bool) ([]store.Event, error)
		want   error
	}{
		"an error of the function":      {"a", func(*thing, bool) ([]store.Event, error) { return nil, own }, own},
		"even one that looks like ours": {"a", func(*thing, bool) ([]store.Event, error) { return nil, store.ErrStale }, store.ErrStale},
		"a key that another holds":      {"a", func(h *thing, _ bool) ([]store.Event, error) { h.Serial = ptr("s"); return nil, nil }, store.ErrDuplicate},
		"nothing to change":             {"a", func(h *thing, _ bool) ([]store.Event, error) { h.Name = "x"; return nil, store.ErrUnchanged }, nil},
	} {
		calls := 0
		_, err := b.things().Upsert(b.ctx, step.id, func(have *thing, exists bool) ([]store.Event, error) {
			calls++
			return step.change(have, exists)
		})
		if !errors.Is(err, step.want) || calls != 1 {
			t.Errorf("%s: %v after %d calls", name, err, calls)
		}
	}
	same(t, b.all(t, store.Query{}), "holder")
	if _, err := b.things().Change(b.ctx, "absent", func(*thing) ([]store.Event, error) { return nil, nil }); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("change of an absent document: %v", err)
	}
}

// changeOvertaken is overtaken once, and once too often.
func changeOvertaken(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "0"})
	overtake := func() {
		d, err := b.things().Get(b.ctx, "a")
		b.must(t, err)
		d.Value.Room = "other"
		_, err = b.things().Replace(b.ctx, d)
		b.must(t, err)
	}
	calls := 0
	d, err := b.things().Change(b.ctx, "a", func(have *thing) ([]store.Event, error) {
		if calls++; calls == 1 {
			overtake()
		}
		have.Name = "mine"
		return nil, nil
	})
	if err != nil || calls != 2 || d.Version != 3 || d.Value.Room != "other" || d.Value.Name != "mine" {
		t.Errorf("overtaken once: %+v %v after %d calls", d, err, calls)
	}
	calls = 0
	if _, err = b.things().Change(b.ctx, "a", func(*thing) ([]store.Event, error) { calls++; overtake(); return nil, nil }); !errors.Is(err, store.ErrStale) || calls > 20 {
		t.Errorf("overtaken always: %v after %d calls", err, calls)
	}
}

// actors keeps who an event is by.
func actors(t *testing.T, b *bench) {
	e := event("e")
	e.By = "someone"
	b.insert(t, "a", thing{}, e)
	got, err := b.Pending(b.ctx, 1)
	b.must(t, err)
	if len(got) != 1 || got[0].By != "someone" {
		t.Errorf("got %+v", got)
	}
}
