package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"splot/app/store"
)

// write is the writer goroutine: it takes all jobs that wait and commits them together. It ends when
// the store closes and the queue is empty.
func (s *Store) write() {
	defer close(s.stopped)
	ctx := context.Background() // a caller that gives up must not break the others' commit
	w := &writer{db: s.writing, table: s.table, kept: map[string]*sql.Stmt{}, analyseAt: firstAnalysis}
	defer func() { _ = w.release() }() // closing the database reports what matters
	for {
		select {
		case j := <-s.jobs:
			w.group(ctx, s.gather(j))
			if w.analyse(ctx) {
				s.refresh()
			}
		case <-s.closing:
			for len(s.jobs) > 0 {
				w.group(ctx, s.gather(<-s.jobs))
			}
			return
		}
	}
}

// gather adds the jobs that wait already, up to a bound.
func (s *Store) gather(first *job) []*job {
	jobs := []*job{first}
	for n := len(first.changes); n < groupWrites; {
		select {
		case j := <-s.jobs:
			jobs = append(jobs, j)
			n += len(j.changes)
		default:
			return jobs
		}
	}
	return jobs
}

// writer owns the only connection that writes.
type writer struct {
	db    *sql.DB
	conn  *sql.Conn
	kept  map[string]*sql.Stmt
	table func(*store.Collection) (*table, error) // as it is now

	written, analyseAt int // writes since the last analysis; how many lead to the next
}

func (w *writer) group(ctx context.Context, jobs []*job) {
	var together []*job
	for _, j := range jobs {
		switch err := j.ctx.Err(); {
		case err != nil:
			j.done <- fmt.Errorf("write: %w", err)
		case j.direct != nil:
			j.done <- w.alone(ctx, j)
		default:
			together = append(together, j)
		}
	}
	if len(together) == 0 {
		return
	}
	err := w.commit(ctx, together)
	for _, j := range together {
		w.written += len(j.changes)
		j.done <- err
	}
}

func (w *writer) alone(ctx context.Context, j *job) error {
	if err := w.connect(ctx); err != nil {
		return err
	}
	return j.direct(ctx, w.conn)
}

func (w *writer) connect(ctx context.Context) error {
	if w.conn != nil {
		return nil
	}
	conn, err := w.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect writer: %w", err)
	}
	w.conn = conn
	return nil
}

// commit applies the jobs in one transaction. An error means that none of them was applied.
func (w *writer) commit(ctx context.Context, jobs []*job) error {
	err := w.connect(ctx)
	if err == nil {
		err = w.exec(ctx, "BEGIN IMMEDIATE")
	}
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	for _, j := range jobs {
		if err := w.apply(ctx, j); err != nil {
			return errors.Join(fmt.Errorf("write: %w", err), w.abandon(ctx))
		}
	}
	if err := w.exec(ctx, "COMMIT"); err != nil {
		return errors.Join(fmt.Errorf("commit: %w", err), w.abandon(ctx))
	}
	return nil
}

// abandon rolls back; SQLite may have done so itself, so that its error says nothing. The connection
// is given up, lest a half-done transaction lives on.
func (w *writer) abandon(ctx context.Context) error {
	_ = w.exec(ctx, "ROLLBACK")
	return w.release()
}

func (w *writer) release() error {
	for text, statement := range w.kept {
		_ = statement.Close() // closing the connection reports what matters
		delete(w.kept, text)
	}
	if w.conn == nil {
		return nil
	}
	conn := w.conn
	w.conn = nil
	return conn.Close()
}

func (w *writer) apply(ctx context.Context, j *job) error {
	for _, id := range j.forget {
		if err := w.exec(ctx, "DELETE FROM outbox WHERE id = ?", id); err != nil {
			return err
		}
	}
	for i := range j.changes {
		c := &j.changes[i]
		w.renew(c)
		if c.err != nil {
			continue
		}
		if err := w.exec(ctx, "SAVEPOINT one"); err != nil {
			return err
		}
		if c.err = w.change(ctx, c); c.err != nil {
			if err := w.exec(ctx, "ROLLBACK TO one"); err != nil {
				return errors.Join(c.err, err) // a full disk has ended the whole transaction
			}
		}
		if err := w.exec(ctx, "RELEASE one"); err != nil {
			return err
		}
	}
	return nil
}

// renew encodes a change again that waited while its table was rebuilt by another declaration.
func (w *writer) renew(c *change) {
	if c.err != nil {
		return
	}
	if t, err := w.table(c.write.Collection); err == nil && t != c.table {
		c.table = t
		if c.write.Kind != store.Delete {
			c.args, c.err = t.columns(c.write.Body)
		}
	}
}

