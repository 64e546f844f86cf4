package meili_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"splot/search"
	"splot/search/meili"
)

// scripted is a server that answers as told and remembers what it was asked. Unless told otherwise, the index is
// there, none stands aside, it holds nothing, and every task succeeds.
type scripted struct {
	t       *testing.T
	url     string
	mu      sync.Mutex
	answers map[string][]answer // by "METHOD /path", used up from the front, the last one stays
	asked   []request
	// lists, if set, answers searches: each by the ids of the keys that its filter or words name.
	lists map[string][]string
}

type answer struct {
	status int
	body   string
}

type request struct {
	line string
	body string
	key  string
}

func script(t *testing.T) *scripted {
	s := &scripted{t: t, answers: map[string][]answer{}}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.url = server.URL
	s.on("GET /indexes/splot", 200, `{"uid":"splot","primaryKey":"id"}`)
	s.on("GET /indexes/splot_aside", 404, refused("index_not_found"))
	for _, uid := range []string{"splot", "splot_aside"} {
		s.on("POST /indexes/"+uid+"/documents/fetch", 200, `{"results":[]}`)
		s.on("POST /indexes/"+uid+"/documents", 202, `{"taskUid":1}`)
		s.on("POST /indexes/"+uid+"/documents/delete-batch", 202, `{"taskUid":2}`)
		s.on("POST /indexes/"+uid+"/documents/delete", 202, `{"taskUid":3}`)
		s.on("PATCH /indexes/"+uid+"/settings", 202, `{"taskUid":4}`)
		s.on("DELETE /indexes/"+uid, 202, `{"taskUid":5}`)
		s.on("GET /indexes/"+uid+"/settings", 200, `{}`)
		s.on("GET /indexes/"+uid+"/settings/embedders", 200, `{}`)
		s.on("PATCH /indexes/"+uid+"/settings/embedders", 202, `{"taskUid":0}`)
		s.on("DELETE /indexes/"+uid+"/settings/embedders", 202, `{"taskUid":0}`)
	}
	s.on("POST /indexes", 202, `{"taskUid":6}`)
	s.on("POST /swap-indexes", 202, `{"taskUid":7}`)
	for uid := range 8 {
		s.on(fmt.Sprintf("GET /tasks/%d", uid), 200, task("succeeded", ""))
	}
	return s
}

func refused(code string) string {
	return fmt.Sprintf(`{"message":"secret words of the query","code":%q,"type":"invalid_request","link":""}`, code)
}

func task(status, code string) string {
	return fmt.Sprintf(`{"uid":1,"status":%q,"type":"x","error":{"message":"secret words of the query","code":%q}}`, status, code)
}

func (s *scripted) on(line string, status int, bodies ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[line] = nil
	for _, b := range bodies {
		s.answers[line] = append(s.answers[line], answer{status, b})
	}
}

func (s *scripted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<24))
	line := r.Method + " " + r.URL.Path
	s.mu.Lock()
	s.asked = append(s.asked, request{line, string(body), r.Header.Get("Authorization")})
	list := s.answers[line]
	if len(list) > 1 {
		s.answers[line] = list[1:]
	}
	s.mu.Unlock()
	if line == "POST /multi-search" && s.lists != nil {
		list = []answer{{200, s.listed(body)}}
	}
	if len(list) == 0 {
		s.t.Errorf("unexpected request %s", line)
		w.WriteHeader(http.StatusNotImplemented)
		return
	}
	if list[0].status >= 300 && list[0].status < 400 {
		w.Header().Set("Location", "/elsewhere")
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(list[0].status)
	_, _ = io.WriteString(w, list[0].body)
}

func (s *scripted) listed(body []byte) string {
	var results []string
	for _, q := range decode[multi](s.t, string(body)).Queries {
		counts := map[string]int{}
		for key, ids := range s.lists {
			if strings.Contains(q.Filter, key) || q.Q == key+" " {
				for _, id := range ids {
					counts[id] = 1
				}
			}
		}
		b, _ := json.Marshal(counts)
		results = append(results, fmt.Sprintf(`{"hits":[],"totalHits":%d,"facetDistribution":{"id":%s}}`, len(counts), b))
	}
	return `{"results":[` + strings.Join(results, ",") + `]}`
}

// lines are the requests without the looks at tasks and indexes.
func (s *scripted) lines() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, r := range s.asked {
		if !strings.HasPrefix(r.line, "GET /tasks/") && !strings.HasPrefix(r.line, "GET /indexes/splot") {
			out = append(out, r.line)
		}
	}
	return out
}

func (s *scripted) bodies(line string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, r := range s.asked {
		if r.line == line {
			out = append(out, r.body)
		}
	}
	return out
}

func (s *scripted) engine() *meili.Engine {
	s.t.Helper()
	e, err := meili.New(meili.Options{URL: s.url, Key: "k", SearchTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(e.Close)
	return e
}

func need(change ...func(*search.Entry)) search.Entry {
	e := search.Entry{
		ID: "n1", Version: 3, Kind: search.Need, Organisation: "asks", Visibility: search.VisibleNetwork, Clusters: []string{"makros"},
		Title: search.Text{PL: "Biodegradowalne opakowania do żywności"},
	}
	for _, f := range change {
		f(&e)
	}
	return e
}

func decode[T any](t *testing.T, body string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return v
}

func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}
