package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"

	"splot/app"
	"splot/app/httpapi"
	"splot/app/matching"
	"splot/app/store"
	"splot/search/vocabulary"
)

const (
	benchRematches = 500
	benchRequests  = 200
	benchApprovals = 60
)

// benchSiteEntries is up to how many entries are matched as they are imported without being asked.
const benchSiteEntries = 20_000

// benchMatch measures the index alone and, unless that is all, matching and reading in the whole program. Of many
// entries the documents are entered without being matched, or it would take hours; all matches are made when asked.
func benchMatch(ctx context.Context, t *terminal, r *benchReport, documents, index bool) error {
	fmt.Fprintf(t.err, "indexing %d entries …\n", r.Entries)
	if err := benchInMemory(ctx, r, r.Entries); err != nil || index {
		return err
	}
	return benchProgram(ctx, t, r, documents || r.Entries <= benchSiteEntries)
}

// benchProgram measures matching and reading through documents, events and HTTP.
func benchProgram(ctx context.Context, t *terminal, r *benchReport, matched bool) error {
	site, err := openBenchSite(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = site.close() }()
	fmt.Fprintf(t.err, "importing %d entries …\n", r.Entries)
	if matched {
		err = site.matched(ctx, t, r)
	} else {
		err = site.enter(ctx, site.entries(r.Entries))
	}
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	return site.served(ctx, t, r)
}

// matched imports with matching, and matches single entries again.
func (s *benchSite) matched(ctx context.Context, t *terminal, r *benchReport) error {
	start, used := time.Now(), processorTime()
	if err := s.load(ctx, s.entries(r.Entries)); err != nil {
		return err
	}
	took := time.Since(start)
	r.single("import with matching", "s", took.Seconds(), 60*max(1, float64(r.Entries)/6000))
	r.single("import, processor time", "s", (processorTime() - used).Seconds(), 0)
	r.single("import throughput", "entries/s", float64(r.Entries)/took.Seconds(), 0)
	matches, err := s.program.records.Matches.Count(ctx, store.Query{})
	if err != nil {
		return err
	}
	r.single("matches kept", "matches", float64(matches), 0)
	fmt.Fprintln(t.err, "recomputing …")
	return s.rematch(ctx, r)
}

// served starts the program with the folder that is there, and uses it while it runs.
func (s *benchSite) served(ctx context.Context, t *terminal, r *benchReport) (err error) {
	fmt.Fprintln(t.err, "restarting …")
	stop, err := s.restart(ctx, r)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	fmt.Fprintln(t.err, "approving …")
	if err := s.approvals(ctx, r); err != nil {
		return err
	}
	fmt.Fprintln(t.err, "asking …")
	if err := s.requests(ctx, r); err != nil {
		return err
	}
	r.single("resident memory", "MB", resident(), 300)
	return nil
}

// rematch recomputes single entries, needs and technologies in turn.
func (s *benchSite) rematch(ctx context.Context, r *benchReport) error {
	var ids []app.ID
	for _, owner := range []app.ID{s.asking, s.offering} {
		docs, _, err := s.program.records.Entries.Find(ctx, store.Query{
			Where: []store.Condition{store.Eq("organisation", string(owner))}, Sort: "updatedAt", Limit: benchRematches / 2,
		})
		if err != nil {
			return err
		}
		for _, d := range docs {
			ids = append(ids, app.ID(d.ID))
		}
	}
	took, plain := make([]time.Duration, len(ids)), make([]time.Duration, len(ids))
	var processor time.Duration
	for i, id := range ids {
		start, used := time.Now(), processorTime()
		if err := s.program.Matching.Rematch(ctx, id); err != nil {
			return err
		}
		took[i] = time.Since(start)
		processor += processorTime() - used
		if err := s.candidates(ctx, id, &plain[i]); err != nil {
			return err
		}
	}
	r.times("one entry's matches recomputed", took, benchTarget(r.Entries, 30, 100))
	r.single("  processor time each", "ms", float64(processor.Microseconds())/1000/float64(max(1, len(ids))), 0)
	r.times("  of which plain BM25 takes", plain, 0)
	return nil
}

