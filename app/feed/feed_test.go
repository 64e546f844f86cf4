package feed_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app"
	"splot/app/feed"
	"splot/app/store"
	"splot/infra/sqlitestore"
)

var notes = &store.Collection{Name: "notes"}

// rig is a feed over a real store.
type rig struct {
	*feed.Feed
	store store.Store
	ctx   context.Context
	next  atomic.Int64
}

func open(t testing.TB) store.Store {
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
	if err := s.Ensure(t.Context(), notes, feed.Collection); err != nil {
		t.Fatal(err)
	}
	return s
}

func over(t testing.TB, s store.Store, change func(*feed.Options)) *rig {
	t.Helper()
	o := feed.Options{Store: s, Now: app.Now, Log: slog.New(slog.DiscardHandler), Alone: true}
	if change != nil {
		change(&o)
	}
	return &rig{Feed: feed.New(o), store: s, ctx: t.Context()}
}

// run runs the feed until the returned function is called.
func (r *rig) run(t testing.TB) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(r.ctx)
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	return func() {
		t.Helper()
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("run: %v", err)
		}
	}
}

func (r *rig) event(topic, key string) store.Event {
	return store.Event{ID: fmt.Sprintf("e%06d", r.next.Add(1)), Topic: topic, Key: key, At: app.Now()}
}

// write stores a document with events.
func (r *rig) write(t testing.TB, events ...store.Event) {
	t.Helper()
	body, err := bson.Marshal(bson.D{{Key: "text", Value: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	id := fmt.Sprintf("n%06d", r.next.Add(1))
	w := store.Write{Kind: store.Insert, Collection: notes, ID: id, Body: body, Events: events}
	if err := store.One(r.store.Write(r.ctx, w)); err != nil {
		t.Fatal(err)
	}
}

func (r *rig) drain(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(r.ctx, time.Minute)
	defer cancel()
	if err := r.Drain(ctx); err != nil {
		stats, _ := r.Stats(r.ctx)
		t.Fatalf("%v; %+v", err, stats)
	}
}

func (r *rig) stats(t testing.TB) feed.Stats {
	t.Helper()
	s, err := r.Stats(r.ctx)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// seen collects the ids of events.
type seen struct {
	mu    sync.Mutex
	times map[string]int
}

func (s *seen) add(e store.Event) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.times == nil {
		s.times = map[string]int{}
	}
	s.times[e.ID]++
	return s.times[e.ID]
}

func (s *seen) count() (events, calls int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.times {
		calls += n
	}
	return len(s.times), calls
}

func (s *seen) handle(_ context.Context, e store.Event) error {
	s.add(e)
	return nil
}

func (s *seen) want(t *testing.T, events, calls int) {
	t.Helper()
	if e, c := s.count(); e != events || c != calls {
		t.Errorf("%d events in %d calls, want %d in %d", e, c, events, calls)
	}
}

func TestEveryHandlerGetsItsTopics(t *testing.T) {
	r := over(t, open(t), nil)
	var one, both, batched seen
	r.Register(feed.Handler{Name: "one", Topics: []string{"a"}, Handle: one.handle})
	r.Register(feed.Handler{Name: "both", Topics: []string{"a", "b"}, Handle: both.handle, Concurrency: 3})
	r.Register(feed.Handler{Name: "batched", Topics: []string{"b"}, Batch: func(_ context.Context, events []store.Event) []error {
		for _, e := range events {
			batched.add(e)
		}
		return nil
	}})
	r.write(t, r.event("a", "k"), r.event("nobody", "k")) // before the start
	defer r.run(t)()
	for i := range 1500 { // more than the queues hold
		r.write(t, r.event([]string{"a", "b"}[i%2], fmt.Sprint(i)))
	}
	r.drain(t)
	one.want(t, 751, 751)
	both.want(t, 1501, 1501)
	batched.want(t, 750, 750)
	if got := r.stats(t); got.Pending != 0 || got.Parked != 0 || got.Delivered != 751+1501+750 || got.Relayed != 1502 {
		t.Errorf("stats %+v", got)
	}
}

func TestFollowingEventsAreDrainedToo(t *testing.T) {
	r := over(t, open(t), nil)
	var last seen
	r.Register(feed.Handler{Name: "first", Topics: []string{"a"}, Handle: func(context.Context, store.Event) error {
		r.write(t, r.event("b", "k"))
		return nil
	}})
	r.Register(feed.Handler{Name: "second", Topics: []string{"b"}, Handle: func(context.Context, store.Event) error {
		r.write(t, r.event("c", "k"))
		return nil
	}})
	r.Register(feed.Handler{Name: "third", Topics: []string{"c"}, Handle: last.handle})
	defer r.run(t)()
	for round := range 20 {
		r.write(t, r.event("a", fmt.Sprint(round)))
		r.drain(t)
		last.want(t, round+1, round+1)
	}
}

func TestDoubledEventIDsStopNobody(t *testing.T) {
	r := over(t, open(t), nil)
	var all seen
	r.Register(feed.Handler{Name: "h", Topics: []string{"a"}, Handle: all.handle})
	double := r.event("a", "k")
	r.write(t, double, double)
	r.write(t, double, r.event("a", "k"))
	defer r.run(t)()
	r.drain(t)
	if events, _ := all.count(); events != 2 {
		t.Errorf("%d events", events)
	}
}

func TestFailuresAreRetriedThenParked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := over(t, open(t), func(o *feed.Options) { o.Attempts = 4 })
		var all, good seen
		healed := false
		r.Register(feed.Handler{Name: "picky", Topics: []string{"a"}, Handle: func(_ context.Context, e store.Event) error {
			switch n := all.add(e); {
			case e.Key == "bad" && !healed:
				return fmt.Errorf("attempt %d", n)
			case e.Key == "panics" && !healed:
				panic("private text")
			case e.Key == "late" && n < 3:
				return errors.New("not yet")
			}
			good.add(e)
			return nil
		}})
		stop := r.run(t)
		for _, key := range []string{"bad", "panics", "late", "fine"} {
			r.write(t, r.event("a", key))
		}
		r.drain(t)
		good.want(t, 2, 2)
		all.want(t, 4, 4+4+3+1)
		parked, next, err := r.Parked(t.Context(), "")
		if err != nil || len(parked) != 2 || next != "" {
			t.Fatalf("parked %+v %v", parked, err)
		}
		for _, p := range parked {
			if p.Attempts != 4 || p.Handler != "picky" || p.Error == "" || p.Error == "private text" || p.At.IsZero() {
				t.Errorf("parked %+v", p)
			}
		}
		healed = true
		for _, p := range parked {
			if err := r.Retry(t.Context(), p.ID); err != nil {
				t.Fatal(err)
			}
		}
		r.drain(t)
		good.want(t, 4, 4)
		if err := r.Retry(t.Context(), parked[0].ID); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("second retry: %v", err)
		}
		if got := r.stats(t); got.Parked != 0 || got.Parkings != 2 || got.Retried != 3+3+2 {
			t.Errorf("stats %+v", got)
		}
		stop()
	})
}

