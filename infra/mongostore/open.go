package mongostore

import (
	"context"
	"fmt"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"splot/app/store"
)

// Options says where the server is.
type Options struct {
	URI      string // mongodb://… or mongodb+srv://…; never logged, for it may hold a password
	Database string // "splot" if empty
}

// Store implements store.Store.
type Store struct {
	client   *mongo.Client
	database *mongo.Database
	wake     chan struct{}

	mu     sync.RWMutex
	tables map[string]*table
}

var _ store.Store = (*Store)(nil)

// Open connects to a server and waits up to ten seconds for its answer.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Database == "" {
		o.Database = "splot"
	}
	durable := writeconcern.Majority()
	journal := true
	durable.Journal = &journal
	settings := options.Client().ApplyURI(o.URI).SetAppName("splot").SetWriteConcern(durable).
		SetReadPreference(readpref.Primary()).SetServerSelectionTimeout(10 * time.Second)
	client, err := mongo.Connect(settings)
	if err != nil {
		return nil, fmt.Errorf("connect to MongoDB: %w", err)
	}
	s := &Store{client: client, database: client.Database(o.Database), wake: make(chan struct{}, 1), tables: map[string]*table{}}
	if err := s.Ready(ctx); err != nil {
		_ = client.Disconnect(context.WithoutCancel(ctx)) // never connected
		return nil, err
	}
	return s, nil
}

// Ready tells whether the primary answers.
func (s *Store) Ready(ctx context.Context) error {
	if err := s.client.Ping(ctx, readpref.Primary()); err != nil {
		return fmt.Errorf("reach MongoDB: %w", err)
	}
	return nil
}

// Close disconnects, after the calls under way or ten seconds.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return s.client.Disconnect(ctx)
}

// Wake receives after a write that committed events.
func (s *Store) Wake() <-chan struct{} { return s.wake }
