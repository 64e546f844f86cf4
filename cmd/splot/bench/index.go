package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"time"

	"splot/app/matching"
	"splot/cmd/splot/trial"
	"splot/search"
	"splot/search/corpus"
	"splot/search/match"
	"splot/search/memory"
)

// benchIndex is the embedded engine and the scorer over generated entries, without documents and events.
type benchIndex struct {
	corpus  *corpus.Corpus
	engine  *memory.Engine
	ranker  *match.Ranker
	random  *rand.Rand
	entries int
}

// benchInMemory measures what the index takes and how fast it answers.
func benchInMemory(ctx context.Context, r *Report, entries int) error {
	x := &benchIndex{entries: entries, random: rand.New(rand.NewPCG(5, 6))} //nolint:gosec // reproducible on purpose
	if err := x.fill(ctx, r); err != nil {
		return err
	}
	if err := x.rematch(ctx, r); err != nil {
		return err
	}
	return x.search(ctx, r)
}

// fill loads the entries as a start does, and counts the bytes that are beyond their texts.
func (x *benchIndex) fill(ctx context.Context, r *Report) error {
	texts := trial.NewTexts()
	warmAnalysers()
	before := heap()
	size := 0
	x.corpus = corpus.New(corpus.Options{})
	x.engine = memory.New(x.corpus)
	var making time.Duration
	source := func(yield func(search.Entry, error) bool) {
		for n := range x.entries {
			start := time.Now()
			e := texts.Entry(n)
			making += time.Since(start)
			size += textBytes(&e)
			if !yield(e, nil) {
				return
			}
		}
	}
	start := time.Now()
	if _, err := x.engine.Rebuild(ctx, source); err != nil {
		return err
	}
	took := time.Since(start) - making
	r.single("index: load", "s", took.Seconds(), target(x.entries, 5, 40))
	x.ranker = match.NewRanker(x.engine, x.corpus, &match.Active{})
	r.single("index: texts per entry", "bytes", float64(size)/float64(x.entries), 0)
	r.single("index: memory per entry over them", "bytes", (heap()-before-float64(size))/float64(x.entries), 1500)
	runtime.KeepAlive(texts)
	return nil
}

// warmAnalysers opens the dictionaries, whose fourteen megabytes do not depend on the number of entries.
func warmAnalysers() {
	corpus.New(corpus.Options{}).Prepare(search.Entry{
		ID: "warm", Kind: search.Need, Title: search.Text{PL: "Biodegradowalne opakowania", EN: "Biodegradable packaging"},
		Description: search.Text{PL: "Szukamy przyjętych nowotworowości folii i kwazimetrologicznych rozwiązań dla zakładu."},
	})
}

// heap is what is in use after a collection of garbage.
func heap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// textBytes are the strings that an entry consists of.
func textBytes(e *search.Entry) int {
	n := 0
	for _, s := range []string{
		e.ID, e.Kind, e.Organisation, e.Visibility, e.Title.PL, e.Title.EN, e.Teaser.PL, e.Teaser.EN, e.Description.PL,
		e.Description.EN, e.Detail.PL, e.Detail.EN, e.Voivodeship, e.Origin, e.Size, e.Budget, e.Urgency, e.IPStatus,
	} {
		n += len(s)
	}
	for _, list := range [][]string{e.Clusters, e.Excluded, e.Identifying, e.Keywords, e.Concepts, e.PKD, e.KIS, e.Languages, e.Cooperation} {
		for _, s := range list {
			n += len(s)
		}
	}
	return n
}

// rematch computes the matches of single entries, needs and technologies in turn, with the explanations that are
// stored.
func (x *benchIndex) rematch(ctx context.Context, r *Report) error {
	for _, kind := range []string{search.Need, search.Technology} {
		var took, plain []time.Duration
		used := processorTime()
		for len(took) < benchRematches/2 {
			n := x.random.IntN(x.entries/trial.NeedShare) * trial.NeedShare
			if kind == search.Technology {
				n++
			}
			own, ok := x.corpus.Get(fmt.Sprintf("019a0000-0000-7000-8000-%012d", n))
			if !ok {
				return fmt.Errorf("entry %d is not in the index", n)
			}
			start := time.Now()
			if _, err := x.engine.Candidates(ctx, *own.Entry(), matching.Candidates); err != nil {
				return err
			}
			plain = append(plain, time.Since(start))
			start = time.Now()
			ranking, err := x.ranker.Rank(ctx, own, nil, time.Now())
			if err != nil {
				return err
			}
			kept := matching.NeedQuota
			if kind == search.Technology {
				kept = matching.OfferQuota
			}
			for _, found := range ranking.List[:min(kept, len(ranking.List))] {
				ranking.Explain(found.Partner)
			}
			took = append(took, time.Since(start))
		}
		r.times("index: "+kind+" ranked and explained", took, target(x.entries, 30, 100))
		r.single("  processor time each", "ms", (processorTime()-used).Seconds()*1000/float64(len(took)), 0)
		r.times("  BM25 candidates alone", plain, 0)
	}
	return nil
}

// typed is what somebody types: some letters of words of an entry's title.
func (x *benchIndex) typed() string {
	own, ok := x.corpus.Get(fmt.Sprintf("019a0000-0000-7000-8000-%012d", x.random.IntN(x.entries)))
	if !ok {
		return ""
	}
	words := strings.Fields(own.Entry().Title.EN)
	first := x.random.IntN(max(1, len(words)-2))
	text := strings.Join(words[first:min(len(words), first+1+x.random.IntN(3))], " ")
	return text[:1+x.random.IntN(len(text))]
}

// search asks as people do while they type, with filters and facets.
func (x *benchIndex) search(ctx context.Context, r *Report) error {
	viewer := search.Viewer{Clusters: []string{"019a0000-0000-7000-a000-000000000003"}, Organisations: []string{"019a0000-0000-7000-9000-000000000007"}}
	took := make([]time.Duration, 2*benchRequests)
	for i := range took {
		q := search.Query{Text: x.typed(), Viewer: viewer, Facets: search.Facets, Limit: 20}
		switch i % 4 {
		case 1:
			q.Voivodeships = []string{"slaskie"}
		case 2:
			q.Kinds, q.TRLAtLeast = []string{search.Technology}, 5
		case 3:
			q.Text = strings.Replace(q.Text, "e", "o", 1) + " "
		}
		start := time.Now()
		if _, err := x.engine.Search(ctx, q); err != nil {
			return err
		}
		took[i] = time.Since(start)
	}
	r.times("index: search as people type", took, target(x.entries, 20, 50))
	took = took[:0]
	for range benchRequests / 2 {
		start := time.Now()
		if _, err := x.engine.Search(ctx, search.Query{Viewer: viewer, Facets: search.Facets, Limit: 20}); err != nil {
			return err
		}
		took = append(took, time.Since(start))
	}
	r.times("index: all entries with facets", took, 0)
	return nil
}

// target is what is wanted of so many entries: few up to 10,000, many at 100,000, and between them in proportion.
func target(entries int, few, many float64) float64 {
	share := min(1, max(0, float64(entries-10_000)/90_000))
	return few + share*(many-few)
}
