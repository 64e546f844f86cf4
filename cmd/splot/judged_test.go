package main

import (
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the measured figures into testdata")

const (
	goldenFile = "testdata/figures.json"
	tolerance  = 0.01
)

// golden is a measured system on a set of topics.
type golden struct {
	Topics string  `json:"topics"`
	System string  `json:"system"`
	NDCG   float64 `json:"ndcgAt10"`
	Recall float64 `json:"recallAt100"`
}

// TestJudged measures by splot match eval the ranking that people get on judged real needs, and compares with what
// was measured before: a ranking that got worse fails, and one that got better is to be written down with -update.
func TestJudged(t *testing.T) {
	if raced || testing.Short() {
		t.Skip("ranks thousands of documents for hundreds of topics; run without -race and -short")
	}
	dir := os.Getenv("SPLOT_MATCHING")
	if dir == "" {
		dir = "../../../shared/matching"
	}
	if _, err := os.Stat(filepath.Join(dir, "projects.jsonl.gz")); err != nil {
		t.Skip("no judged collection: set SPLOT_MATCHING to the folder of projects.jsonl.gz")
	}
	var got []golden
	for _, set := range []struct{ topics, qrels string }{
		{"topics.en.tsv", "qrels.tsv"}, {"topics.pl.tsv", "qrels.tsv"}, {"concepts.pl.tsv", "concepts.qrels.tsv"},
	} {
		got = append(got, judge(t, dir, set.topics, set.qrels)...)
	}
	if *update {
		writeGolden(t, got)
	}
	compareGolden(t, got)
}

func judge(t *testing.T, dir, topics, qrels string) []golden {
	t.Helper()
	out := call(t, []string{
		"match", "eval", "--json", "--system", "bm25,full", "--docs", filepath.Join(dir, "projects.jsonl.gz"),
		"--topics", filepath.Join(dir, topics), "--qrels", filepath.Join(dir, qrels),
	})
	if out.code != exitOK {
		t.Fatal(out.err)
	}
	var report evalReport
	if err := json.Unmarshal([]byte(out.out), &report); err != nil {
		t.Fatal(err)
	}
	var list []golden
	for _, s := range report.Systems {
		list = append(list, golden{topics, s.System, thousandths(s.NDCG), thousandths(s.Recall)})
		t.Logf("%s, %s: nDCG@10 %.4f recall@100 %.4f MAP %.4f, p95 %.1f ms", topics, s.System, s.NDCG, s.Recall, s.MAP, s.P95)
	}
	return list
}

func thousandths(x float64) float64 { return math.Round(1000*x) / 1000 }

func compareGolden(t *testing.T, got []golden) {
	t.Helper()
	raw, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	var want []golden
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	known := map[[2]string]golden{}
	for _, w := range want {
		known[[2]string{w.Topics, w.System}] = w
	}
	if len(known) != len(got) {
		t.Errorf("%d figures are written down and %d measured: run with -update", len(known), len(got))
	}
	for _, g := range got {
		w := known[[2]string{g.Topics, g.System}]
		if math.Abs(g.NDCG-w.NDCG) > tolerance || math.Abs(g.Recall-w.Recall) > tolerance {
			t.Errorf("%s, %s: measured %.3f and %.3f, written down are %.3f and %.3f; if that is meant, run with -update",
				g.Topics, g.System, g.NDCG, g.Recall, w.NDCG, w.Recall)
		}
	}
}

func writeGolden(t *testing.T, list []golden) {
	t.Helper()
	raw, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(goldenFile, append(raw, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
}
