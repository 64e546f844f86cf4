package watch

import (
	"context"
	"sync"
	"time"

	"splot/app"
	"splot/app/feed"
	"splot/app/indexed"
	"splot/app/records"
	"splot/app/store"
	"splot/search/standing"
)

// Options are what watches need.
type Options struct {
	Records records.Set
	Clock   app.Clock
	IDs     app.IDs
	// Actor reads who a person is now. An error of class unauthenticated is someone who may not sign in.
	Actor func(ctx context.Context, person app.ID) (app.Actor, error)
	// Queries is an empty set: it reads by the dictionary of the engine.
	Queries *standing.Set
}

// Service holds the use cases and the handler.
type Service struct {
	records.Set
	// The own collections, for writing; they stand before those of Set.
	Watches   store.Set[app.Watch]
	WatchHits store.Set[app.WatchHit]

	o      Options
	reader indexed.Reader
	set    *standing.Set

	mu     sync.Mutex
	known  map[string]store.Doc[app.Watch] // what set holds
	synced time.Time                       // when they were last read, zero before the first time
}

// New makes the service.
func New(o Options) *Service {
	return &Service{
		Set: o.Records, Watches: store.Set[app.Watch]{Store: o.Records.Store, Collection: records.Watches}, WatchHits: store.Set[app.WatchHit]{Store: o.Records.Store, Collection: records.WatchHits},
		o: o, reader: indexed.Reader{Entries: o.Records.Entries, Organisations: o.Records.Organisations}, set: o.Queries, known: map[string]store.Doc[app.Watch]{},
	}
}

// Handlers are what a feed runs for watches.
func (s *Service) Handlers() []feed.Handler {
	return []feed.Handler{{Name: "watch", Topics: []string{records.TopicEntry}, Handle: s.Entry, Concurrency: 2, Coalesce: true}}
}

type doc = store.Doc[app.Watch]