func (w *writer) change(ctx context.Context, c *change) error {
	old, err := w.old(ctx, c)
	if err != nil {
		return err
	}
	rid, err := w.document(ctx, c)
	if err != nil {
		return err
	}
	for _, s := range c.table.sides {
		if err := w.side(ctx, s, c, rid, old); err != nil {
			return err
		}
	}
	for _, e := range c.events {
		if err := w.exec(ctx, "INSERT INTO outbox (id, event) VALUES (?, ?)", e.id, e.event); err != nil {
			return err
		}
	}
	return nil
}

// old is the body that a change replaces, where side tables have rows of it. It is nil if there is
// none of that version; the write itself tells why.
func (w *writer) old(ctx context.Context, c *change) ([]byte, error) {
	if c.write.New() || len(c.table.sides) == 0 {
		return nil, nil
	}
	statement, err := w.prepare(ctx, c.table.body)
	if err != nil {
		return nil, err
	}
	var body []byte
	err = statement.QueryRowContext(ctx, c.write.ID, c.write.Version).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return body, err
}

// side writes the rows of a side table that differ: they are most of the work, and seldom change.
func (w *writer) side(ctx context.Context, s side, c *change, rid int64, old []byte) error {
	var before, after [][]any
	var err error
	if old != nil {
		if before, err = s.rows(c.write.ID, old); err != nil {
			return err
		}
	}
	if c.write.Kind != store.Delete {
		if after, err = s.rows(c.write.ID, c.write.Body); err != nil {
			return err
		}
	}
	for _, row := range without(before, after) {
		if err := w.exec(ctx, s.remove, row...); err != nil {
			return err
		}
	}
	for _, row := range without(after, before) {
		if err := w.exec(ctx, s.insert, append(row, rid)...); err != nil {
			return err
		}
	}
	return nil
}

// document writes the row itself and returns its row number.
func (w *writer) document(ctx context.Context, c *change) (int64, error) {
	t, body := c.table, []byte(c.write.Body)
	switch c.write.Kind {
	case store.Insert, store.Restore:
		statement, err := w.prepare(ctx, t.insert)
		if err != nil {
			return 0, err
		}
		result, err := statement.ExecContext(ctx, append(append([]any{c.write.ID, c.write.FirstVersion()}, c.args...), body)...)
		if err != nil {
			return 0, t.translate(err)
		}
		return result.LastInsertId()
	case store.Replace:
		return w.compareAndSet(ctx, c, t.replace, append(append([]any{}, c.args...), body, c.write.ID, c.write.Version))
	default:
		return w.compareAndSet(ctx, c, t.remove, []any{c.write.ID, c.write.Version})
	}
}

func (w *writer) compareAndSet(ctx context.Context, c *change, text string, args []any) (int64, error) {
	statement, err := w.prepare(ctx, text)
	if err != nil {
		return 0, err
	}
	var rid int64
	err = statement.QueryRowContext(ctx, args...).Scan(&rid)
	if !errors.Is(err, sql.ErrNoRows) {
		return rid, c.table.translate(err)
	}
	if statement, err = w.prepare(ctx, c.table.version); err != nil {
		return 0, err
	}
	var version int64
	switch err := statement.QueryRowContext(ctx, c.write.ID).Scan(&version); {
	case errors.Is(err, sql.ErrNoRows):
		return 0, fmt.Errorf("%s %s: %w", c.table.Name, c.write.ID, store.ErrNotFound)
	case err != nil:
		return 0, err
	}
	return 0, fmt.Errorf("%s %s: version is %d, not %d: %w", c.table.Name, c.write.ID, version, c.write.Version, store.ErrStale)
}

func (w *writer) exec(ctx context.Context, text string, args ...any) error {
	statement, err := w.prepare(ctx, text)
	if err != nil {
		return err
	}
	_, err = statement.ExecContext(ctx, args...)
	return err
}

// prepare keeps every statement: their number is bounded by the collections declared.
func (w *writer) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if statement, ok := w.kept[text]; ok {
		return statement, nil
	}
	statement, err := w.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	w.kept[text] = statement
	return statement, nil
}

// translate makes a clash of unique keys a *store.DuplicateError that names the declared index.
func (t *table) translate(err error) error {
	var failure *sqlite.Error
	if !errors.As(err, &failure) {
		return err
	}
	if code := failure.Code(); code != sqlite3.SQLITE_CONSTRAINT_UNIQUE && code != sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY {
		return err
	}
	_, columns, _ := strings.Cut(failure.Error(), "UNIQUE constraint failed: ")
	columns, _, _ = strings.Cut(columns, " (")
	if columns == "d:"+t.Name+".id" {
		return &store.DuplicateError{Collection: t.Name, Index: store.IDField}
	}
	if name, ok := t.unique[columns]; ok {
		return &store.DuplicateError{Collection: t.Name, Index: name}
	}
	return err
}
