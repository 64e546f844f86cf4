package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app/store"
)

const (
	queueLength = 1024 // jobs that wait for the writer; callers wait when it is full
	groupWrites = 4096 // writes that one commit takes, about
)

// job is one call that waits for the writer.
type job struct {
	ctx     context.Context //nolint:containedctx // the writer looks whether the caller still waits
	changes []change
	forget  []string
	direct  func(context.Context, *sql.Conn) error // runs alone, outside any group
	done    chan error
}

// change is a write that was checked and encoded by its caller, so that the writer only writes.
type change struct {
	table  *table
	write  store.Write
	args   []any
	events []outboxRow
	err    error // the result
}

type outboxRow struct {
	id    string
	event []byte
}

// Write applies each write in a savepoint of its own; see store.Store.
func (s *Store) Write(ctx context.Context, writes ...store.Write) ([]error, error) {
	if err := store.AcceptBatch(writes); err != nil {
		return nil, err
	}
	j := &job{changes: make([]change, len(writes))}
	results := make([]error, len(writes))
	for i, w := range writes {
		j.changes[i] = s.change(w)
	}
	if err := s.submit(ctx, j); err != nil {
		return nil, told(err)
	}
	events := false
	for i, c := range j.changes {
		results[i] = told(c.err)
		events = events || c.err == nil && len(c.events) > 0
	}
	if events {
		select {
		case s.wake <- struct{}{}:
		default:
		}
	}
	return results, nil
}

func (s *Store) change(w store.Write) change {
	c := change{write: w}
	if c.table, c.err = s.table(w.Collection); c.err != nil {
		return c
	}
	if c.err = w.Accept(); c.err != nil {
		return c
	}
	for _, e := range w.Events {
		raw, err := bson.Marshal(e)
		if err != nil {
			c.err = fmt.Errorf("%w: encode event: %w", store.ErrRefused, err)
			return c
		}
		c.events = append(c.events, outboxRow{e.ID, raw})
	}
	if w.Kind != store.Delete {
		c.args, c.err = c.table.columns(w.Body)
	}
	return c
}

// Forget removes events from the outbox.
func (s *Store) Forget(ctx context.Context, ids ...string) error {
	if len(ids) == 0 {
		return nil
	}
	return told(s.submit(ctx, &job{forget: ids}))
}

// submit gives a job to the writer and waits for its commit. A job whose caller gave up before the
// writer took it is not done.
func (s *Store) submit(ctx context.Context, j *job) error {
	j.ctx, j.done = ctx, make(chan error, 1)
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	select {
	case <-s.closing:
		return store.ErrClosed
	default:
	}
	select {
	case s.jobs <- j:
	case <-s.closing:
		return store.ErrClosed
	case <-ctx.Done():
		return fmt.Errorf("write: %w", ctx.Err())
	}
	select {
	case err := <-j.done:
		return err
	case <-s.stopped: // the writer ended between the two; it may have taken the job first
		select {
		case err := <-j.done:
			return err
		default:
			return store.ErrClosed
		}
	}
}
