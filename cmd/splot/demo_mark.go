package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splot/app/store"
	"splot/cmd/splot/program"
)

// The demonstration's accounts open with a password that everybody knows, so its data goes into documents of its own
// only: into an empty store, which is marked then, or one that bears the mark. This holds wherever the documents are, for
// a server is named by a setting that a shell may well have set for the real installation.
var demoMarks = &store.Collection{Name: "demonstration"}

type demoMark struct {
	At     time.Time `bson:"at"`
	Loaded bool      `bson:"loaded"` // all of it
}

const demoMarkID = "demonstration"

// claimDemo marks an empty store as a demonstration that is being loaded; false if it is loaded already.
func claimDemo(ctx context.Context, p *program.Program, now time.Time) (load bool, err error) {
	if err := p.Store.Ensure(ctx, demoMarks); err != nil {
		return false, fmt.Errorf("prepare the demonstration's mark: %w", err)
	}
	set := store.Set[demoMark]{Store: p.Store, Collection: demoMarks}
	switch d, err := set.Get(ctx, demoMarkID); {
	case err == nil && d.Value.Loaded:
		return false, nil
	case err == nil:
		return false, errors.New("a demonstration was begun in these documents and not finished: empty the database, or name another one, and start again")
	case !errors.Is(err, store.ErrNotFound):
		return false, fmt.Errorf("read the demonstration's mark: %w", err)
	}
	people, e1 := p.Records.People.Count(ctx, store.Query{})
	clusters, e2 := p.Records.Clusters.Count(ctx, store.Query{})
	organisations, e3 := p.Records.Organisations.Count(ctx, store.Query{})
	if err := errors.Join(e1, e2, e3); err != nil {
		return false, fmt.Errorf("look whether the documents are empty: %w", err)
	}
	if people+clusters+organisations > 0 {
		return false, fmt.Errorf("these documents hold %d people, %d clusters and %d organisations that are no demonstration, and its password is known to everybody: "+
			"name another database in MONGODB_URI, or unset it to use a folder", people, clusters, organisations)
	}
	if err := set.Insert(ctx, demoMarkID, demoMark{At: now}); err != nil { // a duplicate is another one that loads
		return false, fmt.Errorf("mark the documents as a demonstration: %w", err)
	}
	return true, nil
}

// finishDemo marks the demonstration as loaded.
func finishDemo(ctx context.Context, p *program.Program) error {
	set := store.Set[demoMark]{Store: p.Store, Collection: demoMarks}
	_, err := set.Change(ctx, demoMarkID, func(m *demoMark) ([]store.Event, error) {
		m.Loaded = true
		return nil, nil
	})
	if err != nil {
		return fmt.Errorf("mark the demonstration as loaded: %w", err)
	}
	return nil
}
