package match_test

import (
	"cmp"
	"runtime"
	"slices"
	"testing"
	"time"

	"splot/search"
	"splot/search/corpus"
	"splot/search/match"
	"splot/search/memory"
)

// system is the embedded engine and the scorer with a collection in them.
type system struct {
	engine *memory.Engine
	corpus *corpus.Corpus
	stats  *corpus.Snapshot
}

func open(t testing.TB, entries ...search.Entry) system {
	t.Helper()
	c := corpus.New(corpus.Options{})
	s := system{engine: memory.New(c), corpus: c}
	if err := s.engine.Put(t.Context(), entries...); err != nil {
		t.Fatal(err)
	}
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
	self := s.corpus.Prepare(entry)
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
