package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// judged writes a small judged collection and returns the flags that name its files.
func judged(t *testing.T) []string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return []string{
		"--docs", write("docs", `{"id":"a","title":"Laser cutting of steel","text":""}
{"id":"b","title":"","text":"Membranes for wastewater"}
`),
		"--topics", write("topics", "topic\ttext\n1\tcutting steel\n2\tmembranes\n3\tnothing judged\n"),
		"--qrels", write("qrels", "topic\tproject\n1\ta\n2\tb\n"),
	}
}

func TestMatchEval(t *testing.T) {
	topics := filepath.Join(t.TempDir(), "topics.tsv")
	args := append([]string{"match", "eval", "--json", "--system", "full", "--system", "bm25", "--engine", "memory,meili", "--ablate", "--per-topic", topics}, judged(t)...)
	got := call(t, args)
	if got.code != exitOK {
		t.Fatal(got.err)
	}
	var report struct {
		Docs, Topics int
		Unjudged     int `json:"topicsWithoutJudgements"`
		Systems      []struct {
			System, Engine string
			Topics         int
			NDCG           float64 `json:"ndcgAt10"`
			Recall         float64 `json:"recallAt100"`
			MAP            float64
		}
		Comparison struct {
			NDCG struct{ Difference, P float64 } `json:"ndcgAt10"`
		}
		Ablation []struct{ Without string }
		Skipped  []string
	}
	if err := json.Unmarshal([]byte(got.out), &report); err != nil {
		t.Fatal(err)
	}
	if report.Docs != 2 || report.Topics != 2 || report.Unjudged != 1 || len(report.Systems) != 2 || len(report.Ablation) == 0 {
		t.Errorf("got %s", got.out)
	}
	for _, s := range report.Systems {
		if s.Topics != 2 || s.NDCG != 1 || s.Recall != 1 || s.MAP != 1 || (s.Engine == "memory") != (s.System == "full") {
			t.Errorf("got %+v", s)
		}
	}
	if report.Comparison.NDCG.P != 1 || report.Comparison.NDCG.Difference != 0 {
		t.Errorf("two perfect systems differ: %+v", report.Comparison)
	}
	if len(report.Skipped) != 1 || !strings.Contains(report.Skipped[0], "skipped: set MEILI_URL") {
		t.Errorf("skipped: %q", report.Skipped)
	}
	rows, err := os.ReadFile(topics)
	if err != nil || strings.Count(string(rows), "\n") != 5 {
		t.Errorf("by topic: %v\n%s", err, rows)
	}
}

func TestMatchEvalRefuses(t *testing.T) {
	files := judged(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"match"}, ""},
		{[]string{"match", "guess"}, `there is no "guess"`},
		{[]string{"match", "eval"}, "--docs, --topics and --qrels are wanted"},
		{append([]string{"match", "eval", "--system", "tfidf"}, files...), "--system is bm25 or full"},
		{append([]string{"match", "eval", "--engine", "disk"}, files...), "--engine is memory or meili"},
		{append([]string{"match", "eval", "--topics-lines", "first"}, files...), "--topics-lines is odd, even or all"},
		{append([]string{"match", "eval", "--ablate", "--system", "bm25"}, files...), "--ablate is about system full"},
		{append([]string{"match", "eval", "now"}, files...), `not "now"`},
	} {
		got := call(t, c.args)
		if c.want == "" && (got.code != exitOK || !strings.Contains(got.out, "match eval")) {
			t.Errorf("%q: code %d: %s", c.args, got.code, got.out)
		}
		if c.want != "" && (got.code != exitUsage || !strings.Contains(got.err, c.want)) {
			t.Errorf("%q: code %d: %s", c.args, got.code, got.err)
		}
	}
	weights := filepath.Join(t.TempDir(), "weights.json")
	for content, want := range map[string]string{`{"version": "try-1", "steepness": 2}`: "", `{"version": "try-1", "luck": 2}`: "luck"} {
		if err := os.WriteFile(weights, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		got := call(t, append([]string{"match", "eval", "--weights", weights}, files...))
		if (got.code == exitOK) != (want == "") || !strings.Contains(got.err, want) {
			t.Errorf("%s: code %d: %s", content, got.code, got.err)
		}
	}
	got := call(t, []string{"match", "eval", "--docs", files[1], "--topics", files[3], "--qrels", files[1]})
	if got.code != exitFailed || !strings.Contains(got.err, "line 1: 1 columns") {
		t.Errorf("code %d: %s", got.code, got.err)
	}
}
