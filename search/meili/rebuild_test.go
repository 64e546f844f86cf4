package meili_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"splot/search"
)

func encode(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func silent(release chan struct{}) http.Handler {
	return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
}

func stream(fail error, entries ...search.Entry) func(func(search.Entry, error) bool) {
	return func(yield func(search.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
		if fail != nil {
			yield(search.Entry{}, fail)
		}
	}
}

// rebuilding scripts a server on which an index stands aside once it was created.
func rebuilding(t *testing.T, after ...string) *scripted {
	s := script(t)
	s.on("GET /indexes/splot/stats", 200, `{"numberOfDocuments":9}`)
	s.on("GET /indexes/splot_aside/stats", 200, after...)
	s.mu.Lock()
	s.answers["GET /indexes/splot_aside"] = []answer{
		{404, refused("index_not_found")}, {404, refused("index_not_found")}, {200, `{"uid":"splot_aside"}`},
	}
	s.mu.Unlock()
	return s
}

func TestRebuildSwapsAfterComparing(t *testing.T) {
	s := rebuilding(t, `{"numberOfDocuments":3,"isIndexing":true}`, `{"numberOfDocuments":2}`)
	other := need(func(e *search.Entry) { e.ID = "n2" })
	done, err := s.engine().Rebuild(t.Context(), stream(nil, need(), other, need()))
	if err != nil {
		t.Fatal(err)
	}
	if done.Before != 9 || done.After != 2 {
		t.Errorf("rebuilt %+v", done)
	}
	equal(t, "requests", s.lines(), []string{
		"POST /indexes", "PATCH /indexes/splot_aside/settings",
		"POST /indexes/splot_aside/documents/fetch", "POST /indexes/splot_aside/documents",
		"POST /indexes/splot_aside/documents/delete", "POST /swap-indexes", "DELETE /indexes/splot_aside",
	})
}

func TestRebuildKeepsTheOldIndex(t *testing.T) {
	broken := errors.New("the source broke")
	for _, c := range []struct {
		name   string
		script func(*scripted)
		fail   error
	}{
		{"source", func(*scripted) {}, broken},
		{"documents are missing", func(s *scripted) { s.on("GET /indexes/splot_aside/stats", 200, `{"numberOfDocuments":1}`) }, nil},
		{"a batch fails", func(s *scripted) { s.on("GET /tasks/1", 200, task("failed", "internal")) }, nil},
		{"settings fail", func(s *scripted) { s.on("GET /tasks/4", 200, task("failed", "internal")) }, nil},
		{"the swap fails", func(s *scripted) { s.on("GET /tasks/7", 200, task("failed", "internal")) }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := rebuilding(t, `{"numberOfDocuments":2}`)
			c.script(s)
			other := need(func(e *search.Entry) { e.ID = "n2" })
			_, err := s.engine().Rebuild(t.Context(), stream(c.fail, need(), other))
			if err == nil || c.fail != nil && !errors.Is(err, c.fail) {
				t.Fatalf("got %v", err)
			}
			lines := s.lines()
			if c.name != "the swap fails" && slices.Contains(lines, "POST /swap-indexes") {
				t.Errorf("swapped all the same: %v", lines)
			}
			if lines[len(lines)-1] != "DELETE /indexes/splot_aside" {
				t.Errorf("something stays aside: %v", lines)
			}
			if slices.ContainsFunc(lines, func(l string) bool { return strings.HasSuffix(l, "DELETE /indexes/splot") }) {
				t.Error("the index in use is deleted")
			}
		})
	}
}
