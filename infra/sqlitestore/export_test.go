package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
)

// Limit lets the file have no more than so many pages: a disk that is full, as SQLite sees it. It returns how many there
// are.
func (s *Store) Limit(ctx context.Context, pages int) (have int, err error) {
	err = s.submit(ctx, &job{direct: func(ctx context.Context, conn *sql.Conn) error {
		if err := conn.QueryRowContext(ctx, "PRAGMA page_count").Scan(&have); err != nil {
			return err
		}
		var now int
		return conn.QueryRowContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", pages)).Scan(&now)
	}})
	return have, err
}
