package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"splot/app/store"
)

// side runs f at the same time from several callers.
func side(n int, f func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { f(i) })
	}
	all.Wait()
}

func oneWinner(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "start"})
	for round := range 20 {
		d, err := b.things().Get(b.ctx, "a")
		b.must(t, err)
		var won atomic.Int32
		side(8, func(i int) {
			mine := d
			mine.Value.Name = fmt.Sprint(round, "by", i)
			switch _, err := b.things().Replace(b.ctx, mine, event(mine.Value.Name)); {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, store.ErrStale):
				t.Errorf("loser: %v", err)
			}
		})
		if won.Load() != 1 {
			t.Fatalf("round %d has %d winners", round, won.Load())
		}
	}
	if got := b.pending(t); len(got) != 20 {
		t.Errorf("%d events of 20 winners", len(got))
	}
}

func increments(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Rank: ptr(int64(0))})
	const callers, each = 6, 15
	side(callers, func(int) {
		for range each {
			if err := increment(b); err != nil {
				t.Errorf("increment: %v", err)
				return
			}
		}
	})
	d, err := b.things().Get(b.ctx, "a")
	b.must(t, err)
	if *d.Value.Rank != callers*each || d.Version != callers*each+1 {
		t.Errorf("rank %d at version %d", *d.Value.Rank, d.Version)
	}
}

func increment(b *bench) error {
	for {
		d, err := b.things().Get(b.ctx, "a")
		if err != nil {
			return err
		}
		*d.Value.Rank++
		if _, err = b.things().Replace(b.ctx, d); !errors.Is(err, store.ErrStale) {
			return err
		}
	}
}

func oneHolder(t *testing.T, b *bench) {
	for round := range 10 {
		var won atomic.Int32
		side(8, func(i int) {
			err := b.things().Insert(b.ctx, fmt.Sprint(round, "-", i), thing{Serial: ptr(fmt.Sprint("s", round))})
			switch {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, store.ErrDuplicate):
				t.Errorf("loser: %v", err)
			}
		})
		if won.Load() != 1 {
			t.Fatalf("round %d: %d hold one key", round, won.Load())
		}
	}
}

func cancelled(t *testing.T, b *bench) {
	b.insert(t, "a", thing{Name: "x"})
	ctx, cancel := context.WithCancel(b.ctx)
	cancel()
	if err := b.things().Insert(ctx, "b", thing{}, event("e")); !errors.Is(err, context.Canceled) {
		t.Errorf("insert: %v", err)
	}
	if _, err := b.things().Get(ctx, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("get: %v", err)
	}
	if _, _, err := b.Find(ctx, things, store.Query{}); !errors.Is(err, context.Canceled) {
		t.Errorf("find: %v", err)
	}
	if _, err := b.Count(ctx, things, store.Query{}); !errors.Is(err, context.Canceled) {
		t.Errorf("count: %v", err)
	}
	same(t, b.all(t, store.Query{}), "a")
	same(t, b.pending(t))
	b.must(t, b.Ready(b.ctx))
}
