package meili_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"splot/search"
	"splot/search/enginetest"
	"splot/search/meili"
)

type multi struct {
	Queries []struct {
		IndexUID, Q, Filter, MatchingStrategy      string
		AttributesToSearchOn, AttributesToRetrieve []string
		Facets, Sort                               []string
		HitsPerPage                                int
		Hybrid                                     any
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
	s.lists = map[string][]string{
		` 0"]`: {"own", "need", "hidden", "excludes", "fine", "gone"},
		` 5"]`: {"good"},
	}
	s.on("POST /indexes/splot/documents/fetch", 200, `{"results":[`+strings.Join(hits, ",")+`]}`)
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
	s.lists = map[string][]string{"terms IN": {"x"}}
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
	const filter = `kind IN ["technology", "competence"] AND NOT organisation IN ["asks", "ri\"val"] AND NOT excluded IN ["asks"] AND ` +
		`(visibility IN ["network", "teaser"] OR (visibility IN ["cluster"] AND clusters IN ["makros"]))`
	asked := s.bodies("POST /multi-search")
	if len(asked) != 2 {
		t.Fatalf("%d requests, want one to count and one to list", len(asked))
	}
	listing := decode[multi](t, asked[1])
	if n := len(listing.Queries); n != 24*6+40*2 {
		t.Errorf("%d lists", n)
	}
	terms := map[string]bool{}
	for _, q := range listing.Queries {
		if !strings.Contains(q.Filter, filter) {
			t.Fatalf("filter %s", q.Filter)
		}
		if q.Hybrid != nil || q.HitsPerPage != 0 || q.Q != "" || !slices.Equal(q.Facets, []string{"id"}) {
			t.Errorf("query %+v", q)
		}
		if terms[q.Filter] {
			t.Errorf("asked twice: %s", q.Filter)
		}
		terms[q.Filter] = true
	}
	for _, want := range []string{"biodegradowaln", "packag", "concept 101", "c++"} {
		if !strings.Contains(asked[0]+asked[1], `terms IN [\"`+want+` 0\"`) {
			t.Errorf("%s does not look for candidates", want)
		}
	}
}

// lexicon is a meili.Lexicon of some offers.
type lexicon struct {
	offers map[string]int
	alike  []string
}

func (l lexicon) Frequency(needs bool, term string) int {
	if needs {
		return 0
	}
	return l.offers[term]
}

func (l lexicon) Alike(term string) []string {
	if slices.Contains(l.alike, term) {
		return l.alike
	}
	return nil
}

func TestOnlyTermsOfTheLexiconAreAskedFor(t *testing.T) {
	s := script(t)
	s.lists = map[string][]string{"terms IN": {"x"}}
	e, err := meili.New(meili.Options{URL: s.url, Lexicon: lexicon{
		offers: map[string]int{"": 50, "packag": 3, "pakag": 2}, alike: []string{"packag", "pakag", "pakkag"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if _, err := e.Candidates(t.Context(), need(), 20); err != nil {
		t.Fatal(err)
	}
	asked := s.bodies("POST /multi-search")
	if len(asked) != 1 {
		t.Fatalf("%d requests", len(asked))
	}
	for _, q := range decode[multi](t, asked[0]).Queries {
		if !strings.Contains(q.Filter, `terms IN ["packag `) && !strings.Contains(q.Filter, `terms IN ["pakag `) {
			t.Errorf("asked for %s", q.Filter)
		}
	}
	for _, term := range []string{"packag", "pakag"} {
		if !strings.Contains(asked[0], term+` 0\"`) {
			t.Errorf("did not ask for %s", term)
		}
	}
}

func TestMostWordsWhenNoneHasAll(t *testing.T) {
	s := script(t)
	s.lists = map[string][]string{"pompa": {"both", "one"}, "prozniowa": {"both"}, "kwantowa": {}}
	s.on("POST /indexes/splot/documents/fetch", 200, `{"results":[`+hit("both", "technology", "o1", "network", "")+`,`+hit("one", "technology", "o1", "network", "")+`]}`)
	r, err := s.engine().Search(t.Context(), search.Query{Text: "kwantowa pompa próżniowa ", Limit: 10, Viewer: search.Viewer{All: true}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Hits) != 1 || r.Hits[0].ID != "both" || r.Total != 1 {
		t.Errorf("found %+v", r)
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
		Text: "powłoka", Limit: 10, Viewer: search.Viewer{Organisations: []string{"me"}, Of: []string{"me"}}, Facets: []string{"kind", "cluster"},
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
	needsServer(t)
	enginetest.Run(t, func(t *testing.T) search.Engine { return onServer(t) })
}

func needsServer(t *testing.T) {
	t.Helper()
	if os.Getenv("MEILI_URL") == "" {
		t.Skip("no Meilisearch server: set MEILI_URL (and MEILI_KEY) to run the tests that need one")
	}
}

// onServer is an engine with a new index on a real server.
func onServer(t *testing.T) *meili.Engine {
	t.Helper()
	e, err := meili.New(meili.Options{
		URL: os.Getenv("MEILI_URL"), Key: os.Getenv("MEILI_KEY"), Index: fmt.Sprintf("splot_test_%d_%d", os.Getpid(), serial()),
	})
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
}

var indexes atomic.Int64

// serial numbers the indexes of a test run.
func serial() int64 { return indexes.Add(1) }
