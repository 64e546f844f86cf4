package ferrettest_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app/store"
	"splot/infra/mongostore"
	"splot/infra/mongostore/ferrettest/ferret"
)

// wire is a hand on the connection: it cuts the next commands of a kind.
type wire struct {
	mu            sync.Mutex
	before, after map[string]int    // how often
	answers       map[string]bson.D // once
}

var errCut = errors.New("cut")

func (w *wire) tamper() ferret.Tamper {
	take := func(from map[string]int, command string) error {
		w.mu.Lock()
		defer w.mu.Unlock()
		if from[command] == 0 {
			return nil
		}
		from[command]--
		return errCut
	}
	return ferret.Tamper{
		Before: func(c string) error { return take(w.before, c) },
		After:  func(c string) error { return take(w.after, c) },
		Answer: func(c string) []byte {
			w.mu.Lock()
			defer w.mu.Unlock()
			answer, ok := w.answers[c]
			delete(w.answers, c)
			if !ok {
				return nil
			}
			raw, _ := bson.Marshal(answer) // of plain values
			return raw
		},
	}
}

func (w *wire) set(before, after map[string]int, answers map[string]bson.D) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.before, w.after, w.answers = before, after, answers
}

func outageRig(t *testing.T) (*wire, *mongostore.Store, store.Set[told]) {
	t.Helper()
	w := &wire{}
	s := connect(t, ferret.StartTampered(t, w.tamper()), "outage")
	fine(t, s.Ensure(t.Context(), tellers))
	return w, s, store.Set[told]{Store: s, Collection: tellers}
}

// TestCutWrites cuts the connection before and after the server has carried a write out. The caller hears of one write,
// its own, applied once; and a real other one is still told from it.
func TestCutWrites(t *testing.T) {
	w, s, set := outageRig(t)
	for name, cut := range map[string]struct{ before, after map[string]int }{
		"before": {before: map[string]int{"insert": 1, "update": 1, "delete": 1}},
		"after":  {after: map[string]int{"insert": 1, "update": 1, "delete": 1}},
	} {
		ctx := t.Context()
		w.set(cut.before, cut.after, nil)
		if err := set.Insert(ctx, name, told{Cause: name}, store.Event{ID: "i" + name, Topic: "t", At: time.Now()}); err != nil {
			t.Errorf("insert cut %s: %v", name, err)
		}
		d, err := set.Get(ctx, name)
		fine(t, err)
		stale := d
		d.Value.Node = 7
		if d, err = set.Replace(ctx, d, store.Event{ID: "r" + name, Topic: "t", At: time.Now()}); err != nil || d.Version != 2 {
			t.Errorf("replace cut %s: version %d %v", name, d.Version, err)
		}
		w.set(nil, map[string]int{"update": 1}, nil)
		if _, err := set.Replace(ctx, stale); !errors.Is(err, store.ErrStale) {
			t.Errorf("someone else's write, cut %s: %v", name, err)
		}
		if err := set.Insert(ctx, name, told{Cause: name}); !errors.Is(err, store.ErrDuplicate) {
			t.Errorf("an id that is taken, cut %s: %v", name, err)
		}
		events, err := s.Pending(ctx, 10)
		fine(t, err)
		if len(events) != 2 {
			t.Errorf("cut %s: events %+v", name, events)
		}
		fine(t, s.Forget(ctx, "i"+name, "r"+name))
		w.set(cut.before, cut.after, nil)
		if err := set.Delete(ctx, d); err != nil {
			t.Errorf("delete cut %s: %v", name, err)
		}
		if err := set.Delete(ctx, d); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("second delete cut %s: %v", name, err)
		}
	}
}

// TestCutDeleteWithEvents leaves a tombstone once.
func TestCutDeleteWithEvents(t *testing.T) {
	w, s, set := outageRig(t)
	fine(t, set.Insert(t.Context(), "a", told{Cause: "a"}))
	w.set(nil, map[string]int{"update": 1}, nil)
	if err := set.Delete(t.Context(), store.Doc[told]{ID: "a", Version: 1}, store.Event{ID: "gone", Topic: "t", At: time.Now()}); err != nil {
		t.Error(err)
	}
	if events, err := s.Pending(t.Context(), 10); err != nil || len(events) != 1 {
		t.Errorf("events %+v %v", events, err)
	}
}

