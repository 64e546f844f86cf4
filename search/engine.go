package search

import (
	"context"
	"errors"
	"iter"
)

// ErrUnavailable says that the engine's server does not answer now.
var ErrUnavailable = errors.New("search engine unavailable")

// Engine indexes entries and finds them. Implementations are safe for concurrent use.
type Engine interface {
	// Put indexes entries, replacing older versions of them.
	Put(ctx context.Context, entries ...Entry) error
	// Delete takes entries out; unknown ids are no error.
	Delete(ctx context.Context, ids ...string) error
	// Candidates finds entries of the other side that may match, best first. It filters by gates that it
	// can decide (kind, organisation, exclusions, visibility); the caller decides all of them again.
	Candidates(ctx context.Context, of Entry, limit int) ([]Candidate, error)
	// Search is the search of people: words, filters, facets.
	Search(ctx context.Context, q Query) (Result, error)
}

// Rebuilder is an engine whose index can be made anew beside the old one and then swapped in.
type Rebuilder interface {
	Rebuild(ctx context.Context, entries iter.Seq2[Entry, error]) (Rebuilt, error)
}

// Rebuilt reports a rebuild.
type Rebuilt struct {
	Before, After int // documents indexed
}

// Candidate is an entry that may match, with the engine's own order of merit (not a match score).
type Candidate struct {
	ID   string
	Rank float64
}

// Viewer is who searches: what they may see decides what they may find.
type Viewer struct {
	All           bool     // the program itself
	Clusters      []string // clusters whose entries the viewer sees by membership
	Manages       []string // clusters whose entries the viewer sees in full, teasers included
	Organisations []string // own organisations
}

// Query is a search of people. The last word of Text matches by prefix.
type Query struct {
	Text   string
	Viewer Viewer

	Kinds         []string
	Clusters      []string
	Organisations []string
	Voivodeships  []string
	PKD           []string
	KIS           []string
	Origins       []string
	Cooperation   []string
	TRLAtLeast    int

	Facets        []string // of: kind, cluster, voivodeship, pkd, kis, origin, cooperation
	Offset, Limit int      // Limit 1..100, Offset+Limit ≤ 1000
}

// Result is what a Query found.
type Result struct {
	Hits   []Hit
	Total  int // may be an estimate
	Facets map[string]map[string]int
	// Degraded says that a stand-in answered while the engine's server is down.
	Degraded bool
}

// Hit is one found document.
type Hit struct {
	ID, Kind string
	// Matched lists the words of the query's text as they occur in the document.
	Matched []string
}
