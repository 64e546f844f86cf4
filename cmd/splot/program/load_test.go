package program_test

import (
	"net/http"
	"testing"

	"go.uber.org/goleak"

	"splot/app"
	"splot/cmd/splot/program"
	"splot/cmd/splot/trial"
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
	s, err := trial.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	const entries = 300
	if err := s.Enter(t.Context(), s.Entries(entries)); err != nil {
		t.Fatal(err)
	}

	stop, release := loading(s, t)
	if _, err := s.Get(t.Context(), "", "/readyz"); err != nil {
		t.Errorf("not ready: %v", err)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	release()
	if err := <-stopped; err != nil {
		t.Errorf("stopped while loading: %v", err)
	}

	stop, release = loading(s, t)
	release()
	<-s.Program.Corpus.Whole()
	found, err := s.Program.Engine.Search(t.Context(), search.Query{Viewer: search.Viewer{All: true}, Limit: 1})
	if err != nil || found.Degraded || found.Total != entries+2 { // and both organisations
		t.Errorf("found %d, degraded %v, %v", found.Total, found.Degraded, err)
	}
	if err := s.Program.Feed.Drain(t.Context()); err != nil {
		t.Error(err)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	http.DefaultClient.CloseIdleConnections()
	if err := s.Program.Close(); err != nil {
		t.Error(err)
	}
	goleak.VerifyNone(t, ignored...)
	if s.Program, err = program.Open(t.Context(), &s.Config, s.Program.Log, app.Now); err != nil {
		t.Fatal(err)
	}
}

// loading runs the site's program with a load that does not come forward until release is called.
func loading(s *trial.Site, t *testing.T) (stop func() error, release func()) {
	t.Helper()
	if err := s.Reopen(t.Context()); err != nil {
		t.Fatal(err)
	}
	p := s.Program
	p.LoadInBackground()
	held, hold := make(chan struct{}), make(chan struct{})
	found := make(chan search.Result, 1)
	go func() {
		r, err := p.Engine.Search(t.Context(), search.Query{Viewer: search.Viewer{All: true}, Limit: 1})
		if err != nil {
			t.Error(err)
		}
		found <- r
		p.Corpus.Read(func(corpus.Reader) { close(held); <-hold })
	}()
	<-held
	if r := <-found; !r.Degraded {
		t.Error("a search before the load is not degraded")
	}
	return s.Serve(t.Context()), func() { close(hold) }
}
