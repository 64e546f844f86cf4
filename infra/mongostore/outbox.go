package mongostore

import (
	"context"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"

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

// Pending returns the oldest events of all collections.
func (s *Store) Pending(ctx context.Context, limit int) ([]store.Event, error) {
	limit = min(max(limit, 1), store.MaxLimit)
	var all []store.Event
	for _, t := range s.all() {
		events, err := t.pending(ctx, limit)
		if err != nil {
			return nil, doing(err, "pending events of %s", t.Name)
		}
		all = append(all, events...)
	}
	slices.SortStableFunc(all, func(a, b store.Event) int { return a.At.Compare(b.At) })
	return all[:min(limit, len(all))], nil
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

// Forget removes events from the documents that hold them.
func (s *Store) Forget(ctx context.Context, ids ...string) error {
	for chunk := range slices.Chunk(ids, store.MaxIn) {
		for _, t := range s.all() {
			if err := t.forget(ctx, chunk); err != nil {
				return doing(err, "forget events of %s", t.Name)
			}
		}
	}
	return nil
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
