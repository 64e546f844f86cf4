package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app/store"
)

// Get reads one document.
func (s *Store) Get(ctx context.Context, c *store.Collection, id string) (store.Document, error) {
	t, err := s.table(c)
	if err != nil {
		return store.Document{}, err
	}
	docs, err := s.documents(ctx, "SELECT id, version, body FROM "+t.main()+" WHERE id = ?", []any{id})
	if err != nil {
		return store.Document{}, fmt.Errorf("get %s %s: %w", c.Name, id, told(err))
	}
	if len(docs) == 0 {
		return store.Document{}, fmt.Errorf("%s %s: %w", c.Name, id, store.ErrNotFound)
	}
	return docs[0], nil
}

// Find answers a query page by page.
func (s *Store) Find(ctx context.Context, c *store.Collection, q store.Query) ([]store.Document, store.Cursor, error) {
	t, err := s.table(c)
	if err != nil {
		return nil, "", err
	}
	plan, err := t.Plan(q)
	if err != nil {
		return nil, "", err
	}
	var found []store.Document
	for _, segment := range plan.Segments {
		text, args := t.find(plan, segment, plan.Limit+1-len(found)) // one more, to know whether it goes on
		docs, err := s.documents(ctx, text, args)
		if err != nil {
			return nil, "", fmt.Errorf("find %s: %w", c.Name, told(err))
		}
		if found = append(found, docs...); len(found) > plan.Limit {
			break
		}
	}
	if len(found) <= plan.Limit {
		return found, "", nil
	}
	found = found[:plan.Limit]
	next, err := plan.After(found[plan.Limit-1])
	return found, next, err
}

func (s *Store) documents(ctx context.Context, text string, args []any) (found []store.Document, err error) {
	rows, err := s.query(ctx, text, args)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var d store.Document
		var body []byte
		if err := rows.Scan(&d.ID, &d.Version, &body); err != nil {
			return nil, err
		}
		d.Body = bson.Raw(body)
		found = append(found, d)
	}
	return found, rows.Err()
}

func (s *Store) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	select {
	case <-s.closing:
		return nil, store.ErrClosed
	default:
		return s.queries.query(ctx, text, args)
	}
}

// Count counts what the conditions select.
func (s *Store) Count(ctx context.Context, c *store.Collection, q store.Query) (int64, error) {
	t, plan, err := s.counting(c, q)
	if err != nil {
		return 0, err
	}
	where, args := t.where(plan.Where)
	rows, err := s.query(ctx, "SELECT '', count(*) FROM "+t.main()+" AS d"+where, args)
	if err != nil {
		return 0, fmt.Errorf("count %s: %w", c.Name, told(err))
	}
	counts, err := counted(rows, store.Field{Type: store.String})
	return counts[""], told(err)
}

// CountBy counts what the conditions select by the values of one declared field.
func (s *Store) CountBy(ctx context.Context, c *store.Collection, q store.Query, field string) (map[string]int64, error) {
	t, plan, err := s.counting(c, q)
	if err != nil {
		return nil, err
	}
	f, ok := t.Declared(field)
	if !ok {
		return nil, fmt.Errorf("%w: %s has no declared field %q", store.ErrQuery, c.Name, field)
	}
	text, args := t.countBy(plan, f)
	rows, err := s.query(ctx, text+" GROUP BY v", args)
	if err != nil {
		return nil, fmt.Errorf("count %s by %s: %w", c.Name, field, told(err))
	}
	return counted(rows, f)
}

func (s *Store) counting(c *store.Collection, q store.Query) (*table, store.Plan, error) {
	t, err := s.table(c)
	if err != nil {
		return nil, store.Plan{}, err
	}
	q.Sort, q.Limit, q.Cursor = "", 0, ""
	plan, err := t.Plan(q)
	return t, plan, err
}

func counted(rows *sql.Rows, f store.Field) (counts map[string]int64, err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	counts = map[string]int64{}
	for rows.Next() {
		var value any
		var n int64
		if err := rows.Scan(&value, &n); err != nil {
			return nil, err
		}
		if value != nil {
			counts[label(f, value)] = n
		}
	}
	return counts, rows.Err()
}

// label is a column's value as store.Label gives it.
func label(f store.Field, value any) string {
	n, whole := value.(int64)
	switch {
	case whole && f.Type == store.Time:
		return store.Label(time.UnixMilli(n))
	case whole && f.Type == store.Bool:
		return strconv.FormatBool(n != 0)
	}
	return store.Label(value)
}

// Pending returns the oldest events of the outbox.
func (s *Store) Pending(ctx context.Context, limit int) (found []store.Event, err error) {
	rows, err := s.query(ctx, "SELECT event FROM outbox ORDER BY seq LIMIT ?", []any{min(max(limit, 1), store.MaxLimit)})
	if err != nil {
		return nil, fmt.Errorf("pending events: %w", told(err))
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var raw []byte
		var e store.Event
		if err := rows.Scan(&raw); err != nil {
			return nil, err
		}
		if err := bson.Unmarshal(raw, &e); err != nil {
			return nil, fmt.Errorf("decode event: %w", err)
		}
		found = append(found, e)
	}
	return found, told(rows.Err())
}

// Written is Pending: there is one process and one outbox.
func (s *Store) Written(ctx context.Context, limit int) ([]store.Event, error) {
	return s.Pending(ctx, limit)
}

// Wake receives after a write that committed events.
func (s *Store) Wake() <-chan struct{} { return s.wake }
