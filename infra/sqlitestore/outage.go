package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"splot/app/store"
)

// told makes errors of the disk store.ErrUnavailable: it is full, was taken away, or refuses to be read or written. They
// pass when somebody makes room or puts it back.
func told(err error) error {
	var failure *sqlite.Error
	if !errors.As(err, &failure) || errors.Is(err, store.ErrUnavailable) {
		return err
	}
	switch failure.Code() & 0xff { // the kind, without its details
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY:
		return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
	}
	return err
}

// errDamaged says that the file is no whole database any more.
var errDamaged = errors.New("the database is damaged; Splot does not go on with it, lest more is lost: put a backup in its place, or save what can be read with sqlite3's .recover")

// check reads through the whole file. A page that was overwritten in the middle would otherwise be found by whoever asks
// for what it held, days later.
func (s *Store) check(ctx context.Context) error {
	var found string
	err := s.writing.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found)
	var failure *sqlite.Error
	switch {
	case errors.Is(err, sql.ErrNoRows), err == nil && found == "ok":
		return nil
	case err == nil:
		return fmt.Errorf("%w (%s)", errDamaged, found)
	case errors.As(err, &failure) && (failure.Code()&0xff == sqlite3.SQLITE_CORRUPT || failure.Code()&0xff == sqlite3.SQLITE_NOTADB):
		return fmt.Errorf("%w (%w)", errDamaged, err)
	}
	return err
}