func TestRetriesWaitLongerAndLonger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := over(t, open(t), func(o *feed.Options) {
			o.FirstRetry, o.LastRetry, o.Attempts = time.Second, 10*time.Second, 8
		})
		var at []time.Time
		r.Register(feed.Handler{Name: "down", Topics: []string{"a"}, Handle: func(context.Context, store.Event) error {
			at = append(at, time.Now())
			return errors.New("down")
		}})
		stop := r.run(t)
		r.write(t, r.event("a", "k"))
		r.drain(t)
		stop()
		if len(at) != 8 {
			t.Fatalf("%d attempts", len(at))
		}
		for i, most := range []time.Duration{1, 2, 4, 8, 10, 10, 10} {
			most *= time.Second
			// Where nothing else wakes it, the feed is at most a poll (1 s) late.
			if wait := at[i+1].Sub(at[i]); wait < most/2 || wait > most+time.Second {
				t.Errorf("wait %d was %s, want %s..%s", i, wait, most/2, most)
			}
		}
	})
}

func TestDelayedEventsWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := over(t, open(t), nil)
		handled := make(chan time.Time, 1)
		r.Register(feed.Handler{Name: "later", Topics: []string{"a"}, Handle: func(context.Context, store.Event) error {
			handled <- time.Now()
			return nil
		}})
		stop := r.run(t)
		e := r.event("a", "k")
		e.Due = time.Now().Add(5 * time.Minute)
		r.write(t, e)
		r.drain(t) // does not wait for it
		if got := r.stats(t); got.Delayed != 1 || got.Pending != 0 {
			t.Errorf("stats %+v", got)
		}
		if at := <-handled; at.Before(e.Due) || at.After(e.Due.Add(2*time.Second)) {
			t.Errorf("due %s, handled %s", e.Due, at)
		}
		stop()
	})
}

func TestOneSlowHandlerHoldsUpNobody(t *testing.T) {
	r := over(t, open(t), nil)
	var quick seen
	release := make(chan struct{})
	r.Register(feed.Handler{Name: "slow", Topics: []string{"a"}, Handle: func(ctx context.Context, _ store.Event) error {
		select {
		case <-release:
		case <-ctx.Done():
		}
		return ctx.Err()
	}})
	done := make(chan struct{})
	r.Register(feed.Handler{Name: "quick", Topics: []string{"a"}, Handle: func(_ context.Context, e store.Event) error {
		quick.add(e)
		if n, _ := quick.count(); n == 1000 {
			close(done)
		}
		return nil
	}})
	defer r.run(t)()
	for i := range 1000 {
		r.write(t, r.event("a", fmt.Sprint(i)))
	}
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		t.Fatal("the quick handler waits for the slow one")
	}
	close(release)
	r.drain(t)
}

func TestCoalesced(t *testing.T) { synctest.Test(t, coalesced) }

