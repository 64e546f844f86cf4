package sqlitestore

import (
	"context"
	"database/sql"
	"sync"
)

// maxStatements bounds how many statements are kept prepared; a text beyond that is prepared for each
// use. Query shapes are few, except for long lists of values.
const maxStatements = 256

// statements keeps prepared statements by their text.
type statements struct {
	db   *sql.DB
	mu   sync.Mutex
	kept map[string]*sql.Stmt
}

func newStatements(db *sql.DB) *statements {
	return &statements{db: db, kept: map[string]*sql.Stmt{}}
}

func (s *statements) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	statement, err := s.get(ctx, text)
	if err != nil {
		return nil, err
	}
	if statement == nil {
		return s.db.QueryContext(ctx, text, args...)
	}
	return statement.QueryContext(ctx, args...)
}

// get returns nil if there is no room for another statement.
func (s *statements) get(ctx context.Context, text string) (*sql.Stmt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if statement, ok := s.kept[text]; ok {
		return statement, nil
	}
	if len(s.kept) >= maxStatements {
		return nil, nil //nolint:nilnil // documented: no room
	}
	statement, err := s.db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	s.kept[text] = statement
	return statement, nil
}

func (s *statements) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, statement := range s.kept {
		_ = statement.Close() // the database is closed next and reports what matters
	}
}
