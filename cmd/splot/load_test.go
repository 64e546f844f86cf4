package main

import (
	"net/http"
	"testing"

	"go.uber.org/goleak"

	"splot/app"
	"splot/search"
	"splot/search/corpus"
)

// TestServesWhileLoading stops and starts a program whose index is being loaded.
func TestServesWhileLoading(t *testing.T) {
	ignored := []goleak.Option{
		goleak.IgnoreCurrent(),
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"),
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.(*workerPool).Start.func2"),
		goleak.IgnoreAnyFunction("github.com/gofiber/fiber/v2/utils.StartTimeStampUpdater.func1.1"),
		goleak.IgnoreAnyFunction("github.com/gofiber/fiber/v2/utils.StartTimeStampUpdater.func1"),
	}
	s, err := openBenchSite(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.close() }()
	const entries = 300
	if err := s.enter(t.Context(), s.entries(entries)); err != nil {
		t.Fatal(err)
	}

	stop, release := s.loading(t)
	if _, err := s.get(t.Context(), "", "/readyz"); err != nil {
		t.Errorf("not ready: %v", err)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	release()
	if err := <-stopped; err != nil {
		t.Errorf("stopped while loading: %v", err)
	}

	stop, release = s.loading(t)
	release()
	<-s.program.corpus.Whole()
	found, err := s.program.engine.Search(t.Context(), search.Query{Viewer: search.Viewer{All: true}, Limit: 1})
	if err != nil || found.Degraded || found.Total != entries+2 { // and both organisations
		t.Errorf("found %d, degraded %v, %v", found.Total, found.Degraded, err)
	}
	if err := s.program.Feed.Drain(t.Context()); err != nil {
		t.Error(err)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	http.DefaultClient.CloseIdleConnections()
	if err := s.program.Close(); err != nil {
		t.Error(err)
	}
	goleak.VerifyNone(t, ignored...)
	if s.program, err = OpenProgram(t.Context(), &s.config, s.program.log, app.Now); err != nil {
		t.Fatal(err)
	}
}

// loading runs the site's program with a load that does not come forward until release is called.
func (s *benchSite) loading(t *testing.T) (stop func() error, release func()) {
	t.Helper()
	if err := s.reopen(t.Context()); err != nil {
		t.Fatal(err)
	}
	p := s.program
	p.LoadInBackground()
	held, hold := make(chan struct{}), make(chan struct{})
	found := make(chan search.Result, 1)
	go func() {
		r, err := p.engine.Search(t.Context(), search.Query{Viewer: search.Viewer{All: true}, Limit: 1})
		if err != nil {
			t.Error(err)
		}
		found <- r
		p.corpus.Read(func(corpus.Reader) { close(held); <-hold })
	}()
	<-held
	if r := <-found; !r.Degraded {
		t.Error("a search before the load is not degraded")
	}
	return s.serve(t.Context()), func() { close(hold) }
}
