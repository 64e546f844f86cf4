package meili_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"splot/search"
	"splot/search/enginetest"
	"splot/search/meili"
)

type multi struct {
	Federation *struct{ Limit int }
	Queries    []struct {
		IndexUID, Q, Filter, MatchingStrategy      string
		AttributesToSearchOn, AttributesToRetrieve []string
		Facets, Sort                               []string
		HitsPerPage                                int
		Hybrid                                     any
		FederationOptions                          struct{ Weight float64 }
	}
}

func hit(id, kind, organisation, visibility string, more string) string {
	return fmt.Sprintf(`{"id":%q,"entry":%q,"kind":%q,"organisation":%q,"owner":%q,"visibility":%q,"order":2,"_rankingScore":0.9%s}`,
		id, id, kind, organisation, organisation, visibility, more)
}

func TestCandidatesAreDecidedAgain(t *testing.T) {
	s := script(t)
	hits := []string{
		hit("good", "technology", "o1", "network", ""),
		hit("own", "technology", "asks", "network", ""),
		hit("need", "need", "o1", "network", ""),
		hit("hidden", "technology", "o2", "cluster", `,"clusters":["elsewhere"]`),
		hit("excludes", "technology", "o3", "network", `,"excluded":["asks"]`),
		hit("fine", "competence", "o4", "teaser", ""),
	}
	s.on("POST /multi-search", 200, `{"hits":[`+strings.Join(hits, ",")+`]}`)
	list, err := s.engine().Candidates(t.Context(), need(), 10)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range list {
		got = append(got, c.ID)
	}
	equal(t, "candidates", got, []string{"good", "fine"})
	if list[0].Rank <= list[1].Rank {
		t.Errorf("ranks %v", list)
	}
}

func TestCandidatesAskInShortQueries(t *testing.T) {
	s := script(t)
	s.on("POST /multi-search", 200, `{"hits":[]}`)
	long := need(func(e *search.Entry) {
		e.Excluded = []string{`ri"val`}
		e.Concepts = []string{"101"}
		for i := range 400 {
			e.Description.PL += fmt.Sprintf("słowo%d C++ ", i)
		}
	})
	if _, err := s.engine().Candidates(t.Context(), long, 20); err != nil {
		t.Fatal(err)
	}
	m := decode[multi](t, s.bodies("POST /multi-search")[0])
	if m.Federation == nil || m.Federation.Limit != 40 || len(m.Queries) < 5 || len(m.Queries) > 24 {
		t.Fatalf("%d queries, federation %+v", len(m.Queries), m.Federation)
	}
	const filter = `(kind IN ["technology", "competence"] AND NOT organisation IN ["asks", "ri\"val"] AND NOT excluded IN ["asks"] AND ` +
		`(visibility IN ["network", "teaser"] OR (visibility IN ["cluster"] AND clusters IN ["makros"])))`
	leads := map[string]bool{}
	for _, q := range m.Queries {
		lead, _, _ := strings.Cut(q.Q, " ")
		if leads[lead] {
			t.Errorf("two queries are led by %q, which a document must have to be found", lead)
		}
		leads[lead] = true
		if q.Filter != filter {
			t.Fatalf("filter %s", q.Filter)
		}
		if n := len(strings.Fields(q.Q)); n == 0 || n > 6 || !strings.HasSuffix(q.Q, " ") {
			t.Errorf("query %q", q.Q)
		}
		if q.MatchingStrategy != "last" || q.Hybrid != nil || q.FederationOptions.Weight <= 0 {
			t.Errorf("query %+v", q)
		}
	}
	if first := m.Queries[0].Q; !strings.HasPrefix(first, "biodegradowaln ") {
		t.Errorf("the title comes first: %q", first)
	}
	all := s.bodies("POST /multi-search")[0]
	if !strings.Contains(all, "packag") || strings.Contains(all, "c++") {
		t.Errorf("translations and encoded signs: %s", all)
	}
}

