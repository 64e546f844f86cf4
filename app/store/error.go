package store

import (
	"errors"
	"fmt"
)

// What can go wrong with a document, for errors.Is.
var (
	ErrNotFound  = errors.New("document not found")
	ErrStale     = errors.New("document has another version")
	ErrDuplicate = errors.New("unique key is taken")
	ErrQuery     = errors.New("query not answerable")
	// ErrCursor is ErrQuery of a cursor that is none of this query's: what a client sent, not what the program asks.
	ErrCursor  = fmt.Errorf("%w: the cursor does not belong to this query", ErrQuery)
	ErrRefused = errors.New("write not acceptable")
	// ErrUnavailable says that the documents cannot be reached, or written, now: the server is away, the disk is full. A
	// write with this outcome may have been applied.
	ErrUnavailable = errors.New("the documents cannot be reached now")
	ErrClosed      = errors.New("store is closed")
)

// DuplicateError is ErrDuplicate with the place of the clash.
type DuplicateError struct {
	Collection string
	Index      string // the declared name; "_id" for the primary key
}

func (e *DuplicateError) Error() string {
	return "unique key " + e.Index + " of " + e.Collection + " is taken"
}

// Is makes the error match ErrDuplicate.
func (e *DuplicateError) Is(target error) bool { return target == ErrDuplicate }
