package ferrettest_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app"
	"splot/app/feed"
	"splot/app/store"
	"splot/infra/mongostore"
	"splot/infra/mongostore/ferrettest/ferret"
)

type told struct {
	Cause string `bson:"cause"`
	Node  int    `bson:"node"`
}

var (
	notes   = &store.Collection{Name: "notes"}
	tellers = &store.Collection{
		Name:    "told",
		Fields:  []store.Field{{Name: "cause", Type: store.String}, {Name: "node", Type: store.Int}},
		Indexes: []store.Index{{Name: "cause", Fields: []string{"cause"}, Unique: true}},
	}
)

// Two nodes share one store. Each event is told of once, whichever node wrote it, also by the node
// that is left when the other stops in the middle.
func TestTwoFeeds(t *testing.T) {
	uri := ferret.Start(t)
	var nodes [2]*mongostore.Store
	var feeds [2]*feed.Feed
	var stop [2]func()
	for i := range nodes {
		nodes[i], feeds[i], stop[i] = feedNode(t, uri, i)
	}
	const total = 60
	for i := range total {
		writeNote(t, nodes[i%2], i)
		if i == total/2 {
			stop[0]()
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	if err := feeds[1].Drain(ctx); err != nil {
		stats, _ := feeds[1].Stats(t.Context())
		waiting, _ := nodes[1].Pending(t.Context(), 100)
		t.Fatalf("%v; %+v; %d events wait", err, stats, len(waiting))
	}
	stop[1]()
	counts, err := nodes[0].CountBy(t.Context(), tellers, store.Query{}, "cause")
	if err != nil {
		t.Fatal(err)
	}
	if len(counts) != total {
		t.Errorf("%d events of %d were told of", len(counts), total)
	}
	if n, err := nodes[0].Count(t.Context(), tellers, store.Query{}); err != nil || n != total {
		t.Errorf("%d notifications of %d events: %v", n, total, err)
	}
	if stats, err := feeds[1].Stats(t.Context()); err != nil || stats.Pending != 0 || stats.Parked != 0 {
		t.Errorf("stats %+v %v", stats, err)
	}
}

func feedNode(t *testing.T, uri string, number int) (*mongostore.Store, *feed.Feed, func()) {
	t.Helper()
	s, err := mongostore.Open(t.Context(), mongostore.Options{URI: uri, Database: "feeds"})
	if err != nil {
		t.Fatal(err)
	}
	// Two nodes at once may make the same index, which MongoDB takes calmly and FerretDB does not.
	if err := s.Ensure(t.Context(), notes, tellers, feed.Collection); err != nil {
		t.Fatal(err)
	}
	f := feed.New(feed.Options{Store: s, Now: app.Now, Log: slog.New(slog.DiscardHandler)})
	set := store.Set[told]{Store: s, Collection: tellers}
	f.Register(feed.Handler{Name: "tell", Topics: []string{"noted"}, Concurrency: 2, Handle: func(ctx context.Context, e store.Event) error {
		err := set.Insert(ctx, fmt.Sprint(e.ID, "-", number), told{Cause: e.ID, Node: number})
		if errors.Is(err, store.ErrDuplicate) {
			return nil
		}
		return err
	}})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- f.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s, f, func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("node %d: %v", number, err)
		}
	}
}

func writeNote(t *testing.T, s *mongostore.Store, i int) {
	t.Helper()
	body, err := bson.Marshal(bson.D{{Key: "n", Value: i}})
	if err != nil {
		t.Fatal(err)
	}
	id := fmt.Sprintf("n%04d", i)
	w := store.Write{
		Kind: store.Insert, Collection: notes, ID: id, Body: body,
		Events: []store.Event{{ID: "e-" + id, Topic: "noted", Key: id, At: app.Now()}},
	}
	if err := store.One(s.Write(t.Context(), w)); err != nil {
		t.Fatal(err)
	}
}