func TestSearchIsDecidedAgain(t *testing.T) {
	s := script(t)
	full := []string{
		hit("open", "technology", "o1", "network", `,"approvedAt":5`),
		hit("teaser", "technology", "o1", "teaser", ""), // found by hidden words
		hit("cluster", "technology", "o1", "cluster", `,"clusters":["mak"]`),
		hit("excluded", "technology", "o1", "network", `,"excluded":["me"]`),
		hit("filtered", "technology", "o1", "network", `,"voivodeship":"slaskie"`),
	}
	result := func(hits ...string) string {
		return fmt.Sprintf(`{"hits":[%s],"totalHits":%d,"facetDistribution":{}}`, strings.Join(hits, ","), len(hits))
	}
	shown := hit("shown", "technology", "o1", "teaser", `,"clusters":["makros"]`)
	s.on("POST /multi-search", 200, `{"results":[`+strings.Join([]string{
		result(full...), result(shown), result(), result(), result(), result(),
	}, ",")+`]}`)
	s.on("POST /indexes/splot/documents/fetch", 200,
		`{"results":[{"id":"open","texts":{"title":{"PL":"Powłoki"},"description":{"PL":"powłoka"}}},{"id":"shown","texts":{"title":{"PL":"Powłoki"},"description":{"PL":"powłoka"}}}]}`)
	r, err := s.engine().Search(t.Context(), search.Query{
		Text: "powłoka", Limit: 10, Viewer: search.Viewer{Organisations: []string{"me"}}, Facets: []string{"kind", "cluster"},
		Kinds: []string{search.Technology},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range r.Hits {
		got = append(got, fmt.Sprint(h.ID, len(h.Spans)))
	}
	equal(t, "hits and marks", got, []string{"filtered0", "open2", "shown1"})
	if r.Total != 3 || r.Facets["kind"]["technology"] != 3 || len(r.Facets["cluster"]) != 0 {
		t.Errorf("total %d facets %v", r.Total, r.Facets)
	}
	m := decode[multi](t, s.bodies("POST /multi-search")[0])
	for i, q := range m.Queries {
		teaser := i%2 == 1
		if teaser != strings.Contains(q.Filter, `visibility IN ["teaser"]`) || teaser != (len(q.AttributesToSearchOn) == 2) {
			t.Errorf("query %d searches %v where %s", i, q.AttributesToSearchOn, q.Filter)
		}
		if !strings.Contains(q.Filter, `NOT excluded IN ["me"]`) || q.MatchingStrategy != "all" {
			t.Errorf("query %d: %s where %s", i, q.MatchingStrategy, q.Filter)
		}
	}
}

func TestSearchValues(t *testing.T) {
	s := script(t)
	s.on("POST /multi-search", 200, `{"results":[{"hits":[]},{"hits":[]}]}`)
	_, err := s.engine().Search(t.Context(), search.Query{Limit: 1, Voivodeships: []string{"a\" OR kind = \"need", "\\\x00"}})
	if err != nil {
		t.Fatal(err)
	}
	q := decode[multi](t, s.bodies("POST /multi-search")[0]).Queries[0]
	if !strings.Contains(q.Filter, `voivodeship IN ["a\" OR kind = \"need", "\\"]`) {
		t.Errorf("filter %s", q.Filter)
	}
	if len(q.Sort) != 1 || q.Q != "" {
		t.Errorf("without words the newest come first: %+v", q)
	}
}

// TestConformance needs a server: MEILI_URL, and MEILI_KEY if it asks for one. Each test has an index of its own.
func TestConformance(t *testing.T) {
	url := os.Getenv("MEILI_URL")
	if url == "" {
		t.Skip("no Meilisearch server: set MEILI_URL (and MEILI_KEY) to run the suite of engines against one")
	}
	enginetest.Run(t, func(t *testing.T) search.Engine {
		e, err := meili.New(meili.Options{URL: url, Key: os.Getenv("MEILI_KEY"), Index: fmt.Sprintf("splot_test_%d_%d", os.Getpid(), serial())})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Prepare(t.Context()); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := e.Drop(context.WithoutCancel(t.Context())); err != nil {
				t.Logf("the test's index stays: %v", err)
			}
			e.Close()
		})
		return e
	})
}

var indexes atomic.Int64

// serial numbers the indexes of a test run.
func serial() int64 { return indexes.Add(1) }
