package storetest

import (
	"errors"
	"testing"

	"splot/app/store"
)

// restoring writes documents as a backup has them and goes on with them: versions count from the kept one, keys are
// held, and what is there is not overwritten.
func restoring(t *testing.T, b *bench) {
	body := encode(t, thing{Name: "kept", Serial: ptr("s"), Tags: []string{"x"}})
	b.must(t, store.RestoreAll(b.ctx, b, things, store.Document{ID: "a", Version: 7, Body: body}, store.Document{ID: "b", Version: 1, Body: encode(t, thing{})}))
	got, err := b.Get(b.ctx, things, "a")
	b.must(t, err)
	if got.Version != 7 || string(got.Body) != string(body) {
		t.Errorf("restored at version %d: %s", got.Version, got.Body)
	}
	same(t, b.all(t, store.Query{Where: []store.Condition{store.Eq("tags", "x")}}), "a")
	d, err := b.things().Get(b.ctx, "a")
	b.must(t, err)
	if d, err = b.things().Replace(b.ctx, d); err != nil || d.Version != 8 {
		t.Errorf("replaced at version %d: %v", d.Version, err)
	}
	for name, w := range map[string]struct {
		store.Write
		want error
	}{
		"id that is there": {store.Write{ID: "a", Version: 9, Body: body}, store.ErrDuplicate},
		"key that is held": {store.Write{ID: "c", Version: 9, Body: body}, store.ErrDuplicate},
		"no version":       {store.Write{ID: "d", Body: body}, store.ErrRefused},
		"with events":      {store.Write{ID: "d", Version: 1, Body: encode(t, thing{}), Events: []store.Event{event("e")}}, store.ErrRefused},
	} {
		w.Kind, w.Collection = store.Restore, things
		if err := store.One(b.Write(b.ctx, w.Write)); !errors.Is(err, w.want) {
			t.Errorf("%s: %v, want %v", name, err, w.want)
		}
	}
}

// restoringOverDeleted restores in the place of a deleted document whose events still wait.
func restoringOverDeleted(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "old"})
	old, err := b.things().Get(b.ctx, "a")
	b.must(t, err)
	b.must(t, b.things().Delete(b.ctx, old, event("gone")))
	b.must(t, store.RestoreAll(b.ctx, b, things, store.Document{ID: "a", Version: 5, Body: encode(t, thing{Name: "back"})}))
	got, err := b.things().Get(b.ctx, "a")
	b.must(t, err)
	if got.Version != 5 || got.Value.Name != "back" {
		t.Errorf("got %+v", got)
	}
	sameSet(t, b.pending(t), "gone")
}
