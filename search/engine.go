package search

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
)

// ErrUnavailable says that the engine's server does not answer now.
var ErrUnavailable = errors.New("search engine unavailable")

// ErrQuery says that a query's limits or facets are not among the allowed.
var ErrQuery = errors.New("invalid search query")

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

// Verifier is an engine on a server whose index can be compared with what it should hold.
type Verifier interface {
	Verify(ctx context.Context, v Verification) (Verified, error)
}

// Verification says what an index should hold.
type Verification struct {
	Entries iter.Seq2[Entry, error]
	// Now is what should be indexed of an id at this moment; false for nothing. It is asked for whatever differs, since
	// entries change while the index is read.
	Now func(ctx context.Context, id string) (Entry, bool, error)
	// Quick compares versions only and does not analyse every text.
	Quick bool
	// Repair puts and deletes what differs.
	Repair bool
}

// Verified is how an index differs from what it should hold.
type Verified struct {
	Expected, Indexed           int // documents
	Missing, Extra, Differing   int
	MissingIDs, ExtraIDs, Other []string // of each kind at most MaxVerifiedIDs; Other are those that differ
	Repaired                    int
}

// MaxVerifiedIDs bounds the ids in a Verified.
const MaxVerifiedIDs = 20

// Same tells that nothing differed.
func (v Verified) Same() bool { return v.Missing+v.Extra+v.Differing == 0 }

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
	Organisations []string // whose entries the viewer sees in full
	Of            []string // organisations that the viewer is of: whatever excludes one of them does not exist
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

// Facets lists the facets that a query may ask for.
var Facets = []string{"kind", "cluster", "voivodeship", "pkd", "kis", "origin", "cooperation"}

// The bounds of a page of hits.
const (
	MaxLimit = 100
	MaxReach = 1000 // of Offset+Limit
)

// Validate checks bounds and facets; engines call it first. The error wraps ErrQuery and repeats no input.
func (q Query) Validate() error {
	if q.Limit < 1 || q.Limit > MaxLimit || q.Offset < 0 || q.Offset > MaxReach-q.Limit {
		return fmt.Errorf("%w: page out of bounds", ErrQuery)
	}
	for _, f := range q.Facets {
		if !slices.Contains(Facets, f) {
			return fmt.Errorf("%w: unknown facet", ErrQuery)
		}
	}
	return nil
}

// Result is what a Query found.
type Result struct {
	Hits   []Hit
	Total  int // may be an estimate
	Facets map[string]map[string]int
	// Degraded says that a stand-in answered while the engine's server is down, or from an index that is being loaded.
	Degraded bool
}

// Hit is one found document.
type Hit struct {
	ID, Kind string
	// View is how much of the document the engine took the viewer to see: by that it was found. Whoever knows that it
	// is less by now leaves the hit out, for what it was found by may be hidden.
	View View
	// Matched lists the words of the query's text as they occur in the document.
	Matched []string
	// Spans says where they stand, at most MaxSpans, only in fields that the viewer may read.
	Spans []Span
}

// MaxSpans bounds the Spans of a hit.
const MaxSpans = 24

// Span is a place in a text of an entry: bytes Start to End of the field (title.pl, keywords, …).
type Span struct {
	Field      string
	Start, End int
}
