package match_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"splot/search"
)

// collection is a judged set of topics (needs) and documents (technologies).
type collection struct {
	docs   []search.Entry
	topics []search.Entry
	judged map[string]map[string]bool
}

// folder is where the judged sets lie; SPLOT_MATCHING overrides.
func folder(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("SPLOT_MATCHING")
	if dir == "" {
		dir = "../../../shared/matching"
	}
	if _, err := os.Stat(filepath.Join(dir, "projects.jsonl.gz")); err != nil {
		t.Skip("no judged collection: set SPLOT_MATCHING to the folder of projects.jsonl.gz")
	}
	return dir
}

func load(t testing.TB, topics, qrels, lang string) collection {
	t.Helper()
	c := loadTopics(t, topics, qrels, lang)
	c.docs = projects(t, filepath.Join(folder(t), "projects.jsonl.gz"))
	return c
}

func loadTopics(t testing.TB, topics, qrels, lang string) collection {
	t.Helper()
	dir := folder(t)
	c := collection{judged: map[string]map[string]bool{}}
	for _, row := range rows(t, filepath.Join(dir, qrels)) {
		if c.judged[row[0]] == nil {
			c.judged[row[0]] = map[string]bool{}
		}
		c.judged[row[0]][row[1]] = true
	}
	for _, row := range rows(t, filepath.Join(dir, topics)) {
		e := search.Entry{ID: row[0], Version: 1, Kind: search.Need, Organisation: "asks", Visibility: search.VisibleNetwork}
		if lang == "pl" {
			e.Title.PL = row[1]
		} else {
			e.Title.EN = row[1]
		}
		c.topics = append(c.topics, e)
	}
	return c
}

func projects(t testing.TB, path string) []search.Entry {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []search.Entry
	dec := json.NewDecoder(bufio.NewReader(z))
	for dec.More() {
		var p struct{ ID, Title, Text string }
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		out = append(out, search.Entry{
			ID: p.ID, Version: 1, Kind: search.Technology, Organisation: "offers", Visibility: search.VisibleNetwork,
			Title: search.Text{EN: p.Title}, Description: search.Text{EN: p.Text},
		})
	}
	return out
}

func rows(t testing.TB, path string) [][]string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for i, line := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
		if i > 0 {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

func percentile(values []float64, p float64) float64 {
	s := slices.Clone(values)
	slices.Sort(s)
	return s[min(len(s)-1, int(p*float64(len(s))))]
}
