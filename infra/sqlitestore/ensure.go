package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"splot/app/store"
)

// rebuildBatch is how many documents are read at once while a table is rebuilt.
const rebuildBatch = 500

// layout is part of a table's declaration: another one makes Ensure rebuild all tables.
const layout = "2 "

// Ensure makes the collections' tables and indexes exist. A collection whose declaration differs from
// the one its table was made by is rebuilt, in one transaction.
func (s *Store) Ensure(ctx context.Context, collections ...*store.Collection) error {
	for _, c := range collections {
		if err := c.Validate(); err != nil {
			return fmt.Errorf("ensure: %w", err)
		}
		t := newTable(c)
		// In the writer, so that no write comes between the rebuilding and the knowing of it.
		if err := s.submit(ctx, &job{direct: func(ctx context.Context, conn *sql.Conn) error {
			if err := t.ensure(ctx, conn); err != nil {
				return err
			}
			s.mu.Lock()
			defer s.mu.Unlock()
			s.tables[c.Name] = t
			return nil
		}}); err != nil {
			return fmt.Errorf("ensure collection %s: %w", c.Name, err)
		}
	}
	return nil
}

// Alone runs f: no other process has the folder.
func (s *Store) Alone(ctx context.Context, f func(context.Context) error) error { return f(ctx) }

func (s *Store) table(c *store.Collection) (*table, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	t, ok := s.tables[c.Name]
	if !ok {
		return nil, fmt.Errorf("%w: collection %s was not ensured", store.ErrQuery, c.Name)
	}
	return t, nil
}

func (t *table) ensure(ctx context.Context, conn *sql.Conn) error {
	text, err := json.Marshal(t.Collection)
	if err != nil {
		return err
	}
	wanted := layout + string(text)
	var present string
	err = conn.QueryRowContext(ctx, "SELECT declaration FROM declarations WHERE collection = ?", t.Name).Scan(&present)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return t.build(ctx, conn, wanted, false)
	case err != nil:
		return err
	case present == wanted:
		return nil
	}
	var before store.Collection
	if _, text, ok := strings.Cut(present, " "); ok && json.Unmarshal([]byte(text), &before) == nil { // another layout may say it otherwise
		if err := t.Follows(&before); err != nil {
			return err
		}
	}
	return t.build(ctx, conn, wanted, true)
}

func (t *table) build(ctx context.Context, conn *sql.Conn, declaration string, rebuild bool) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := t.buildIn(ctx, tx, declaration, rebuild); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func (t *table) buildIn(ctx context.Context, tx *sql.Tx, declaration string, rebuild bool) error {
	if rebuild {
		if err := t.setAside(ctx, tx); err != nil {
			return err
		}
	}
	for _, statement := range t.schema() {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	if rebuild {
		if err := t.refill(ctx, tx); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO declarations VALUES (?, ?)", t.Name, declaration)
	return err
}

// setAside renames the table to "old" and drops everything that was derived from the bodies.
func (t *table) setAside(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, "ALTER TABLE "+t.main()+" RENAME TO old"); err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `SELECT 'DROP ' || type || ' "' || name || '"' FROM sqlite_schema WHERE sql IS NOT NULL AND
		(tbl_name = 'old' AND type = 'index' OR type = 'table' AND substr(name, 1, length(?1)) = ?1)`, "a:"+t.Name+":")
	if err != nil {
		return err
	}
	drops, err := texts(rows)
	if err != nil {
		return err
	}
	for _, statement := range drops {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

func texts(rows *sql.Rows) (found []string, err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		found = append(found, text)
	}
	return found, rows.Err()
}

func (t *table) refill(ctx context.Context, tx *sql.Tx) error {
	for last := int64(0); ; {
		n, err := t.refillBatch(ctx, tx, &last)
		if err != nil {
			return err
		}
		if n < rebuildBatch {
			break
		}
	}
	_, err := tx.ExecContext(ctx, "DROP TABLE old")
	return err
}

type oldRow struct {
	rid, version int64
	id           string
	body         []byte
}

func (t *table) refillBatch(ctx context.Context, tx *sql.Tx, last *int64) (int, error) {
	rows, err := tx.QueryContext(ctx, "SELECT rid, id, version, body FROM old WHERE rid > ? ORDER BY rid LIMIT ?", *last, rebuildBatch)
	if err != nil {
		return 0, err
	}
	var batch []oldRow
	for rows.Next() {
		var r oldRow
		if err := rows.Scan(&r.rid, &r.id, &r.version, &r.body); err != nil {
			return 0, errors.Join(err, rows.Close())
		}
		batch = append(batch, r)
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	for _, r := range batch {
		if err := t.refillRow(ctx, tx, r); err != nil {
			return 0, fmt.Errorf("document %s: %w", r.id, err)
		}
		*last = r.rid
	}
	return len(batch), nil
}

func (t *table) refillRow(ctx context.Context, tx *sql.Tx, r oldRow) error {
	columns, err := t.columns(r.body)
	if err != nil {
		return err
	}
	result, err := tx.ExecContext(ctx, t.insert, append(append([]any{r.id, r.version}, columns...), r.body)...)
	if err != nil {
		return err
	}
	rid, err := result.LastInsertId()
	if err != nil {
		return err
	}
	return t.fillSides(ctx, tx, rid, r)
}

func (t *table) fillSides(ctx context.Context, tx *sql.Tx, rid int64, r oldRow) error {
	for _, s := range t.sides {
		rows, err := s.rows(r.id, r.body)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if _, err := tx.ExecContext(ctx, s.insert, append(row, rid)...); err != nil {
				return err
			}
		}
	}
	return nil
}
