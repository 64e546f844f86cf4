package match_test

import (
	"cmp"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"splot/search"
	"splot/search/match"
	"splot/search/memory"
)

// system is the embedded engine and the scorer with a collection in them.
type system struct {
	engine *memory.Engine
	corpus *match.Corpus
	stats  match.Stats
}

func open(t testing.TB, entries ...search.Entry) system {
	t.Helper()
	s := system{engine: memory.New(), corpus: match.NewCorpus()}
	if err := s.engine.Put(t.Context(), entries...); err != nil {
		t.Fatal(err)
	}
	s.corpus.Put(entries...)
	s.stats = s.corpus.Refresh()
	return s
}

// candidateLimit is how many candidates are scored.
const candidateLimit = 200

type ranked struct {
	id    string
	score float64
}

// rank does what recomputing an entry's matches does: candidates, scores of all, explanations of the best.
func (s system) rank(t testing.TB, entry search.Entry, explain int) []ranked {
	t.Helper()
	candidates, err := s.engine.Candidates(t.Context(), entry, candidateLimit)
	if err != nil {
		t.Fatal(err)
	}
	self := match.Prepare(entry)
	var question *match.Question
	if entry.Kind == search.Need {
		question = match.Ask(self, s.stats, &match.Default)
	}
	value := func(id string, explain bool) float64 {
		other, ok := s.corpus.Get(id)
		if !ok {
			t.Fatalf("%s is no entry of the corpus", id)
		}
		q, offer := question, other
		if q == nil {
			q, offer = match.Ask(other, s.stats, &match.Default), self
		}
		if explain {
			return q.Score(offer, now).Score
		}
		return q.Value(offer, now)
	}
	out := make([]ranked, len(candidates))
	for i, c := range candidates {
		out[i] = ranked{c.ID, value(c.ID, false)}
	}
	slices.SortFunc(out, func(a, b ranked) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id)) })
	for i := range out[:min(explain, len(out))] {
		out[i].score = value(out[i].id, true)
	}
	return out
}

// TestJudgedTopics measures the ranking that people get on judged real needs. The floors keep what was reached: in
// English above plain BM25 (0.479 and 0.724), in Polish what the glossary and international words give.
func TestJudgedTopics(t *testing.T) {
	if raced || testing.Short() {
		t.Skip("ranks 5,612 documents for 778 topics; run without -race and -short")
	}
	s := open(t, projects(t, filepath.Join(folder(t), "projects.jsonl.gz"))...)
	for _, set := range []struct {
		topics, qrels, lang    string
		leastNDCG, leastRecall float64
	}{
		{"topics.en.tsv", "qrels.tsv", "en", 0.505, 0.735},
		{"topics.pl.tsv", "qrels.tsv", "pl", 0.245, 0.66},
		{"concepts.pl.tsv", "concepts.qrels.tsv", "pl", 0.065, 0.09},
	} {
		t.Run(set.topics, func(t *testing.T) {
			c := loadTopics(t, set.topics, set.qrels, set.lang)
			var sum, halves [2]float64
			var times, best []float64
			for i, topic := range c.topics {
				start := time.Now()
				list := s.rank(t, topic, 50)
				times = append(times, float64(time.Since(start).Microseconds())/1000)
				ids := make([]string, len(list))
				for j, r := range list {
					ids[j] = r.id
				}
				if len(list) > 0 {
					best = append(best, list[0].score)
				}
				ndcg, recall := measure(ids, c.judged[topic.ID])
				sum[0], sum[1] = sum[0]+ndcg, sum[1]+recall
				halves[i%2] += ndcg
			}
			n := float64(len(c.topics))
			t.Logf("topics %.0f nDCG@10 %.4f (odd lines %.4f, even %.4f) recall@100 %.4f", n, sum[0]/n, 2*halves[0]/n, 2*halves[1]/n, sum[1]/n)
			t.Logf("ms per topic p50 %.2f p95 %.2f; best score p10 %.0f p50 %.0f p90 %.0f",
				percentile(times, 0.5), percentile(times, 0.95), percentile(best, 0.1), percentile(best, 0.5), percentile(best, 0.9))
			if sum[0]/n < set.leastNDCG || sum[1]/n < set.leastRecall {
				t.Errorf("the ranking has become worse: want at least %.3f and %.3f", set.leastNDCG, set.leastRecall)
			}
		})
	}
}

// BenchmarkRematch recomputes the matches of one entry of 5,612 technologies and 446 needs.
func BenchmarkRematch(b *testing.B) {
	c := load(b, "topics.en.tsv", "qrels.tsv", "en")
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	s := open(b, append(slices.Clone(c.docs), c.topics...)...)
	runtime.GC()
	runtime.ReadMemStats(&after)
	perEntry := float64(after.HeapAlloc-before.HeapAlloc) / float64(s.corpus.Len())
	for name, list := range map[string][]search.Entry{"need": c.topics, "offer": c.docs} {
		b.Run(name, func(b *testing.B) {
			var times []float64
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				s.rank(b, list[(i*37)%len(list)], 50)
				times = append(times, float64(time.Since(start).Microseconds())/1000)
			}
			b.ReportMetric(percentile(times, 0.95), "p95-ms")
			b.ReportMetric(perEntry, "bytes/entry")
		})
	}
}