func coalesced(t *testing.T) {
	r := over(t, open(t), nil)
	var all seen
	entered, release := make(chan struct{}, 1), make(chan struct{})
	r.Register(feed.Handler{Name: "lazy", Topics: []string{"a"}, Coalesce: true, Handle: func(_ context.Context, e store.Event) error {
		all.add(e)
		if e.Key == "gate" {
			entered <- struct{}{}
			<-release
		}
		return nil
	}})
	defer r.run(t)()
	r.write(t, r.event("a", "gate"))
	<-entered
	for i := range 90 {
		r.write(t, r.event("a", fmt.Sprint(i%3)))
	}
	synctest.Wait() // they wait together behind the gate
	close(release)
	r.drain(t)
	if events, _ := all.count(); events != 4 {
		t.Errorf("%d calls for 90 events with three keys behind one gate", events-1)
	}
	if got := r.stats(t); got.Delivered != 91 {
		t.Errorf("stats %+v", got)
	}
}

func TestStopGivesBackAtOnce(t *testing.T) {
	s := open(t)
	first := over(t, s, nil)
	entered := make(chan struct{})
	var once sync.Once
	first.Register(feed.Handler{Name: "h", Topics: []string{"a"}, Handle: func(ctx context.Context, _ store.Event) error {
		once.Do(func() { close(entered) })
		<-ctx.Done()
		return ctx.Err()
	}})
	stop := first.run(t)
	for i := range 50 {
		first.write(t, first.event("a", fmt.Sprint(i)))
	}
	<-entered
	stop()
	if got := first.stats(t); got.Retried != 0 {
		t.Errorf("stopping counted as failing: %+v", got)
	}
	second := over(t, s, func(o *feed.Options) { o.Alone = false })
	var all seen
	second.Register(feed.Handler{Name: "h", Topics: []string{"a"}, Handle: all.handle})
	defer second.run(t)()
	second.drain(t)
	all.want(t, 50, 50)
}

// A node that hangs loses what it holds when its lease runs out; when it comes back, it does not
// undo the other's work.
func TestLeaseRunsOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		node := func(handle func(context.Context, store.Event) error) *rig {
			r := over(t, s, func(o *feed.Options) { o.Alone, o.Lease = false, 30*time.Second })
			r.Register(feed.Handler{Name: "h", Topics: []string{"a"}, Handle: handle})
			return r
		}
		entered, release := make(chan struct{}), make(chan struct{})
		hung := node(func(context.Context, store.Event) error {
			close(entered)
			<-release // ignores its context
			return errors.New("too late")
		})
		stopHung := hung.run(t)
		hung.write(t, hung.event("a", "k"))
		<-entered
		start := time.Now()
		handled := make(chan time.Time, 1)
		other := node(func(context.Context, store.Event) error {
			handled <- time.Now()
			return nil
		})
		stopOther := other.run(t)
		if took := (<-handled).Sub(start); took < 29*time.Second || took > 33*time.Second {
			t.Errorf("taken over after %s", took)
		}
		other.drain(t)
		close(release)
		stopHung()
		if got := other.stats(t); got.Pending != 0 || got.Parked != 0 {
			t.Errorf("the late failure came back: %+v", got)
		}
		stopOther()
	})
}

func TestNodesShareTheWork(t *testing.T) { synctest.Test(t, nodesShareTheWork) }

func nodesShareTheWork(t *testing.T) {
	s := open(t)
	var all seen
	var nodes []*rig
	for range 3 {
		r := over(t, s, func(o *feed.Options) { o.Alone = false })
		r.Register(feed.Handler{Name: "h", Topics: []string{"a"}, Handle: all.handle, Concurrency: 2})
		nodes = append(nodes, r)
		defer r.run(t)()
	}
	const total = 2000
	for i := range total {
		nodes[0].write(t, nodes[0].event("a", fmt.Sprint(i)))
	}
	<-time.After(time.Minute) // of the bubble's time: until all nodes do nothing but poll
	if got := nodes[0].stats(t); got.Pending != 0 || got.Parked != 0 {
		t.Errorf("stats %+v", got)
	}
	// Two nodes may relay one event at once, and then both may handle it; that must be rare.
	if events, calls := all.count(); events != total || calls > total+total/10 {
		t.Errorf("%d events in %d calls", events, calls)
	}
}

func TestRegisterRefuses(t *testing.T) {
	fine := func(context.Context, store.Event) error { return nil }
	for name, h := range map[string]feed.Handler{
		"no name":    {Topics: []string{"a"}, Handle: fine},
		"bad name":   {Name: "a/b", Topics: []string{"a"}, Handle: fine},
		"no topic":   {Name: "h", Handle: fine},
		"no handler": {Name: "h", Topics: []string{"a"}},
		"too slow":   {Name: "h", Topics: []string{"a"}, Handle: fine, Timeout: time.Hour},
		"twice":      {Name: "taken", Topics: []string{"a"}, Handle: fine},
	} {
		t.Run(name, func(t *testing.T) {
			f := feed.New(feed.Options{})
			f.Register(feed.Handler{Name: "taken", Topics: []string{"a"}, Handle: fine})
			defer func() {
				if recover() == nil {
					t.Error("accepted")
				}
			}()
			f.Register(h)
		})
	}
}
