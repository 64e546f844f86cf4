package feed

import (
	"context"
	"fmt"
	"regexp"
	"runtime/debug"
	"slices"
	"time"

	"splot/app/store"
)

// AllTopics stands for every topic, those of later features too.
const AllTopics = "*"

// Handler receives the events of some topics. It has either Handle or Batch.
type Handler struct {
	// Name is part of stored deliveries: it stays the same over releases.
	Name   string
	Topics []string // or AllTopics alone
	// Handle handles one event. It is idempotent by event id and honours its context. An error (or a
	// panic) means that the event comes again later.
	Handle func(ctx context.Context, e store.Event) error
	// Batch handles up to 100 events at once and returns one error (or nil) for each, or nil for all
	// well.
	Batch func(ctx context.Context, events []store.Event) []error
	// Concurrency is the number of workers on each node; 0 is 1.
	Concurrency int
	// Coalesce says that of the events with one topic and key that wait together only the last needs
	// to be handled, because the handler reads the truth from the store anyway.
	Coalesce bool
	// Timeout ends the context of one call; 0 is 20 s. It must be shorter than Options.Lease.
	Timeout time.Duration
}

var handlerName = regexp.MustCompile(`^[a-z][a-z0-9._-]{0,59}$`)

func (h Handler) check(lease time.Duration) error {
	switch {
	case !handlerName.MatchString(h.Name):
		return fmt.Errorf("feed: handler name %q is malformed", h.Name)
	case len(h.Topics) == 0:
		return fmt.Errorf("feed: handler %s has no topic", h.Name)
	case len(h.Topics) > 1 && slices.Contains(h.Topics, AllTopics):
		return fmt.Errorf("feed: handler %s would see some events twice", h.Name)
	case (h.Handle == nil) == (h.Batch == nil):
		return fmt.Errorf("feed: handler %s needs either Handle or Batch", h.Name)
	case h.Timeout >= lease:
		return fmt.Errorf("feed: handler %s may take %s, longer than the lease of %s", h.Name, h.Timeout, lease)
	}
	return nil
}

// call runs the handler; the result has one error or nil for each event.
func (h Handler) call(ctx context.Context, events []store.Event) []error {
	ctx, cancel := context.WithTimeout(ctx, h.Timeout)
	defer cancel()
	results := make([]error, len(events))
	if h.Handle != nil {
		results[0] = guard(func() error { return h.Handle(ctx, events[0]) })
		return results
	}
	whole := guard(func() error {
		given := h.Batch(ctx, events)
		if given != nil && len(given) != len(events) {
			return fmt.Errorf("handler %s returned %d results for %d events", h.Name, len(given), len(events))
		}
		copy(results, given)
		return nil
	})
	if whole != nil {
		for i := range results {
			results[i] = whole
		}
	}
	return results
}

// atOnce is how many events one call takes.
func (h Handler) atOnce() int {
	if h.Handle != nil {
		return 1
	}
	return batchSize
}

// panicError is a handler's panic. Its text goes to the log only.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return "the handler panicked" }

func guard(f func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &panicError{value, debug.Stack()}
		}
	}()
	return f()
}
