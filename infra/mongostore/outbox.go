package mongostore

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"

	"golang.org/x/sync/errgroup"

	"splot/app/store"
)

// waiting is what the outbox of a document is read as. Events stay raw too, for they are removed by
// their exact value.
type waiting struct {
	ID     string     `bson:"_id"`
	Outbox []bson.Raw `bson:"_outbox"`
}

// long ago: a comparison with a time leaves out documents in which nothing waits.
var longAgo = time.UnixMilli(-1 << 50).UTC()

func pending() bson.E {
	return bson.E{Key: pendingName, Value: bson.D{{Key: "$gt", Value: longAgo}}}
}

// outboxesAtOnce is how many collections are asked at the same time: a look at all of them is to cost a few round trips,
// and to leave connections for people.
const outboxesAtOnce = 8

// written is where this process put events. It is safe for concurrent use.
type written struct {
	mu     sync.Mutex
	dirty  map[string]bool   // by collection
	origin map[string]string // of the events that the last look returned, for Forget
}

func (w *written) mark(collection string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.dirty[collection] = true
}

// take empties the list of tables.
func (w *written) take() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	list := slices.Collect(maps.Keys(w.dirty))
	clear(w.dirty)
	return list
}

// Pending returns the oldest events of all collections.
func (s *Store) Pending(ctx context.Context, limit int) ([]store.Event, error) {
	return s.gather(ctx, s.all(), limit)
}

// Written returns the oldest events of the collections that this process put events into.
func (s *Store) Written(ctx context.Context, limit int) ([]store.Event, error) {
	names := s.written.take()
	tables := slices.DeleteFunc(s.all(), func(t *table) bool { return !slices.Contains(names, t.Name) })
	events, err := s.gather(ctx, tables, limit)
	if err != nil || len(events) >= limit { // there may be more
		for _, name := range names {
			s.written.mark(name)
		}
	}
	return events, err
}

func (s *Store) gather(ctx context.Context, tables []*table, limit int) ([]store.Event, error) {
	limit = min(max(limit, 1), store.MaxLimit)
	found := make([][]store.Event, len(tables))
	err := side(ctx, tables, func(ctx context.Context, i int, t *table) (err error) {
		found[i], err = t.pending(ctx, limit)
		return doing(err, "pending events of %s", t.Name)
	})
	if err != nil {
		return nil, err
	}
	origin := map[string]string{}
	for i, events := range found {
		for _, e := range events {
			origin[e.ID] = tables[i].Name
		}
	}
	s.written.mu.Lock()
	s.written.origin = origin
	s.written.mu.Unlock()
	all := slices.Concat(found...)
	slices.SortStableFunc(all, func(a, b store.Event) int { return a.At.Compare(b.At) })
	return all[:min(limit, len(all))], nil
}

// side asks tables side by side.
func side(ctx context.Context, tables []*table, ask func(ctx context.Context, i int, t *table) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(outboxesAtOnce)
	for i, t := range tables {
		group.Go(func() error { return ask(ctx, i, t) })
	}
	return group.Wait()
}

func (t *table) pending(ctx context.Context, limit int) ([]store.Event, error) {
	docs, err := t.waiting(ctx, bson.D{pending()}, limit)
	if err != nil {
		return nil, err
	}
	var events []store.Event
	var empty []string
	for _, d := range docs {
		if len(d.Outbox) == 0 { // its events were removed by a Forget that did not finish
			empty = append(empty, d.ID)
		}
		for _, raw := range d.Outbox {
			var e store.Event
			if err := bson.Unmarshal(raw, &e); err != nil {
				return nil, fmt.Errorf("decode event: %w", err)
			}
			events = append(events, e)
		}
	}
	return events, t.tidy(ctx, empty)
}

func (t *table) waiting(ctx context.Context, filter bson.D, limit int) ([]waiting, error) {
	// What a majority has, for an event that is rolled back with its write must not have been told of.
	durable := t.docs.Clone(options.Collection().SetReadConcern(readconcern.Majority()))
	cursor, err := durable.Find(ctx, filter, options.Find().SetProjection(bson.D{{Key: outboxName, Value: 1}}).
		SetSort(bson.D{{Key: pendingName, Value: 1}}).SetLimit(int64(limit)))
	if err != nil {
		return nil, err
	}
	var docs []waiting
	err = cursor.All(ctx, &docs)
	return docs, err
}

// Forget removes events from the documents that hold them: in the collections that they were read from or, of others, in
// all.
func (s *Store) Forget(ctx context.Context, ids ...string) error {
	all := s.all()
	for chunk := range slices.Chunk(ids, store.MaxIn) {
		known, unknown := s.written.where(chunk)
		err := side(ctx, all, func(ctx context.Context, _ int, t *table) error {
			if mine := slices.Concat(known[t.Name], unknown); len(mine) > 0 {
				return doing(t.forget(ctx, mine), "forget events of %s", t.Name)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// where says from which collections events were read.
func (w *written) where(ids []string) (known map[string][]string, unknown []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	known = map[string][]string{}
	for _, id := range ids {
		if t, ok := w.origin[id]; ok {
			known[t] = append(known[t], id)
		} else {
			unknown = append(unknown, id)
		}
	}
	return known, unknown
}

func (t *table) forget(ctx context.Context, ids []string) error {
	docs, err := t.waiting(ctx, bson.D{pending(), {Key: outboxName + ".id", Value: bson.D{{Key: "$in", Value: ids}}}}, 0)
	if err != nil || len(docs) == 0 {
		return err
	}
	unwanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		unwanted[id] = true
	}
	var changes []mongo.WriteModel
	var touched []string
	for _, d := range docs {
		var gone []bson.Raw
		for _, raw := range d.Outbox {
			if id, ok := raw.Lookup("id").StringValueOK(); ok && unwanted[id] {
				gone = append(gone, raw)
			}
		}
		changes = append(changes, mongo.NewUpdateOneModel().SetFilter(bson.D{byID(d.ID)}).
			SetUpdate(bson.D{{Key: "$pullAll", Value: bson.D{{Key: outboxName, Value: gone}}}}))
		touched = append(touched, d.ID)
	}
	if _, err := t.docs.BulkWrite(ctx, changes, options.BulkWrite().SetOrdered(false)); err != nil {
		return err
	}
	return t.tidy(ctx, touched)
}

// tidy takes the marks from documents in which no event waits, and removes such tombstones. Both look
// at the document as it is at that moment, so that an event that came meanwhile stays.
func (t *table) tidy(ctx context.Context, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	empty := bson.D{{Key: idName, Value: bson.D{{Key: "$in", Value: ids}}}, {Key: outboxName + ".0", Value: bson.D{{Key: "$exists", Value: false}}}}
	if _, err := t.docs.DeleteMany(ctx, append(slices.Clip(empty), bson.E{Key: versionName, Value: bson.D{{Key: "$exists", Value: false}}})); err != nil {
		return err
	}
	_, err := t.docs.UpdateMany(ctx, empty, bson.D{{Key: "$unset", Value: bson.D{{Key: outboxName, Value: ""}, {Key: pendingName, Value: ""}}}})
	return err
}
