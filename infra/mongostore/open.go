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
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"

	"splot/app/store"
)

// Options says where the server is.
type Options struct {
	URI      string // mongodb://… or mongodb+srv://…; never logged, for it may hold a password
	Database string // that of the URI if empty, or "splot" if it names none
}

const (
	// openWithin is how long Open waits for the server. Later a command waits as long as the URI says (serverSelectionTimeoutMS,
	// 30 s unless it says so), which is longer than an election takes.
	openWithin = 10 * time.Second
	// commandWithin bounds a command whose caller set no limit, unless the URI has timeoutMS: a server that hangs must not
	// hold the relay and the lanes for ever. Requests have their own, shorter one.
	commandWithin = 30 * time.Second
	// ensureWithin bounds what changes all documents: building an index over a full collection takes its time.
	ensureWithin = time.Hour
)

// Store implements store.Store.
type Store struct {
	client   *mongo.Client
	database *mongo.Database
	wake     chan struct{}
	written  written

	mu     sync.RWMutex
	tables map[string]*table
}

var _ store.Store = (*Store)(nil)

// Open connects to a server and waits up to openWithin for its answer. Settings of the URI win but two: a write is
// acknowledged when a majority has it in its journal, and reads are of the primary, for what follows from an event is
// read after it, and must be what the event is about.
func Open(ctx context.Context, o Options) (*Store, error) {
	database, err := databaseOf(o)
	if err != nil {
		return nil, err
	}
	durable := writeconcern.Majority()
	journal := true
	durable.Journal = &journal
	settings := options.Client().SetAppName("splot").SetTimeout(commandWithin).ApplyURI(o.URI).
		SetWriteConcern(durable).SetReadPreference(readpref.Primary())
	client, err := mongo.Connect(settings)
	if err != nil {
		return nil, fmt.Errorf("connect to MongoDB: %w", err)
	}
	s := &Store{client: client, database: client.Database(database), wake: make(chan struct{}, 1), tables: map[string]*table{}, written: written{dirty: map[string]bool{}}}
	ready, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	if err := s.Ready(ready); err != nil {
		_ = client.Disconnect(context.WithoutCancel(ctx)) // never connected
		return nil, err
	}
	return s, nil
}

// databaseOf is the name of the database, which the URI has after its hosts.
func databaseOf(o Options) (string, error) {
	if o.Database != "" {
		return o.Database, nil
	}
	uri, err := connstring.Parse(o.URI)
	if err != nil {
		return "", fmt.Errorf("read the address of MongoDB: %w", err)
	}
	if uri.Database == "" {
		return "splot", nil
	}
	return uri.Database, nil
}

// Ready tells whether the primary answers.
func (s *Store) Ready(ctx context.Context) error {
	if err := s.client.Ping(ctx, readpref.Primary()); err != nil {
		return doing(err, "reach MongoDB")
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
