package meili_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"splot/search"
	"splot/search/meili"
)

func TestNewRefusesBadOptions(t *testing.T) {
	for _, o := range []meili.Options{
		{}, {URL: "localhost:7700"}, {URL: "ftp://localhost"}, {URL: "http://user:secret@localhost"}, {URL: "http://localhost", Index: "a/b"},
	} {
		if _, err := meili.New(o); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

func TestPutSendsOnlyWhatIsNewer(t *testing.T) {
	s := script(t)
	s.on("POST /indexes/splot/documents/fetch", 200, `{"results":[{"id":"old","order":8},{"id":"n1","order":6}]}`)
	old := need(func(e *search.Entry) { e.ID = "old" })
	if err := s.engine().Put(t.Context(), old, need()); err != nil {
		t.Fatal(err)
	}
	equal(t, "requests", s.lines(), []string{"POST /indexes/splot/documents/fetch", "POST /indexes/splot/documents"})
	type document struct {
		ID, Entry, TitleStems, TitleWords string
		Order                             int
		Excluded                          []string
	}
	docs := decode[[]document](t, s.bodies("POST /indexes/splot/documents")[0])
	if len(docs) != 1 || docs[0].ID != "n1" || docs[0].Order != 6 || docs[0].Excluded == nil {
		t.Errorf("documents %+v", docs)
	}
	if docs[0].TitleStems != "biodegradowaln opak zywn" || docs[0].TitleWords != "biodegradowalne opakowania zywnosci" {
		t.Errorf("terms %q %q", docs[0].TitleStems, docs[0].TitleWords)
	}
	if key := s.asked[0].key; key != "Bearer k" {
		t.Errorf("key %q", key)
	}
}

func TestPutSurfacesFailedTasks(t *testing.T) {
	s := script(t)
	s.on("GET /tasks/1", 200, task("enqueued", ""), task("processing", ""), task("failed", "invalid_document_id"))
	err := s.engine().Put(t.Context(), need())
	if err == nil || !strings.Contains(err.Error(), "invalid_document_id") || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v, want the code and not the message", err)
	}
	if errors.Is(err, search.ErrUnavailable) {
		t.Error("a failed task is no unavailable server")
	}
	s.on("GET /tasks/1", 200, task("canceled", ""))
	if err := s.engine().Put(t.Context(), need()); err == nil {
		t.Error("a canceled task is a failure")
	}
}

func TestPutRefusesWhatIsNoEntry(t *testing.T) {
	s := script(t)
	e := s.engine()
	for _, x := range []search.Entry{{Kind: search.Need}, {ID: "x"}, {ID: "x", Kind: "removed"}} {
		if err := e.Put(t.Context(), x); err == nil {
			t.Errorf("%+v is taken", x)
		}
	}
	equal(t, "requests", s.lines(), nil)
}

func TestIDsOfAnyForm(t *testing.T) {
	s := script(t)
	if err := s.engine().Delete(t.Context(), "plain-1", "a/b c", "x_61"); err != nil {
		t.Fatal(err)
	}
	got := decode[[]string](t, s.bodies("POST /indexes/splot/documents/delete-batch")[0])
	equal(t, "ids", got, []string{"plain-1", "x_612f622063", "x_785f3631"})
}

func TestWritesReachTheIndexThatIsBuilt(t *testing.T) {
	s := script(t)
	s.on("GET /indexes/splot_aside", 200, `{"uid":"splot_aside"}`)
	s.on("POST /indexes/splot/documents/fetch", 200, `{"results":[{"id":"n1","order":6}]}`)
	e := s.engine()
	if err := e.Put(t.Context(), need()); err != nil {
		t.Fatal(err)
	}
	if err := e.Delete(t.Context(), "n1"); err != nil {
		t.Fatal(err)
	}
	equal(t, "requests", s.lines(), []string{
		"POST /indexes/splot_aside/documents/fetch", "POST /indexes/splot_aside/documents",
		"POST /indexes/splot/documents/fetch", "POST /indexes/splot/documents",
		"POST /indexes/splot/documents/fetch", "POST /indexes/splot_aside/documents", "POST /indexes/splot/documents/delete-batch",
	})
	mark := s.bodies("POST /indexes/splot_aside/documents")[1]
	if !strings.Contains(mark, `"kind":"removed"`) || !strings.Contains(mark, `"order":7`) {
		t.Errorf("mark %s", mark)
	}
}

func TestPrepareSendsOnlyWhatDiffers(t *testing.T) {
	s := script(t)
	e := s.engine()
	changed, err := e.Prepare(t.Context())
	if err != nil || len(changed) == 0 {
		t.Fatalf("changed %v, %v", changed, err)
	}
	// The server gives back what it was sent, lists in another order and with settings of its own.
	sent := decode[map[string]any](t, s.bodies("PATCH /indexes/splot/settings")[0])
	filterable := sent["filterableAttributes"].([]any)
	filterable[0], filterable[1] = filterable[1], filterable[0]
	sent["stopWords"] = []string{"operator"}
	sent["synonyms"] = map[string]any{"a": []string{"b"}}
	s.on("GET /indexes/splot/settings", 200, encode(t, sent))
	if changed, err = e.Prepare(t.Context()); err != nil || len(changed) != 0 {
		t.Errorf("changed again %v, %v", changed, err)
	}
	rules := sent["rankingRules"].([]any)
	rules[0], rules[1] = rules[1], rules[0]
	s.on("GET /indexes/splot/settings", 200, encode(t, sent))
	changed, err = e.Prepare(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "order of rules", changed, []string{"rankingRules"})
}

func TestPrepareCreatesTheIndex(t *testing.T) {
	s := script(t)
	s.on("GET /indexes/splot", 404, refused("index_not_found"))
	if _, err := s.engine().Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s.lines()[0] != "POST /indexes" {
		t.Errorf("requests %v", s.lines())
	}
	s.on("GET /tasks/6", 200, task("failed", "index_already_exists"))
	if _, err := s.engine().Prepare(t.Context()); err != nil {
		t.Errorf("another node was faster: %v", err)
	}
}

func TestUnavailable(t *testing.T) {
	gone := httptest.NewServer(nil)
	gone.Close()
	for _, c := range []struct {
		name string
		url  func(*scripted) string
		want bool
	}{
		{"refused connection", func(*scripted) string { return gone.URL }, true},
		{"503", func(s *scripted) string { s.on("POST /multi-search", 503, "{}"); return s.url }, true},
		{"429", func(s *scripted) string { s.on("POST /multi-search", 429, "{}"); return s.url }, true},
		{"no JSON", func(s *scripted) string { s.on("POST /multi-search", 200, "<html>"); return s.url }, true},
		{"too few answers", func(s *scripted) string { s.on("POST /multi-search", 200, `{"results":[]}`); return s.url }, true},
		{"400", func(s *scripted) string {
			s.on("POST /multi-search", 400, refused("invalid_search_filter"))
			return s.url
		}, false},
		{"403", func(s *scripted) string { s.on("POST /multi-search", 403, refused("invalid_api_key")); return s.url }, true},
		{"the index is gone", func(s *scripted) string { s.on("POST /multi-search", 404, refused("index_not_found")); return s.url }, true},
		{"redirect", func(s *scripted) string { s.on("POST /multi-search", 307, ""); return s.url }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, err := meili.New(meili.Options{URL: c.url(script(t)), Key: "k"})
			if err != nil {
				t.Fatal(err)
			}
			defer e.Close()
			_, err = e.Search(t.Context(), search.Query{Text: "private words", Limit: 5})
			if err == nil || errors.Is(err, search.ErrUnavailable) != c.want {
				t.Errorf("got %v, unavailable should be %v", err, c.want)
			}
			if strings.Contains(err.Error(), "private") || strings.Contains(err.Error(), "secret") {
				t.Errorf("the error repeats what was asked: %v", err)
			}
		})
	}
}

func TestSilentServer(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewServer(silent(release))
	defer server.Close()
	defer close(release)
	e, err := meili.New(meili.Options{URL: server.URL, SearchTimeout: 30 * time.Millisecond, WriteTimeout: 30 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	_, searchErr := e.Search(t.Context(), search.Query{Text: "x", Limit: 5})
	_, candidatesErr := e.Candidates(t.Context(), need(), 5)
	_, prepareErr := e.Prepare(t.Context())
	for name, err := range map[string]error{
		"search": searchErr, "candidates": candidatesErr, "put": e.Put(t.Context(), need()), "prepare": prepareErr,
	} {
		if !errors.Is(err, search.ErrUnavailable) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.Search(ctx, search.Query{Text: "x", Limit: 5}); !errors.Is(err, context.Canceled) || errors.Is(err, search.ErrUnavailable) {
		t.Errorf("canceled: got %v", err)
	}
}
