package standby_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"splot/search"
	"splot/search/corpus"
	"splot/search/enginetest"
	"splot/search/memory"
	"splot/search/standby"
)

// server is an engine that can be switched off. It remembers what it was told.
type server struct {
	*memory.Engine
	mu      sync.Mutex
	down    bool
	changed []string // of the next Prepare
	refuses string   // id of an entry that it does not take
	told    []string
}

var errRefused = errors.New("the task failed")

func (s *server) state() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down {
		return fmt.Errorf("%w: switched off", search.ErrUnavailable)
	}
	return nil
}

func (s *server) set(change func(*server)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

func (s *server) Prepare(context.Context) ([]string, error) {
	if err := s.state(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	changed := s.changed
	s.changed = nil
	return changed, nil
}

func (s *server) Put(ctx context.Context, entries ...search.Entry) error {
	if err := s.state(); err != nil {
		return err
	}
	for _, x := range entries {
		s.mu.Lock()
		refused := x.ID == s.refuses
		s.told = append(s.told, fmt.Sprintf("put %s %d", x.ID, x.Version))
		s.mu.Unlock()
		if refused {
			return errRefused
		}
	}
	return s.Engine.Put(ctx, entries...)
}

func (s *server) Delete(ctx context.Context, ids ...string) error {
	if err := s.state(); err != nil {
		return err
	}
	s.set(func(s *server) {
		for _, id := range ids {
			s.told = append(s.told, "delete "+id)
		}
	})
	return s.Engine.Delete(ctx, ids...)
}

func (s *server) Search(ctx context.Context, q search.Query) (search.Result, error) {
	if err := s.state(); err != nil {
		return search.Result{}, err
	}
	return s.Engine.Search(ctx, q)
}

func (s *server) Candidates(ctx context.Context, of search.Entry, limit int) ([]search.Candidate, error) {
	if err := s.state(); err != nil {
		return nil, err
	}
	return s.Engine.Candidates(ctx, of, limit)
}

func empty() *memory.Engine { return memory.New(corpus.New(corpus.Options{})) }

// pair is an engine over a server, and how often it was compared.
type pair struct {
	*standby.Engine
	server   *server
	compared int
}

func open(t *testing.T, change func(*standby.Options)) *pair {
	p := &pair{server: &server{Engine: empty()}}
	o := standby.Options{
		Primary: p.server, Embedded: empty(), Logger: slog.New(slog.DiscardHandler),
		Reconcile: func(context.Context) error {
			p.compared++
			return p.server.state()
		},
	}
	if change != nil {
		change(&o)
	}
	p.Engine = standby.New(o)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("Run returned %v", err)
		}
	})
	return p
}

func entry(id string, version int64) search.Entry {
	return search.Entry{
		ID: id, Version: version, Kind: search.Technology, Organisation: "o1", Visibility: search.VisibleNetwork,
		Title: search.Text{PL: "Powłoka ceramiczna " + id},
	}
}

func put(t *testing.T, e search.Engine, entries ...search.Entry) {
	t.Helper()
	if err := e.Put(t.Context(), entries...); err != nil {
		t.Fatalf("put: %v", err)
	}
}

func find(t *testing.T, e search.Engine, text string) (ids []string, degraded bool) {
	t.Helper()
	r, err := e.Search(t.Context(), search.Query{Text: text, Limit: 50})
	if err != nil {
		t.Fatalf("search: %v", err)
	}
	for _, h := range r.Hits {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	return ids, r.Degraded
}

func TestConformance(t *testing.T) {
	enginetest.Run(t, func(t *testing.T) search.Engine {
		p := open(t, nil)
		if err := p.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		return p.Engine
	})
}

// TestConformanceWhileDown runs the suite on the embedded engine alone, as people find it during an outage.
func TestConformanceWhileDown(t *testing.T) {
	enginetest.Run(t, func(t *testing.T) search.Engine {
		e := standby.New(standby.Options{Primary: &server{Engine: empty(), down: true}, Embedded: empty(), Logger: slog.New(slog.DiscardHandler)})
		return search.Engine(struct{ search.Engine }{e}) // a server that is down cannot be rebuilt
	})
}

// later lets time pass on the test's own clock, and what is due then be done.
func later(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func TestAnOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := open(t, nil)
		synctest.Wait()
		put(t, p, entry("a", 1), entry("b", 1))
		if ids, degraded := find(t, p, "powłoka"); degraded || len(ids) != 2 {
			t.Fatalf("at first %v, degraded %v", ids, degraded)
		}

		p.server.set(func(s *server) { s.down, s.told = true, nil })
		put(t, p, entry("c", 1), entry("b", 2), entry("c", 3))
		put(t, p, entry("c", 2)) // older than what is remembered
		if err := p.Delete(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
		ids, degraded := find(t, p, "powłoka")
		if !degraded || !slices.Equal(ids, []string{"b", "c"}) {
			t.Errorf("while it is down %v, degraded %v", ids, degraded)
		}
		need := search.Entry{ID: "n", Version: 1, Kind: search.Need, Organisation: "asks", Visibility: search.VisibleNetwork, Title: search.Text{PL: "Powłoka ceramiczna"}}
		if list, err := p.Candidates(t.Context(), need, 10); err != nil || len(list) != 2 {
			t.Errorf("candidates %v, %v", list, err)
		}
		if s := p.Stats(); s.Up || s.Behind != 3 || s.Outages != 1 {
			t.Errorf("state %+v", s)
		}

		p.server.set(func(s *server) { s.down = false })
		later(2 * time.Minute)
		ids, degraded = find(t, p.server.Engine, "powłoka")
		if degraded || !slices.Equal(ids, []string{"b", "c"}) {
			t.Errorf("the server caught up: %v", ids)
		}
		if want := []string{"put b 2", "put c 3", "delete a"}; !slices.Equal(p.server.told, want) {
			t.Errorf("it was told %v, want %v", p.server.told, want)
		}
		if s := p.Stats(); !s.Up || s.Behind != 0 || s.CaughtUp != 3 || p.compared != 1 {
			t.Errorf("state %+v, compared %d times", s, p.compared)
		}
		if _, degraded = find(t, p, "powłoka"); degraded {
			t.Error("it is still degraded")
		}
	})
}

