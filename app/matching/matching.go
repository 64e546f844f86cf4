package matching

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"splot/app"
	"splot/app/indexed"
	"splot/app/records"
	"splot/app/store"
	"splot/search"
	"splot/search/corpus"
	"splot/search/match"
)

// Bounds of the matching of one entry.
const (
	// Candidates is how many entries of the other side are scored.
	Candidates = match.Depth
	// A pair is kept while it is among the NeedQuota best of its need or the OfferQuota best of its offer: a broad
	// need keeps what somebody can look through, and an offer does not go without its best. A need that later
	// offers have filled beyond its quota is trimmed when it is matched next.
	NeedQuota  = 50
	OfferQuota = 1
	// Threshold is the least score of a suggestion. Of the judged pairs with 40 to 45 points three in a hundred are
	// right, with 35 to 40 under two; search/match/RANKING.md has the scale.
	Threshold = 40
)

// Learning is told what lists show, and knows the weights that an administrator put to use.
type Learning interface {
	// LoadWeights puts the chosen weights to use on this node.
	LoadWeights(context.Context) error
	// Shown takes down a page of a list that is sorted by score, and above how many stood before it. It never fails.
	Shown(ctx context.Context, actor app.Actor, above int, page []app.Match)
}

// Options are what matching needs.
type Options struct {
	Records records.Set
	Engine  search.Engine
	// Corpus is what scoring reads. The embedded engine finds what is in it; beside a search server it is alone.
	Corpus *corpus.Corpus
	Clock  app.Clock
	IDs    app.IDs
	Logger *slog.Logger
	// Weights are those in use; nil are the shipped ones.
	Weights *match.Active
	// Learning is told what is shown; nil learns nothing.
	Learning Learning
	// PutFirst says that what Put has indexed is found at once (the embedded engine): an entry is then indexed
	// before its candidates are asked for, so that of two entries approved at once the later sees the earlier.
	PutFirst bool
	// Settle is how long a search server may take to index. When it is set, every entry is matched once more
	// after that time.
	Settle time.Duration
	// Debounce is how long further changes of an entry are gathered after one has been matched; 0 matches each.
	Debounce time.Duration
	// Busy tells that live changes wait to be matched on this node; matching everything anew then yields. Nil is
	// never.
	Busy func() bool
	// Concepts knows what is near a concept, for needs without matches; nil leaves that out.
	Concepts Concepts
	// Vectors are those of an embedding server; nil without one.
	Vectors Vectors
}

// Service holds the handlers and use cases.
type Service struct {
	records.Set
	// The own collections, for writing; they stand before those of Set.
	Matches store.Set[app.Match]
	Gains   store.Set[records.Recomputed]

	reader      indexed.Reader
	heads       store.Set[head]
	sweeps      store.Set[sweep]
	dues        store.Set[due]
	marks       store.Set[mark]
	disclosures store.Set[Disclosure]
	engine      search.Engine
	corpus      *corpus.Corpus
	weights     *match.Active // in use
	learning    Learning
	ranker      *match.Ranker
	noting      sync.Mutex // serialises writers of origins
	origins     sync.Map   // entry id → origin, beside the corpus
	now         app.Clock
	newID       app.IDs
	log         *slog.Logger
	putFirst    bool
	settleAfter time.Duration
	askings     store.Set[asking]
	demands     store.Set[demand]
	requests    requests
	fields      fields
	concepts    Concepts
	recomputes  store.Set[Recompute]
	busy        func() bool
	debounce    time.Duration
	rounds      rounds
	vectors     Vectors
}

// New makes the service.
func New(o Options) *Service {
	s := o.Records.Store
	made := &Service{
		Set: o.Records, weights: o.Weights, learning: o.Learning, engine: o.Engine, corpus: o.Corpus, now: o.Clock, newID: o.IDs, log: o.Logger,
		putFirst: o.PutFirst, settleAfter: o.Settle,
		Matches:     store.Set[app.Match]{Store: s, Collection: records.Matches},
		Gains:       store.Set[records.Recomputed]{Store: s, Collection: records.RecomputedFor},
		reader:      indexed.Reader{Entries: o.Records.Entries, Organisations: o.Records.Organisations},
		heads:       store.Set[head]{Store: s, Collection: records.Matches},
		sweeps:      store.Set[sweep]{Store: s, Collection: sweeps},
		dues:        store.Set[due]{Store: s, Collection: dues},
		marks:       store.Set[mark]{Store: s, Collection: marks},
		disclosures: store.Set[Disclosure]{Store: s, Collection: disclosures},
		askings:     store.Set[asking]{Store: s, Collection: askings},
		demands:     store.Set[demand]{Store: s, Collection: demands},
		concepts:    o.Concepts,
		recomputes:  store.Set[Recompute]{Store: s, Collection: recomputes},
		busy:        o.Busy,
		debounce:    o.Debounce,
		vectors:     o.Vectors,
	}
	if made.weights == nil {
		made.weights = &match.Active{}
	}
	made.ranker = match.NewRanker(o.Engine, made.corpus, made.weights)
	if o.Vectors != nil {
		made.ranker.UseVectors(o.Vectors)
	}
	if made.busy == nil {
		made.busy = func() bool { return false }
	}
	return made
}

// Collections lists the collections that only matching uses, for store.Ensure.
func Collections() []*store.Collection {
	return []*store.Collection{sweeps, dues, marks, disclosures, askings, demands, recomputes}
}
