package ferrettest_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"splot/app/store"
	"splot/app/store/storetest"
	"splot/infra/mongostore"
	"splot/infra/mongostore/ferrettest/ferret"
)

// TestUpgrade starts nodes of a newer declaration, three at once, while one of the former serves, writes, and tries a key
// that is taken; then an older one starts again. Ten times: every node starts, no duplicate is accepted, and the indexes
// of neither are dropped to and fro.
func TestUpgrade(t *testing.T) {
	uri := ferret.Start(t)
	for round := range 10 {
		t.Run(fmt.Sprint(round), func(t *testing.T) { upgrade(t, uri, fmt.Sprint("upgrade", round)) })
	}
}

func upgrade(t *testing.T, uri, database string) {
	former := connect(t, uri, database)
	fine(t, former.Ensure(t.Context(), storetest.Former))
	set := store.Set[storetest.Upgraded]{Store: former, Collection: storetest.Former}
	fine(t, set.Insert(t.Context(), "first", storetest.Upgraded{Key: "taken"}))
	ctx, stop := context.WithCancel(t.Context())
	var pressing, starting sync.WaitGroup
	stored := 0
	pressing.Go(func() { stored = storetest.Press(ctx, t, former, "former") })
	newer := make([]*mongostore.Store, 3)
	for i := range newer {
		newer[i] = connect(t, uri, database)
		starting.Go(func() {
			if err := newer[i].Ensure(t.Context(), storetest.Newer); err != nil {
				t.Errorf("newer node %d: %v", i, err)
			}
		})
	}
	starting.Wait()
	before := indexes(t, uri, database)
	again := connect(t, uri, database)
	if err := again.Ensure(t.Context(), storetest.Former); err != nil {
		t.Errorf("older node that starts again: %v", err)
	}
	if after := indexes(t, uri, database); !slices.Equal(before, after) {
		t.Errorf("an older node turned indexes %v into %v", before, after)
	}
	stop()
	pressing.Wait()
	n, err := newer[0].Count(t.Context(), storetest.Newer, store.Query{Where: []store.Condition{{Field: "rank", Min: 0}}})
	if err != nil || n != int64(stored+1) {
		t.Errorf("%d documents of %d: %v", n, stored+1, err)
	}
	newKey(t, newer[1])
}

// newKey holds the newer declaration's own unique key.
func newKey(t *testing.T, s store.Store) {
	t.Helper()
	set := store.Set[storetest.Upgraded]{Store: s, Collection: storetest.Newer}
	code := "c"
	fine(t, set.Insert(t.Context(), "coded", storetest.Upgraded{Key: "coded", Code: &code}))
	if err := set.Insert(t.Context(), "coded too", storetest.Upgraded{Key: "coded too", Code: &code}); !errors.Is(err, store.ErrDuplicate) {
		t.Errorf("the new unique key: %v", err)
	}
}

func connect(t *testing.T, uri, database string) *mongostore.Store {
	t.Helper()
	s, err := mongostore.Open(t.Context(), mongostore.Options{URI: uri, Database: database})
	fine(t, err)
	t.Cleanup(func() { fine(t, s.Close()) })
	return s
}

func fine(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// indexes are the names of the upgraded collection's indexes.
func indexes(t *testing.T, uri, database string) []string {
	t.Helper()
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	fine(t, err)
	defer func() { fine(t, client.Disconnect(context.WithoutCancel(t.Context()))) }()
	cursor, err := client.Database(database).Collection(storetest.Former.Name).Indexes().List(t.Context())
	fine(t, err)
	var list []bson.M
	fine(t, cursor.All(t.Context(), &list))
	names := make([]string, len(list))
	for i, index := range list {
		names[i], _ = index["name"].(string)
	}
	slices.Sort(names)
	return names
}

// TestAlone lets four nodes change one number, each in its turn only: nobody sees another one's half.
func TestAlone(t *testing.T) {
	uri := ferret.Start(t)
	var inside, turns atomic.Int32
	var group sync.WaitGroup
	for i := range 4 {
		s := connect(t, uri, "alone")
		group.Go(func() {
			for range 5 {
				if err := s.Alone(t.Context(), func(ctx context.Context) error {
					if inside.Add(1) != 1 {
						t.Errorf("node %d is not alone", i)
					}
					defer inside.Add(-1)
					turns.Add(1)
					return s.Ensure(ctx, notes) // a step of some length that takes no other turn
				}); err != nil {
					t.Errorf("node %d: %v", i, err)
				}
			}
		})
	}
	group.Wait()
	if turns.Load() != 20 {
		t.Errorf("%d turns", turns.Load())
	}
}

// TestSurplusGoes drops an index that nobody has declared for longer than an upgrade takes, and leaves the record of
// releases that dropped everything when they found it changed.
func TestSurplusGoes(t *testing.T) {
	uri := ferret.Start(t)
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	fine(t, err)
	defer func() { fine(t, client.Disconnect(context.WithoutCancel(t.Context()))) }()
	records := client.Database("surplus").Collection("declarations")
	old := bson.M{"_id": storetest.Former.Name, "text": `{"Name":"upgraded"}`}
	_, err = records.InsertOne(t.Context(), old)
	fine(t, err)

	s := connect(t, uri, "surplus")
	fine(t, s.Ensure(t.Context(), storetest.Former))
	fine(t, s.Ensure(t.Context(), storetest.Newer))
	if got := indexes(t, uri, "surplus"); !slices.Contains(got, "name") {
		t.Errorf("dropped at once: %v", got)
	}
	_, err = records.UpdateOne(t.Context(), bson.M{"_id": "2/" + storetest.Former.Name},
		bson.M{"$set": bson.M{"surplus.name": time.Now().Add(-8 * 24 * time.Hour)}})
	fine(t, err)
	fine(t, s.Ensure(t.Context(), storetest.Newer))
	if got := indexes(t, uri, "surplus"); slices.Contains(got, "name") || !slices.Contains(got, "changing") {
		t.Errorf("after eight days: %v", got)
	}
	var kept bson.M
	fine(t, records.FindOne(t.Context(), bson.M{"_id": storetest.Former.Name}).Decode(&kept))
	if kept["text"] != old["text"] {
		t.Errorf("the older releases' record became %v", kept)
	}
}