func TestSearchesThatFailOpenTheBreaker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := open(t, nil)
		synctest.Wait()
		put(t, p, entry("a", 1))
		p.server.set(func(s *server) { s.down = true })
		for i := range 3 {
			if !p.Up() {
				t.Fatalf("down after %d failures", i)
			}
			if ids, degraded := find(t, p, "powłoka"); !degraded || len(ids) != 1 {
				t.Errorf("%v, degraded %v", ids, degraded)
			}
		}
		if p.Up() {
			t.Error("still asked after three failures")
		}
	})
}

func TestStartsWithoutItsServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := open(t, func(o *standby.Options) { o.Primary.(*server).down = true })
		synctest.Wait()
		put(t, p, entry("a", 1))
		if ids, degraded := find(t, p, "powłoka"); !degraded || len(ids) != 1 {
			t.Errorf("%v, degraded %v", ids, degraded)
		}
		p.server.set(func(s *server) { s.down, s.changed = false, []string{"rankingRules"} })
		later(time.Minute)
		if s := p.Stats(); !s.Up || p.compared != 1 {
			t.Errorf("state %+v, compared %d times", s, p.compared)
		}
	})
}

func TestTooMuchToRemember(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := open(t, func(o *standby.Options) { o.Remember = 3 })
		synctest.Wait()
		p.server.set(func(s *server) { s.down = true })
		for i := range 10 {
			put(t, p, entry(fmt.Sprint("e", i), 1))
		}
		if s := p.Stats(); s.Behind > 3 {
			t.Errorf("remembers %d changes", s.Behind)
		}
		before := p.compared
		p.server.set(func(s *server) { s.down = false })
		later(time.Minute)
		if !p.Up() || p.compared != before+1 {
			t.Errorf("up %v, compared %d times", p.Up(), p.compared-before)
		}
	})
}

func TestWhatTheServerRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := open(t, nil)
		synctest.Wait()
		p.server.set(func(s *server) { s.refuses = "bad" })
		if err := p.Put(t.Context(), entry("bad", 1)); !errors.Is(err, errRefused) {
			t.Errorf("the caller retries: got %v", err)
		}
		if !p.Up() {
			t.Error("a refused write is no outage")
		}

		p.server.set(func(s *server) { s.down = true })
		put(t, p, entry("bad", 1), entry("good", 1))
		p.server.set(func(s *server) { s.down = false })
		later(time.Minute)
		if s := p.Stats(); !s.Up || s.Refused != 1 || s.FailedWrites != 2 {
			t.Errorf("one bad change holds up the others: %+v", s)
		}
		p.server.set(func(s *server) { s.refuses = "" })
		later(10 * time.Minute)
		if ids, _ := find(t, p.server.Engine, "powłoka"); !slices.Equal(ids, []string{"bad", "good"}) || p.Stats().Refused != 0 {
			t.Errorf("tried again: %v, %+v", ids, p.Stats())
		}
	})
}

func TestLocalWritesStayHere(t *testing.T) {
	p := open(t, nil)
	if err := p.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	local := standby.Local(t.Context())
	if err := p.Put(local, entry("a", 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Rebuild(local, func(yield func(search.Entry, error) bool) { yield(entry("b", 1), nil) }); err != nil {
		t.Fatal(err)
	}
	if err := p.Delete(local, "c"); err != nil {
		t.Fatal(err)
	}
	if len(p.server.told) != 0 || p.server.Len() != 0 {
		t.Errorf("the server was told %v", p.server.told)
	}
}