// approvals measures from an auditor's approval of a need until its matches are stored and everybody is told.
func (s *benchSite) approvals(ctx context.Context, r *benchReport) error {
	took := make([]time.Duration, benchApprovals)
	list := s.entries(benchApprovals + 1)
	for i := range took {
		content := list[1+i].Content
		content.Teaser = app.Text{EN: "Written for measuring."}
		content.Need = &app.NeedForm{Problem: content.Description, Urgency: "high", Budget: "undisclosed", Cooperation: []string{"pilot"}}
		asked, err := s.assigned(ctx, s.buyer, s.asking, app.Need, content)
		if err == nil {
			err = s.program.Feed.Drain(ctx)
		}
		if err != nil {
			return err
		}
		start := time.Now()
		if err := s.approve(ctx, asked); err != nil {
			return err
		}
		if err := s.program.Feed.Drain(ctx); err != nil {
			return err
		}
		took[i] = time.Since(start)
	}
	r.times("approval → stored matches", took, benchTarget(r.Entries, 250, 1000))
	return nil
}

// candidates measures what a search by BM25 alone takes for an entry, without gates, scores and documents: the
// rest of a recompute is what matching adds.
func (s *benchSite) candidates(ctx context.Context, id app.ID, took *time.Duration) error {
	e, err := s.program.records.Entries.Get(ctx, string(id))
	if err != nil {
		return err
	}
	o, err := s.program.records.Organisations.Get(ctx, string(e.Value.Organisation))
	if err != nil {
		return err
	}
	question := matching.Indexed(e, o)
	start := time.Now()
	_, err = s.program.engine.Candidates(ctx, question, matching.Candidates)
	*took = time.Since(start)
	return err
}

// restart runs the program anew with the existing folder. It measures until the program answers, and until all entries
// are loaded.
func (s *benchSite) restart(ctx context.Context, r *benchReport) (stop func() error, err error) {
	start := time.Now()
	if err := s.reopen(ctx); err != nil {
		return nil, err
	}
	p := s.program
	p.LoadInBackground()
	stop = s.serve(ctx)
	if _, err := s.get(ctx, "", "/readyz"); err != nil {
		return nil, errors.Join(err, stop())
	}
	r.single("start until it answers", "s", time.Since(start).Seconds(), 0)
	select {
	case <-p.corpus.Whole():
	case <-ctx.Done():
		return nil, errors.Join(ctx.Err(), stop())
	}
	r.single("start until all is loaded", "s", time.Since(start).Seconds(), benchTarget(r.Entries, 5, 40))
	return stop, p.Feed.Drain(ctx)
}

// reopen opens the existing folder again, ready to run.
func (s *benchSite) reopen(ctx context.Context) error {
	if err := s.program.Close(); err != nil {
		return err
	}
	p, err := OpenProgram(ctx, &s.config, s.program.log, app.Now)
	if err != nil {
		return err
	}
	s.program = p
	return s.attach(ctx)
}

// serve runs the program until stop is called, which returns what Run returned.
func (s *benchSite) serve(ctx context.Context) (stop func() error) {
	running, cancel := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- s.program.Run(running) }()
	return func() error { cancel(); return <-served }
}

// requests asks over HTTP what people ask.
func (s *benchSite) requests(ctx context.Context, r *benchReport) error {
	token, err := s.signIn(ctx, s.buyer)
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(3, 4)) //nolint:gosec // reproducible on purpose
	concepts := vocabulary.All()
	word := func() string { return url.QueryEscape(concepts[random.IntN(len(concepts))].Label.EN) }
	for _, ask := range []struct {
		name string
		path func() string
	}{
		{"GET search", func() string { return "/api/search?q=" + word() }},
		{"GET matches", func() string { return "/api/matches?limit=50" }},
		{"GET entries", func() string { return "/api/entries?limit=50" }},
		{"GET organisations", func() string { return "/api/organisations?limit=50" }},
		{"GET notifications", func() string { return "/api/notifications?limit=50" }},
	} {
		took := make([]time.Duration, benchRequests)
		for i := range took {
			if took[i], err = s.get(ctx, token, ask.path()); err != nil {
				return err
			}
		}
		r.times(ask.name, took, 50)
	}
	return nil
}

func (s *benchSite) get(ctx context.Context, token, path string) (time.Duration, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.program.Addr()+path, http.NoBody)
	if err != nil {
		return 0, err
	}
	request.AddCookie(&http.Cookie{Name: httpapi.SessionCookie, Value: token})
	start := time.Now()
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return 0, err
	}
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("GET %s: %s", path, answer.Status)
	}
	return time.Since(start), nil
}
