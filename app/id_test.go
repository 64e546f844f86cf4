package app_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"

	"splot/app"
)

var uuidv7 = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func TestIDsAreUUIDv7InOrder(t *testing.T) {
	clock := time.Date(2026, 11, 21, 10, 2, 0, 0, time.UTC)
	next := app.NewIDs(func() time.Time { return clock })
	var made []app.ID
	for i := range 10_000 { // more than fit into one millisecond's counter
		switch i {
		case 6_000:
			clock = clock.Add(-time.Hour) // a clock set back must not break the order
		case 8_000:
			clock = clock.Add(2 * time.Hour)
		}
		made = append(made, next())
	}
	for _, id := range made {
		if !uuidv7.MatchString(string(id)) {
			t.Fatalf("%s is no UUIDv7", id)
		}
	}
	if !slices.IsSorted(made) {
		t.Error("the ids are not in the order in which they were made")
	}
	if unique := slices.Compact(slices.Sorted(slices.Values(made))); len(unique) != len(made) {
		t.Errorf("%d of %d ids are unique", len(unique), len(made))
	}
}

func TestIDsAreUniqueAcrossGoroutines(t *testing.T) {
	next := app.NewIDs(app.Now)
	var mu sync.Mutex
	seen := map[app.ID]bool{}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 500 {
				id := next()
				mu.Lock()
				if seen[id] {
					t.Errorf("%s was made twice", id)
				}
				seen[id] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(seen) != 4_000 {
		t.Errorf("%d ids, want 4000", len(seen))
	}
}

func TestIDsFromOneSourceAreReproducible(t *testing.T) {
	clock := func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }
	a := app.NewIDsFrom(clock, rand.NewChaCha8([32]byte{1}))
	b := app.NewIDsFrom(clock, rand.NewChaCha8([32]byte{1}))
	other := app.NewIDsFrom(clock, rand.NewChaCha8([32]byte{2}))
	for range 10 {
		x, y, z := a(), b(), other()
		if x != y {
			t.Errorf("%s and %s differ", x, y)
		}
		if x == z {
			t.Errorf("another source made %s too", z)
		}
	}
}
