package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"splot/app/store"
	"splot/infra/sqlitestore"
)

// full is a store on a full disk: it answers a ping and reads, and writes nothing.
type full struct {
	store.Store
	full  bool
	wrote int
}

func (f *full) Write(ctx context.Context, writes ...store.Write) ([]error, error) {
	if f.full {
		return nil, errors.New("database or disk is full")
	}
	f.wrote++
	return f.Store.Write(ctx, writes...)
}

// TestProbe: a store that cannot be written is not ready, though it answers, and is again as soon as it can.
func TestProbe(t *testing.T) {
	db, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Ensure(t.Context(), store.Probes); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	disk := &full{Store: db}
	probe := store.NewProbe(disk, func() time.Time { return now })
	for i, isFull := range []bool{false, false, true, true, false} {
		disk.full, now = isFull, now.Add(time.Minute)
		if err := probe.Check(t.Context()); (err != nil) != isFull {
			t.Errorf("%d: full is %v, and the probe says %v", i, isFull, err)
		}
		if err := disk.Ready(t.Context()); err != nil {
			t.Errorf("the store does not answer: %v", err)
		}
	}
	before := disk.wrote
	for range 50 {
		if err := probe.Check(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if disk.wrote != before {
		t.Errorf("%d writes within a moment", disk.wrote-before)
	}
}
