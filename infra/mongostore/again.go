package mongostore

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"splot/app/store"
)

const (
	conflictTries = 6 // of a write that meets others of its document
	conflictWait  = 5 * time.Millisecond
)

// again makes one write until its outcome is known: once more after a cut connection, and a few times when it met another
// write. MongoDB's driver repeats a write that was cut off by itself, on a replica set; a plain server has no such thing,
// and others of its protocol carry the repeated one out again. Both then meet the write's own first half: every change
// leaves its mark in the document (markName), by which it knows itself.
func (t *table) again(ctx context.Context, once func(ctx context.Context) error) (wasCut bool, err error) {
	for try := 1; ; try++ {
		err = once(ctx)
		switch {
		case cut(err) && !wasCut && ctx.Err() == nil:
			wasCut = true
		case hasCode(err, writeConflict) && try < conflictTries:
			if pause(ctx, rand.N(conflictWait<<try)) != nil { //nolint:gosec // spreads load, hides nothing
				return wasCut, err
			}
		default:
			return wasCut, err
		}
	}
}

// marked tells whether a document bears the mark of a write: it was applied, whatever was heard of it.
func (t *table) marked(ctx context.Context, id, mark string) (bool, error) {
	filter := bson.D{byID(id), {Key: markName, Value: bson.D{{Key: "$eq", Value: mark}}}}
	err := t.docs.FindOne(ctx, filter, options.FindOne().SetProjection(bson.D{{Key: idName, Value: 1}})).Err()
	if errors.Is(err, mongo.ErrNoDocuments) {
		return false, nil
	}
	return err == nil, err
}

// one inserts a single document, as often as it takes.
func (t *table) one(ctx context.Context, w store.Write, doc bson.D, mark string) error {
	_, err := t.again(ctx, func(ctx context.Context) error {
		_, err := t.docs.InsertOne(ctx, doc)
		return err
	})
	if err == nil {
		return nil
	}
	return t.refused(ctx, w, mark, err)
}

// refused is the outcome of an insert that the server refused: its own first half was there, a tombstone gives way, or
// it clashes.
func (t *table) refused(ctx context.Context, w store.Write, mark string, err error) error {
	clash := t.clash(ctx, w, err)
	if !errors.Is(clash, store.ErrDuplicate) {
		return clash
	}
	if own, err := t.marked(ctx, w.ID, mark); own || err != nil {
		return doing(err, "write %s %s", t.Name, w.ID)
	}
	return t.revive(ctx, w, mark, clash)
}
