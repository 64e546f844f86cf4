package meili_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"splot/search"
	"splot/search/meili"
)

// fails are the ways in which a server is there and does not serve.
var fails = []struct {
	name   string
	status int
	body   string
}{
	{"overloaded", 429, "{}"}, {"starting", 503, "{}"}, {"broken", 500, "{}"}, {"in front of it", 502, "<html>"},
}

func TestWritesToAServerThatFails(t *testing.T) {
	for _, f := range fails {
		for _, line := range []string{"POST /indexes/splot/documents/fetch", "POST /indexes/splot/documents", "GET /tasks/1"} {
			s := script(t)
			s.on(line, f.status, f.body)
			if err := s.engine().Put(t.Context(), need()); !errors.Is(err, search.ErrUnavailable) {
				t.Errorf("%s at %s: got %v", f.name, line, err)
			}
		}
	}
}

func TestATaskThatDoesNotEnd(t *testing.T) {
	s := script(t)
	s.on("GET /tasks/1", 200, task("processing", ""))
	e, err := meili.New(meili.Options{URL: s.url, WriteTimeout: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if err := e.Put(t.Context(), need()); !errors.Is(err, search.ErrUnavailable) {
		t.Errorf("got %v", err)
	}
}

func TestCandidatesOfAServerThatFails(t *testing.T) {
	lists := map[string][]string{"terms": {"x"}}
	for _, f := range fails {
		s := script(t)
		s.lists = lists
		s.on("POST /indexes/splot/documents/fetch", f.status, f.body)
		if _, err := s.engine().Candidates(t.Context(), need(), 5); !errors.Is(err, search.ErrUnavailable) {
			t.Errorf("%s while the found are read: got %v", f.name, err)
		}
	}
	s := script(t)
	answer := `{"hits":[],"totalHits":1,"facetDistribution":{"id":[1]}}`
	for n := 1; n < 60; n++ { // however many queries it is asked
		s.on("POST /multi-search", 200, `{"results":[`+strings.Repeat(answer+",", n-1)+answer+`]}`)
		_, err := s.engine().Candidates(t.Context(), need(), 5)
		if !errors.Is(err, search.ErrUnavailable) || strings.Contains(fmt.Sprint(err), "opakowania") {
			t.Fatalf("%d lists that are none: got %v", n, err)
		}
	}
}

// TestDownInTheMiddleOfARebuild loses the server after a batch, finds what stands aside when it is back, and begins
// anew.
func TestDownInTheMiddleOfARebuild(t *testing.T) {
	s := rebuilding(t, `{"numberOfDocuments":1}`)
	e := s.engine()
	broken := func(yield func(search.Entry, error) bool) {
		if !yield(need(), nil) {
			return
		}
		for _, line := range []string{"POST /indexes/splot_aside/documents", "POST /indexes/splot_aside/documents/fetch", "GET /indexes/splot_aside"} {
			s.on(line, 503, "{}")
		}
	}
	if _, err := e.Rebuild(t.Context(), broken); !errors.Is(err, search.ErrUnavailable) {
		t.Fatalf("got %v", err)
	}
	if lines := s.lines(); slices.Contains(lines, "POST /swap-indexes") || slices.Contains(lines, "DELETE /indexes/splot") {
		t.Fatalf("the index in use is touched: %v", lines)
	}

	s.on("POST /indexes/splot_aside/documents", 202, `{"taskUid":1}`)
	s.on("POST /indexes/splot_aside/documents/fetch", 200, `{"results":[]}`)
	s.on("GET /indexes/splot_aside", 200, `{"uid":"splot_aside"}`)
	s.asked = nil
	done, err := e.Rebuild(t.Context(), stream(nil, need()))
	if err != nil || done.After != 1 {
		t.Fatalf("rebuilt %+v, %v", done, err)
	}
	lines := s.lines()
	if lines[0] != "DELETE /indexes/splot_aside" || !slices.Contains(lines, "POST /swap-indexes") {
		t.Errorf("what was left aside goes first: %v", lines)
	}
}

func TestVerifyAnIndexThatIsNotThere(t *testing.T) {
	s := script(t)
	s.on("POST /indexes/splot/documents/fetch", 404, refused("index_not_found"))
	found, err := s.engine().Verify(t.Context(), search.Verification{
		Entries: stream(nil, need()),
		Now:     func(context.Context, string) (search.Entry, bool, error) { return need(), true, nil },
	})
	if err != nil || found.Missing != 1 || found.Expected != 1 || found.Indexed != 0 {
		t.Errorf("%+v, %v", found, err)
	}
}

func TestCheckChangesNothing(t *testing.T) {
	s := script(t)
	different, err := s.engine().Check(t.Context())
	if err != nil || len(different) == 0 || different[0].Want == "" || different[0].Have != "null" {
		t.Errorf("%+v, %v", different, err)
	}
	equal(t, "requests", s.lines(), nil)
	s.on("GET /indexes/splot/settings", 404, refused("index_not_found"))
	if missing, err := s.engine().Check(t.Context()); err != nil || len(missing) != len(different) {
		t.Errorf("an index that is not there: %v, %v", missing, err)
	}
}
