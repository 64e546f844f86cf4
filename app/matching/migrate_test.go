package matching_test

import (
	"testing"

	"splot/app/matching"
	"splot/app/store"
)

// TestDuesOfOlderVersions: marks and what was due stood among the sweeps.
func TestDuesOfOlderVersions(t *testing.T) {
	w := newStillWorld(t)
	type old struct {
		After string `bson:"after"`
	}
	sweeps := store.Set[old]{Store: w.Store, Collection: collection(t, "sweeps")}
	for _, id := range []string{"partly:e1", "settle:e2", "again:e3", "organisation"} {
		w.must(sweeps.Insert(t.Context(), id, old{After: "x"}))
	}
	for range 2 {
		w.must(matching.MigrateDues(t.Context(), w.Store))
	}
	left, _, err := sweeps.Find(t.Context(), store.Query{})
	w.must(err)
	if len(left) != 1 || left[0].ID != "organisation" {
		t.Errorf("left among the sweeps: %v", left)
	}
	if _, err := w.Store.Get(t.Context(), collection(t, "matchedPartly"), "e1"); err != nil {
		t.Errorf("the mark of a partly matched entry: %v", err)
	}
}
