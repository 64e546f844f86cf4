package store

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app"
)

// Limits that every adapter enforces.
const (
	MaxBody  = 15 << 20 // bytes of one encoded document
	MaxLimit = 1000     // documents one Find returns at most
	MaxIn    = 1000     // values in one In condition
	MaxBatch = 1000     // writes in one Write call
)

// Document is one stored document: the identity and version that the store keeps, and the BSON body
// that its owner understands.
type Document struct {
	ID      string
	Version int64 // 1 after insert, +1 with every replace; a restore keeps it
	Body    bson.Raw
}

// WriteKind says what a Write does.
type WriteKind int

// The kinds of write.
const (
	Insert WriteKind = iota + 1
	Replace
	Delete
	// Restore stores a new document as a backup has it: with its version, so that what names the version (a saved
	// score, a page opened before) stays true, and no version is given twice.
	Restore
)

// Write is one atomic change of one document together with the events that it causes.
type Write struct {
	Kind       WriteKind
	Collection *Collection
	ID         string
	// Version is the version read, for Replace and Delete: another one in the store is ErrStale. For Restore it is
	// the one to keep.
	Version int64
	Body    bson.Raw // not for Delete
	Events  []Event
}

// New tells whether the write stores a document that must not be there yet.
func (w Write) New() bool { return w.Kind == Insert || w.Kind == Restore }

// FirstVersion is the version that a new document begins with.
func (w Write) FirstVersion() int64 {
	if w.Kind == Restore {
		return w.Version
	}
	return 1
}

// Event is what a write caused. It is committed with the write and delivered at least once.
type Event struct {
	ID    string    `bson:"id"` // unique; handlers are idempotent by it
	Topic string    `bson:"topic"`
	Key   string    `bson:"key"` // the document that it is about
	At    time.Time `bson:"at"`
	// By is the person whose doing it was; empty is the program itself.
	By app.ID `bson:"by,omitempty"`
	// Due is when it may be delivered; zero is at once.
	Due time.Time `bson:"due,omitempty"`
	// Payload is a small BSON document; handlers read the truth from the store and need little here.
	Payload bson.Raw `bson:"payload,omitempty"`
}

// Store is what features build on. Implementations are safe for concurrent use.
//
// Errors: ErrNotFound, ErrStale, ErrDuplicate (with the index name in a *DuplicateError), ErrQuery and ErrUnavailable
// are matched with errors.Is; anything else is the adapter's, wrapped.
type Store interface {
	// Ensure makes the collections and their indexes exist. It is idempotent and called at start. Several nodes may call
	// it at once, and nodes that were made by another declaration may read and write meanwhile: no unique key that is
	// declared before and after is given up for a moment. See Collection.Follows for what a declaration may not change.
	Ensure(ctx context.Context, collections ...*Collection) error
	// Alone runs f while no other node of this store runs its own: for changes of what all nodes share, such as
	// migrations. It waits for its turn until ctx ends. The context of f ends if the turn is lost. Ensure inside f is
	// part of the turn.
	Alone(ctx context.Context, f func(context.Context) error) error
	// Write applies each write by itself, atomically with its events and durably (fsynced, or majority
	// and journalled). The result has one error (or nil) for each write, in order; one failing write
	// does not stop the others. The second result is an error of the whole call. The writes of one call
	// are about different documents, and their order is not promised.
	Write(ctx context.Context, writes ...Write) ([]error, error)
	// Get reads one document, or ErrNotFound.
	Get(ctx context.Context, c *Collection, id string) (Document, error)
	// Find answers a query with at most Limit documents and a cursor to go on, empty at the end.
	Find(ctx context.Context, c *Collection, q Query) ([]Document, Cursor, error)
	// Count counts what the query's conditions select; sort, limit and cursor are ignored.
	Count(ctx context.Context, c *Collection, q Query) (int64, error)
	// CountBy counts what the conditions select by the values of one declared field (one array element
	// counts once for each document). Labels are those of function Label; documents without the field
	// do not count.
	CountBy(ctx context.Context, c *Collection, q Query, field string) (map[string]int64, error)
	// Ready tells whether the store answers.
	Ready(ctx context.Context) error
	Close() error

	Outbox
}

// Outbox is the committed events that nobody has taken over yet. Package feed is its only user.
type Outbox interface {
	// Pending returns up to limit events, oldest first.
	Pending(ctx context.Context, limit int) ([]Event, error)
	// Written is Pending of what this process has written to since Written last answered without an error, and may
	// return more than that. It is for whoever was woken, and costs less.
	Written(ctx context.Context, limit int) ([]Event, error)
	// Forget removes events by id, in whatever document they are. Unknown ids are no error.
	Forget(ctx context.Context, ids ...string) error
	// Wake receives (it has a buffer of one) after a write of this process committed events.
	Wake() <-chan struct{}
}
