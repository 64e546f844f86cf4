package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"splot/app/store"
	"splot/infra/sqlitestore"
)

func open(t *testing.T) store.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func TestMigrate(t *testing.T) {
	s := open(t)
	var ran []int
	broken := errors.New("broken")
	step := func(n int, err *error) store.Migration {
		return store.Migration{Number: n, Name: "step", Run: func(context.Context, store.Store) error {
			ran = append(ran, n)
			return *err
		}}
	}
	fine, fails := error(nil), broken
	list := []store.Migration{step(1, &fine), step(2, &fails), step(3, &fine)}
	for _, test := range []struct {
		name    string
		list    []store.Migration
		heal    bool
		ran     []int
		applied int
		err     error
	}{
		{"none known", nil, false, nil, 0, nil},
		{"the second fails", list, false, []int{1, 2}, 1, broken},
		{"it fails again", list, false, []int{2}, 0, broken},
		{"it goes on from there", list, true, []int{2, 3}, 2, nil},
		{"nothing is left", list, true, nil, 0, nil},
		{"an older program", list[:2], true, nil, 0, store.ErrNewer},
	} {
		ran = nil
		if test.heal {
			fails = nil
		}
		applied, err := store.Migrate(t.Context(), s, time.Now, test.list)
		if !slices.Equal(ran, test.ran) || len(applied) != test.applied || !errors.Is(err, test.err) {
			t.Errorf("%s: ran %v, applied %v, error %v", test.name, ran, applied, err)
		}
	}
}

func TestMigrateRefusesMalformedLists(t *testing.T) {
	run := func(context.Context, store.Store) error { return nil }
	for name, list := range map[string][]store.Migration{
		"a gap":   {{Number: 1, Name: "a", Run: run}, {Number: 3, Name: "b", Run: run}},
		"twice":   {{Number: 1, Name: "a", Run: run}, {Number: 1, Name: "b", Run: run}},
		"no name": {{Number: 1, Run: run}},
		"no run":  {{Number: 1, Name: "a"}},
	} {
		if _, err := store.Migrate(t.Context(), open(t), time.Now, list); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
