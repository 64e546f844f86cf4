package sqlitestore_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"splot/app/store"
	"splot/infra/sqlitestore"
)

func TestSecondOpenIsRefused(t *testing.T) {
	dir := t.TempDir()
	first, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	_, err = sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: dir})
	if err == nil || !strings.Contains(err.Error(), "in use") || !strings.Contains(err.Error(), dir) {
		t.Errorf("second open: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
}

func TestOnlyTheOwnerReads(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "data")
	insertBatch(t, ensured(t, dir), 0, 1)
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Stat(path)
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %s", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Any folder name will do, also one that means something in a URI.
func TestFolderNames(t *testing.T) {
	for _, name := range []string{"with space", "a?b=c&d", "50%41", "łódź", "#", "'"} {
		dir := filepath.Join(t.TempDir(), name)
		s := ensured(t, dir)
		insertBatch(t, s, 0, 1)
		if _, err := os.Stat(filepath.Join(dir, sqlitestore.FileName+"-wal")); err != nil {
			t.Errorf("%q: the database is elsewhere: %v", name, err)
		}
	}
}

func TestReopenKeepsDocumentsAndEvents(t *testing.T) {
	dir := t.TempDir()
	first := ensured(t, dir)
	insertBatch(t, first, 0, 10)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := ensured(t, dir)
	n, err := second.Count(t.Context(), entries, store.Query{})
	if err != nil || n != 10 {
		t.Errorf("%d documents: %v", n, err)
	}
	events, err := second.Pending(t.Context(), 100)
	if err != nil || len(events) != 10 {
		t.Errorf("%d events: %v", len(events), err)
	}
}

func TestClosed(t *testing.T) {
	s := ensured(t, t.TempDir())
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.One(s.Write(t.Context(), entryWrite(t, s, 1))); !errors.Is(err, store.ErrClosed) {
		t.Errorf("write: %v", err)
	}
	if _, err := s.Get(t.Context(), entries, "x"); !errors.Is(err, store.ErrClosed) {
		t.Errorf("get: %v", err)
	}
	if err := s.Ready(t.Context()); !errors.Is(err, store.ErrClosed) {
		t.Errorf("ready: %v", err)
	}
}

// Close writes what was queued: every write that did not fail is there afterwards, and no other.
func TestCloseUnderLoad(t *testing.T) {
	dir := t.TempDir()
	s := ensured(t, dir)
	var stored atomic.Int64
	var writers sync.WaitGroup
	started := make(chan struct{}, 16)
	for w := range 16 {
		writers.Go(func() {
			for i := 0; ; i++ {
				err := store.One(s.Write(context.Background(), entryWrite(t, s, w*1_000_000+i)))
				if errors.Is(err, store.ErrClosed) {
					return
				}
				if err != nil {
					t.Errorf("write: %v", err)
					return
				}
				if stored.Add(1); i == 3 {
					started <- struct{}{}
				}
			}
		})
	}
	<-started
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	writers.Wait()
	n, err := ensured(t, dir).Count(t.Context(), entries, store.Query{})
	if err != nil || n != stored.Load() {
		t.Errorf("%d documents after %d acknowledged writes: %v", n, stored.Load(), err)
	}
}

// A caller that gives up while it waits breaks nobody's commit.
func TestCallersThatGiveUp(t *testing.T) {
	s := ensured(t, t.TempDir())
	var stored atomic.Int64
	var writers sync.WaitGroup
	for w := range 8 {
		writers.Go(func() {
			for i := range 50 {
				ctx, cancel := context.WithCancel(t.Context())
				if (w+i)%2 == 0 {
					go cancel()
				}
				err := store.One(s.Write(ctx, entryWrite(t, s, w*1000+i)))
				cancel()
				switch {
				case err == nil:
					stored.Add(1)
				case !errors.Is(err, context.Canceled):
					t.Errorf("write: %v", err)
				}
			}
		})
	}
	writers.Wait()
	n, err := s.Count(t.Context(), entries, store.Query{})
	if err != nil || n != stored.Load() {
		t.Errorf("%d documents after %d acknowledged writes: %v", n, stored.Load(), err)
	}
}

func TestUnusableFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: file}); err == nil {
		t.Error("a file was taken for a folder")
	}
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, sqlitestore.FileName), []byte(fmt.Sprintf("%4096s", "no database")), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: broken}); err == nil {
		t.Error("a broken database was opened")
	}
	if _, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: broken}); err != nil && strings.Contains(err.Error(), "in use") {
		t.Errorf("a failed open keeps the lock: %v", err)
	}
}
