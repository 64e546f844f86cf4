package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	_ "modernc.org/sqlite" // the driver

	"splot/app/store"
)

// FileName is the database's name in the data folder.
const FileName = "splot.db"

// Options says where the documents are.
type Options struct {
	Dir     string // the data folder; made if missing, readable by its owner only
	Readers int    // queries answered at the same time; 0 is 4
}

// Store implements store.Store.
type Store struct {
	lock    *os.File
	writing *sql.DB
	reading *sql.DB
	readers int
	queries *statements

	jobs    chan *job
	closing chan struct{}
	stopped chan struct{}
	close   sync.Once
	wake    chan struct{}

	mu     sync.RWMutex
	tables map[string]*table
}

var _ store.Store = (*Store)(nil)

// Open opens or makes the database in a folder that no other process uses.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Readers <= 0 {
		o.Readers = 4
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("open data folder %s: %w", o.Dir, err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open data folder: %w", err)
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, err
	}
	s, err := open(ctx, dir, o.Readers)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open data folder %s: %w", dir, err), lock.Close())
	}
	s.lock = lock
	go s.write() //nolint:contextcheck // the writer outlives the call that opens the store
	return s, nil
}

func open(ctx context.Context, dir string, readers int) (*Store, error) {
	path := filepath.Join(dir, FileName)
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the operator names the folder
	if err != nil {
		return nil, err
	}
	if err := file.Close(); err != nil {
		return nil, err
	}
	s := &Store{
		readers: readers,
		jobs:    make(chan *job, queueLength), closing: make(chan struct{}), stopped: make(chan struct{}),
		wake: make(chan struct{}, 1), tables: map[string]*table{},
	}
	// WAL with synchronous FULL syncs the log before each commit returns.
	if s.writing, err = connect(path, 1, "_txlock=immediate", "journal_mode(WAL)", "synchronous(FULL)", "cache_size(-16000)", "analysis_limit(400)", "journal_size_limit(67108864)"); err != nil {
		return nil, err
	}
	if err := errors.Join(s.check(ctx), s.prepare(ctx)); err != nil {
		return nil, errors.Join(err, s.writing.Close())
	}
	if s.reading, err = connect(path, readers, "", "query_only(1)", "cache_size(-8000)"); err != nil {
		return nil, errors.Join(err, s.writing.Close())
	}
	s.queries = newStatements(s.reading)
	return s, nil
}

func connect(path string, connections int, setting string, pragmas ...string) (*sql.DB, error) {
	query := setting + "&_pragma=busy_timeout(10000)&_pragma=foreign_keys(0)&_pragma=temp_store(2)"
	for _, p := range pragmas {
		query += "&_pragma=" + p
	}
	name := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: query}
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

func (s *Store) prepare(ctx context.Context) error {
	_, err := s.writing.ExecContext(ctx, `
		CREATE TABLE IF NOT EXISTS declarations (collection TEXT PRIMARY KEY, declaration TEXT NOT NULL) WITHOUT ROWID;
		CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, event BLOB NOT NULL);
		CREATE INDEX IF NOT EXISTS outbox_id ON outbox (id);`)
	return err
}

// Ready tells whether the database answers.
func (s *Store) Ready(ctx context.Context) error {
	select {
	case <-s.closing:
		return store.ErrClosed
	default:
		return s.reading.PingContext(ctx)
	}
}

// Close commits what is queued and lets the folder go. It may be called twice.
func (s *Store) Close() error {
	var err error
	s.close.Do(func() {
		close(s.closing)
		<-s.stopped
		s.queries.close()
		err = errors.Join(s.reading.Close(), s.writing.Close(), s.lock.Close())
	})
	return err
}
