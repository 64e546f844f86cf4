package once_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"splot/app"
	"splot/app/once"
	"splot/infra/sqlitestore"
)

func open(t *testing.T) (*once.Keeper, *time.Time) {
	t.Helper()
	db, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Ensure(t.Context(), once.Collections()...); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	return once.New(db, func() time.Time { return now }), &now
}

// TestOnce: many requests at once under one key act once, and all get that answer.
func TestOnce(t *testing.T) {
	k, now := open(t)
	var acts atomic.Int64
	ask := func(person app.ID, key, body string) (string, error) {
		answer, err := k.Do(t.Context(), person, "createEntry", key, []byte(body), func() ([]byte, error) {
			return fmt.Append(nil, "made ", acts.Add(1)), nil
		})
		return string(answer), err
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if got, err := ask("anna", "k", "{}"); got != "made 1" || err != nil {
				t.Errorf("%q %v", got, err)
			}
		})
	}
	all.Wait()
	for _, other := range []struct {
		person  app.ID
		key     string
		pass    time.Duration
		want    string
		sweeped bool
	}{
		{"anna", "other key", 0, "made 2", false},
		{"ola", "k", 0, "made 3", false},
		{"anna", "k", 23 * time.Hour, "made 1", true},
		{"anna", "k", 2 * time.Hour, "made 4", false},
	} {
		*now = now.Add(other.pass)
		if other.sweeped {
			if err := k.Sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := ask(other.person, other.key, "{}"); got != other.want || err != nil {
			t.Errorf("%s %s after %s: %q %v, want %q", other.person, other.key, other.pass, got, err, other.want)
		}
	}
	if _, err := ask("anna", "k", `{"another": 1}`); app.ClassOf(err) != app.ClassInvalid {
		t.Errorf("another request under the key: %v", err)
	}
}

// TestFailureFreesTheKey: what did not happen may be tried again, and a dead node's claim is taken over.
func TestFailureFreesTheKey(t *testing.T) {
	k, now := open(t)
	broken := errors.New("broken")
	if _, err := k.Do(t.Context(), "anna", "op", "k", nil, func() ([]byte, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	made := func() ([]byte, error) { return []byte("made"), nil }
	if got, err := k.Do(t.Context(), "anna", "op", "k", nil, made); string(got) != "made" || err != nil {
		t.Errorf("%q %v", got, err)
	}
	func() { // a node dies while it acts
		defer func() { _ = recover() }()
		_, _ = k.Do(t.Context(), "anna", "op", "dead", nil, func() ([]byte, error) { panic("killed") })
	}()
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if got, err := k.Do(ctx, "anna", "op", "dead", nil, made); err == nil {
		t.Errorf("a claim that may be alive was taken: %q", got)
	}
	*now = now.Add(2 * time.Minute)
	if got, err := k.Do(t.Context(), "anna", "op", "dead", nil, made); string(got) != "made" || err != nil {
		t.Errorf("%q %v", got, err)
	}
}