// TestWriteConflicts repeats what met another write in the same moment.
func TestWriteConflicts(t *testing.T) {
	w, _, set := outageRig(t)
	conflict := bson.D{{Key: "ok", Value: 0.0}, {Key: "code", Value: 112}, {Key: "codeName", Value: "WriteConflict"}, {Key: "errmsg", Value: "deadlock detected"}}
	inserting := bson.D{{Key: "ok", Value: 1.0}, {Key: "n", Value: 0}, {Key: "writeErrors", Value: bson.A{
		bson.D{{Key: "index", Value: 0}, {Key: "code", Value: 112}, {Key: "errmsg", Value: "deadlock detected"}},
	}}}
	w.set(nil, nil, map[string]bson.D{"insert": inserting, "update": conflict, "delete": conflict})
	fine(t, set.Insert(t.Context(), "a", told{Cause: "a"}))
	d, err := set.Get(t.Context(), "a")
	fine(t, err)
	d, err = set.Replace(t.Context(), d)
	fine(t, err)
	fine(t, set.Delete(t.Context(), d))
}

// TestOutageIsUnavailable says of every kind of call that the documents are out of reach.
func TestOutageIsUnavailable(t *testing.T) {
	w, s, set := outageRig(t)
	fine(t, set.Insert(t.Context(), "a", told{Cause: "a"}))
	always := map[string]int{}
	for _, c := range []string{"find", "aggregate", "insert", "update", "delete", "ping", "hello", "isMaster"} {
		always[c] = 1 << 30
	}
	w.set(always, nil, nil)
	for name, call := range map[string]func(context.Context) error{
		"get":    func(ctx context.Context) error { _, err := set.Get(ctx, "a"); return err },
		"find":   func(ctx context.Context) error { _, _, err := set.Find(ctx, store.Query{}); return err },
		"count":  func(ctx context.Context) error { _, err := set.Count(ctx, store.Query{}); return err },
		"insert": func(ctx context.Context) error { return set.Insert(ctx, "b", told{Cause: "b"}) },
		"replace": func(ctx context.Context) error {
			_, err := set.Replace(ctx, store.Doc[told]{ID: "a", Version: 1})
			return err
		},
		"delete":  func(ctx context.Context) error { return set.Delete(ctx, store.Doc[told]{ID: "a", Version: 1}) },
		"pending": func(ctx context.Context) error { _, err := s.Pending(ctx, 1); return err },
		"forget":  func(ctx context.Context) error { return s.Forget(ctx, "x") },
		"ready":   s.Ready,
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		if err := call(ctx); !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("%s: %v", name, err)
		}
		cancel()
	}
}

// TestHangingServer ends a command whose caller set no limit, by that of the URI.
func TestHangingServer(t *testing.T) {
	var hang atomic.Bool
	released := make(chan struct{})
	uri := ferret.StartTampered(t, ferret.Tamper{Before: func(c string) error {
		if hang.Load() && slices.Contains([]string{"find", "update"}, c) {
			<-released
		}
		return nil
	}})
	s := connect(t, uri+"?timeoutMS=300", "hang")
	fine(t, s.Ensure(t.Context(), tellers))
	hang.Store(true)
	defer close(released)
	start := time.Now()
	if _, err := s.Pending(t.Context(), 1); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("pending: %v", err)
	}
	if waited := time.Since(start); waited > 5*time.Second {
		t.Errorf("waited %s", waited)
	}
}

// TestDatabaseOfTheURI is where the documents go.
func TestDatabaseOfTheURI(t *testing.T) {
	uri := ferret.Start(t)
	named, err := mongostore.Open(t.Context(), mongostore.Options{URI: uri + "customer_a"})
	fine(t, err)
	defer func() { fine(t, named.Close()) }()
	fine(t, named.Ensure(t.Context(), tellers))
	set := store.Set[told]{Store: named, Collection: tellers}
	fine(t, set.Insert(t.Context(), "a", told{Cause: "a"}))
	for database, want := range map[string]int64{"customer_a": 1, "splot": 0} {
		s := connect(t, uri, database)
		fine(t, s.Ensure(t.Context(), tellers))
		if n, err := s.Count(t.Context(), tellers, store.Query{}); err != nil || n != want {
			t.Errorf("%d documents in %s: %v", n, database, err)
		}
	}
}
