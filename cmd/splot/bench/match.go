package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/url"
	"time"

	"splot/app"
	"splot/app/indexed"
	"splot/app/matching"
	"splot/app/store"
	"splot/cmd/splot/trial"
	"splot/search/vocabulary"
)

const (
	benchRematches = 500
	benchRequests  = 200
	benchApprovals = 60
)

// benchSiteEntries is up to how many entries are matched as they are imported without being asked.
const benchSiteEntries = 20_000

// Match measures the index alone and, unless that is all, matching and reading in the whole program. Of many
// entries the documents are entered without being matched, or it would take hours; all matches are made when asked.
func Match(ctx context.Context, progress io.Writer, r *Report, documents, index bool) error {
	fmt.Fprintf(progress, "indexing %d entries …\n", r.Entries)
	if err := benchInMemory(ctx, r, r.Entries); err != nil || index {
		return err
	}
	return benchProgram(ctx, progress, r, documents || r.Entries <= benchSiteEntries)
}

// benchProgram measures matching and reading through documents, events and HTTP.
func benchProgram(ctx context.Context, progress io.Writer, r *Report, matched bool) error {
	site, err := open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = site.Close() }()
	fmt.Fprintf(progress, "importing %d entries …\n", r.Entries)
	if matched {
		err = site.matched(ctx, progress, r)
	} else {
		err = site.Enter(ctx, site.Entries(r.Entries))
	}
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	return site.served(ctx, progress, r)
}

// matched imports with matching, and matches single entries again.
func (s site) matched(ctx context.Context, progress io.Writer, r *Report) error {
	start, used := time.Now(), processorTime()
	if err := s.Load(ctx, s.Entries(r.Entries)); err != nil {
		return err
	}
	took := time.Since(start)
	r.single("import with matching", "s", took.Seconds(), 60*max(1, float64(r.Entries)/6000))
	r.single("import, processor time", "s", (processorTime() - used).Seconds(), 0)
	r.single("import throughput", "entries/s", float64(r.Entries)/took.Seconds(), 0)
	matches, err := s.Program.Records.Matches.Count(ctx, store.Query{})
	if err != nil {
		return err
	}
	r.single("matches kept", "matches", float64(matches), 0)
	fmt.Fprintln(progress, "recomputing …")
	return s.rematch(ctx, r)
}

// served starts the program with the folder that is there, and uses it while it runs.
func (s site) served(ctx context.Context, progress io.Writer, r *Report) (err error) {
	fmt.Fprintln(progress, "restarting …")
	stop, err := s.restart(ctx, r)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	fmt.Fprintln(progress, "approving …")
	if err := s.approvals(ctx, r); err != nil {
		return err
	}
	fmt.Fprintln(progress, "asking …")
	if err := s.requests(ctx, r); err != nil {
		return err
	}
	r.single("resident memory", "MB", resident(), 300)
	return nil
}

// rematch recomputes single entries, needs and technologies in turn.
func (s site) rematch(ctx context.Context, r *Report) error {
	var ids []app.ID
	for _, owner := range []app.ID{s.Asking, s.Offering} {
		docs, _, err := s.Program.Records.Entries.Find(ctx, store.Query{
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
		if err := s.Program.Matching.MatchEntry(ctx, id); err != nil {
			return err
		}
		took[i] = time.Since(start)
		processor += processorTime() - used
		if err := s.candidates(ctx, id, &plain[i]); err != nil {
			return err
		}
	}
	r.times("one entry's matches recomputed", took, target(r.Entries, 30, 100))
	r.single("  processor time each", "ms", float64(processor.Microseconds())/1000/float64(max(1, len(ids))), 0)
	r.times("  of which plain BM25 takes", plain, 0)
	return nil
}

// approvals measures from an auditor's approval of a need until its matches are stored and everybody is told.
func (s site) approvals(ctx context.Context, r *Report) error {
	took := make([]time.Duration, benchApprovals)
	list := s.Entries(benchApprovals + 1)
	for i := range took {
		content := list[1+i].Content
		content.Teaser = app.Text{EN: "Written for measuring."}
		content.Need = &app.NeedForm{Problem: content.Description, Urgency: "high", Budget: "undisclosed", Cooperation: []string{"pilot"}}
		asked, err := s.Assigned(ctx, s.Buyer, s.Asking, app.Need, content)
		if err == nil {
			err = s.Program.Feed.Drain(ctx)
		}
		if err != nil {
			return err
		}
		start := time.Now()
		if err := s.Approve(ctx, asked); err != nil {
			return err
		}
		if err := s.Program.Feed.Drain(ctx); err != nil {
			return err
		}
		took[i] = time.Since(start)
	}
	r.times("approval → stored matches", took, target(r.Entries, 250, 1000))
	return nil
}

// candidates measures what a search by BM25 alone takes for an entry, without gates, scores and documents: the
// rest of a recompute is what matching adds.
func (s site) candidates(ctx context.Context, id app.ID, took *time.Duration) error {
	e, err := s.Program.Records.Entries.Get(ctx, string(id))
	if err != nil {
		return err
	}
	o, err := s.Program.Records.Organisations.Get(ctx, string(e.Value.Organisation))
	if err != nil {
		return err
	}
	question := indexed.Entry(e, o)
	start := time.Now()
	_, err = s.Program.Engine.Candidates(ctx, question, matching.Candidates)
	*took = time.Since(start)
	return err
}

// restart runs the program anew with the existing folder. It measures until the program answers, and until all entries
// are loaded.
func (s site) restart(ctx context.Context, r *Report) (stop func() error, err error) {
	start := time.Now()
	if err := s.Reopen(ctx); err != nil {
		return nil, err
	}
	p := s.Program
	p.LoadInBackground()
	stop = s.Serve(ctx)
	if _, err := s.Get(ctx, "", "/readyz"); err != nil {
		return nil, errors.Join(err, stop())
	}
	r.single("start until it answers", "s", time.Since(start).Seconds(), 0)
	select {
	case <-p.Corpus.Whole():
	case <-ctx.Done():
		return nil, errors.Join(ctx.Err(), stop())
	}
	r.single("start until all is loaded", "s", time.Since(start).Seconds(), target(r.Entries, 5, 40))
	return stop, p.Feed.Drain(ctx)
}

// requests asks over HTTP what people ask.
func (s site) requests(ctx context.Context, r *Report) error {
	token, err := s.SignIn(ctx, s.Buyer)
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
			if took[i], err = s.Get(ctx, token, ask.path()); err != nil {
				return err
			}
		}
		r.times(ask.name, took, 50)
	}
	return nil
}

// site is a trial installation that is measured.
type site struct{ *trial.Site }

func open(ctx context.Context) (site, error) {
	s, err := trial.Open(ctx)
	return site{s}, err
}
