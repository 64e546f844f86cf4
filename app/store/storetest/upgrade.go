package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"splot/app/store"
)

// Two declarations of one kind of document, as a release and the next have them: an index goes, another comes, a third
// changes under its name, a unique key comes, and one unique key stays.
var (
	// Former is the declaration of the former release.
	Former = &store.Collection{
		Name:   "upgraded",
		Fields: []store.Field{{Name: "key", Type: store.String}, {Name: "name", Type: store.String}, {Name: "rank", Type: store.Int}},
		Indexes: []store.Index{
			{Name: "key", Fields: []string{"key"}, Unique: true},
			{Name: "name", Fields: []string{"name"}},
			{Name: "changing", Fields: []string{"rank"}},
		},
	}
	// Newer is the declaration of the release after it.
	Newer = &store.Collection{
		Name:   Former.Name,
		Fields: append(slices.Clone(Former.Fields), store.Field{Name: "code", Type: store.String}),
		Indexes: []store.Index{
			{Name: "key", Fields: []string{"key"}, Unique: true},
			{Name: "changing", Fields: []string{"name", "rank"}},
			{Name: "rank", Fields: []string{"rank"}},
			{Name: "code", Fields: []string{"code"}, Unique: true, Sparse: true},
		},
	}
)

// Upgraded is a document of both declarations.
type Upgraded struct {
	Key  string  `bson:"key"`
	Name string  `bson:"name"`
	Rank int64   `bson:"rank"`
	Code *string `bson:"code,omitempty"`
}

// Press writes through a store, as a node of the former release that serves, until ctx ends: documents with keys of
// their own, and again and again a key that is taken. It reports what should not be, and returns how many keys of its
// own it has stored.
func Press(ctx context.Context, t *testing.T, s store.Store, node string) (stored int) {
	t.Helper()
	set := store.Set[Upgraded]{Store: s, Collection: Former}
	work := context.WithoutCancel(ctx)
	for i := 0; ctx.Err() == nil; i++ {
		id := fmt.Sprintf("%s-%05d", node, i)
		switch err := set.Insert(work, id+"-taken", Upgraded{Key: "taken"}); {
		case err == nil:
			t.Errorf("%s: a taken key was accepted", id)
			return stored
		case !errors.Is(err, store.ErrDuplicate):
			t.Errorf("%s: a taken key: %v", id, err)
		}
		if err := set.Insert(work, id, Upgraded{Key: id, Name: node, Rank: int64(i)}); err != nil {
			t.Errorf("%s: a key of its own: %v", id, err)
			continue
		}
		stored++
	}
	return stored
}

// ensureWhileWriting upgrades and goes back, ten times, while writers go on.
func ensureWhileWriting(t *testing.T, b *bench) {
	b.must(t, b.Ensure(b.ctx, Former))
	set := store.Set[Upgraded]{Store: b, Collection: Former}
	b.must(t, set.Insert(b.ctx, "first", Upgraded{Key: "taken"}))
	ctx, stop := context.WithCancel(b.ctx)
	var writers sync.WaitGroup
	counts := make([]int, 2)
	for i := range counts {
		writers.Go(func() { counts[i] = Press(ctx, t, b, fmt.Sprint("writer", i)) })
	}
	for round := range 10 {
		if err := b.Ensure(b.ctx, []*store.Collection{Newer, Former}[round%2]); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
	}
	b.must(t, b.Ensure(b.ctx, Newer))
	stop()
	writers.Wait()
	found, err := b.Count(b.ctx, Newer, store.Query{Where: []store.Condition{{Field: "rank", Min: 0}}})
	b.must(t, err)
	if want := int64(counts[0] + counts[1] + 1); found != want {
		t.Errorf("%d documents by the new index, want %d", found, want)
	}
}

// uniqueIndexChanged refuses what two releases at once could not both hold true.
func uniqueIndexChanged(t *testing.T, b *bench) {
	b.must(t, b.Ensure(b.ctx, Former))
	other := &store.Collection{Name: Former.Name, Fields: Former.Fields, Indexes: []store.Index{{Name: "key", Fields: []string{"name", "key"}, Unique: true}}}
	if b.Ensure(b.ctx, other) == nil {
		t.Error("a unique index took other fields under its name")
	}
}

// alone is one after the other, inside itself at once, and over when its work fails.
func alone(t *testing.T, b *bench) {
	failed := errors.New("failed")
	if err := b.Alone(b.ctx, func(context.Context) error { return failed }); !errors.Is(err, failed) {
		t.Errorf("the work's error: %v", err)
	}
	err := b.Alone(b.ctx, func(ctx context.Context) error {
		return b.Alone(ctx, func(ctx context.Context) error { return b.Ensure(ctx, Former) })
	})
	b.must(t, err)
}
