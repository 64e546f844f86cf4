package mongostore

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"golang.org/x/sync/errgroup"

	"splot/app/store"
)

// parallelWrites is how many commands of one Write call are under way at the same time.
const parallelWrites = 16

// Write applies each write as one atomic update; see store.Store. Inserts into one collection travel
// together.
func (s *Store) Write(ctx context.Context, writes ...store.Write) ([]error, error) {
	if err := store.AcceptBatch(writes); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("write: %w", err)
	}
	results := make([]error, len(writes))
	inserts := map[*table][]int{}
	var group errgroup.Group
	group.SetLimit(parallelWrites)
	for i, w := range writes {
		t, err := s.table(w.Collection)
		if err == nil {
			err = w.Accept()
		}
		switch {
		case err != nil:
			results[i] = err
		case w.New():
			inserts[t] = append(inserts[t], i)
		default:
			group.Go(func() error { results[i] = t.change(ctx, w); return nil })
		}
	}
	for t, list := range inserts {
		group.Go(func() error { t.insert(ctx, writes, list, results); return nil })
	}
	_ = group.Wait() // each has its own result
	s.woken(writes, results)
	return results, nil
}

// woken notes where events are now, also those of a write whose outcome was not heard of, and wakes the relay.
func (s *Store) woken(writes []store.Write, results []error) {
	for _, w := range writes {
		if len(w.Events) > 0 {
			s.written.mark(w.Collection.Name)
		}
	}
	for i, w := range writes {
		if results[i] == nil && len(w.Events) > 0 {
			select {
			case s.wake <- struct{}{}:
			default:
			}
			return
		}
	}
}

// insert inserts the listed writes with one command.
func (t *table) insert(ctx context.Context, writes []store.Write, list []int, results []error) {
	docs := make([]any, 0, len(list))
	sent := make([]int, 0, len(list))
	marks := make([]string, 0, len(list))
	for _, i := range list {
		mark := rand.Text()
		doc, err := t.document(writes[i], mark)
		if err != nil {
			results[i] = err
			continue
		}
		docs, sent, marks = append(docs, doc), append(sent, i), append(marks, mark)
	}
	if len(docs) == 0 {
		return
	}
	_, err := t.docs.InsertMany(ctx, docs, options.InsertMany().SetOrdered(false))
	var partly mongo.BulkWriteException
	if errors.As(err, &partly) && partly.WriteConcernError == nil {
		for _, failure := range partly.WriteErrors {
			at, refused := failure.Index, mongo.WriteException{WriteErrors: mongo.WriteErrors{failure.WriteError}}
			i := sent[at]
			if refused.HasErrorCode(writeConflict) {
				results[i] = t.one(ctx, writes[i], docs[at].(bson.D), marks[at])
			} else {
				results[i] = t.refused(ctx, writes[i], marks[at], refused)
			}
		}
		return
	}
	for at, i := range sent {
		switch {
		case err == nil:
		case cut(err) && ctx.Err() == nil: // which of them were applied is not known
			results[i] = t.one(ctx, writes[i], docs[at].(bson.D), marks[at])
		default:
			results[i] = doing(err, "insert %s %s", t.Name, writes[i].ID)
		}
	}
}

func (t *table) document(w store.Write, mark string) (bson.D, error) {
	keys, err := t.keys(w.Body)
	if err != nil {
		return nil, err
	}
	set, _ := keyUpdate(keys)
	doc := bson.D{{Key: idName, Value: w.ID}, {Key: versionName, Value: w.FirstVersion()}, {Key: bodyName, Value: w.Body}, {Key: markName, Value: mark}}
	doc = append(doc, set...)
	if len(w.Events) > 0 {
		doc = append(doc, bson.E{Key: outboxName, Value: w.Events}, bson.E{Key: pendingName, Value: oldest(w.Events)})
	}
	return doc, nil
}

// revive puts a new document in the place of a tombstone, if that is what the insert clashed with.
func (t *table) revive(ctx context.Context, w store.Write, mark string, clash error) error {
	var duplicate *store.DuplicateError
	if !errors.As(clash, &duplicate) || duplicate.Index != store.IDField {
		return clash
	}
	update, err := t.update(w, w.FirstVersion(), mark)
	if err != nil {
		return err
	}
	filter := bson.D{byID(w.ID), {Key: versionName, Value: bson.D{{Key: "$exists", Value: false}}}}
	return t.set(ctx, w, filter, update, mark, func() error { return clash })
}

// set changes the document that a filter selects. If there is none, the own mark tells that the change was made before,
// and otherwise missed tells why.
func (t *table) set(ctx context.Context, w store.Write, filter, update bson.D, mark string, missed func() error) error {
	var matched int64
	_, err := t.again(ctx, func(ctx context.Context) error {
		result, err := t.docs.UpdateOne(ctx, filter, update)
		if err == nil {
			matched = result.MatchedCount
		}
		return err
	})
	switch {
	case err != nil:
		return t.clash(ctx, w, err)
	case matched > 0:
		return nil
	}
	if own, err := t.marked(ctx, w.ID, mark); own || err != nil {
		return doing(err, "write %s %s", t.Name, w.ID)
	}
	return missed()
}

// change replaces or deletes.
func (t *table) change(ctx context.Context, w store.Write) error {
	if w.Kind == store.Delete {
		return t.delete(ctx, w)
	}
	mark := rand.Text()
	update, err := t.update(w, w.Version+1, mark)
	if err != nil {
		return err
	}
	return t.set(ctx, w, t.exactly(w), update, mark, func() error { return t.missed(ctx, w) })
}

func (t *table) exactly(w store.Write) bson.D {
	return bson.D{byID(w.ID), {Key: versionName, Value: bson.D{{Key: "$eq", Value: w.Version}}}}
}

// update sets the body with its keys and adds the events to those that wait.
func (t *table) update(w store.Write, version int64, mark string) (bson.D, error) {
	keys, err := t.keys(w.Body)
	if err != nil {
		return nil, err
	}
	set, unset := keyUpdate(keys)
	set = append(set, bson.E{Key: versionName, Value: version}, bson.E{Key: bodyName, Value: w.Body}, bson.E{Key: markName, Value: mark})
	for _, name := range t.former {
		unset = append(unset, bson.E{Key: name, Value: ""})
	}
	update := bson.D{{Key: "$set", Value: set}}
	if len(unset) > 0 {
		update = append(update, bson.E{Key: "$unset", Value: unset})
	}
	return append(update, push(w.Events)...), nil
}

func push(events []store.Event) bson.D {
	if len(events) == 0 {
		return nil
	}
	return bson.D{
		{Key: "$push", Value: bson.D{{Key: outboxName, Value: bson.D{{Key: "$each", Value: events}}}}},
		{Key: "$min", Value: bson.D{{Key: pendingName, Value: oldest(events)}}},
	}
}

func oldest(events []store.Event) time.Time {
	at := events[0].At
	for _, e := range events {
		if e.At.Before(at) {
			at = e.At
		}
	}
	return at
}

// delete removes the document, or leaves a tombstone if events of it wait.
func (t *table) delete(ctx context.Context, w store.Write) error {
	if len(w.Events) == 0 {
		done, err := t.deleteQuietly(ctx, w)
		if done || err != nil {
			return err
		}
	}
	mark := rand.Text()
	unset := bson.D{{Key: versionName, Value: ""}, {Key: bodyName, Value: ""}}
	for _, index := range t.unique {
		unset = append(unset, bson.E{Key: uniqueName + index.Name, Value: ""})
	}
	for _, name := range t.former {
		unset = append(unset, bson.E{Key: name, Value: ""})
	}
	update := append(bson.D{{Key: "$unset", Value: unset}, {Key: "$set", Value: bson.D{{Key: markName, Value: mark}}}}, push(w.Events)...)
	if err := t.set(ctx, w, t.exactly(w), update, mark, func() error { return t.missed(ctx, w) }); err != nil {
		return err
	}
	if len(w.Events) == 0 { // its events may have been forgotten meanwhile; then nobody else removes it
		return doing(t.tidy(ctx, []string{w.ID}), "delete %s %s", t.Name, w.ID)
	}
	return nil
}

// deleteQuietly removes a document of which no event waits; false if there is none of that version.
func (t *table) deleteQuietly(ctx context.Context, w store.Write) (bool, error) {
	var deleted int64
	filter := append(t.exactly(w), bson.E{Key: pendingName, Value: bson.D{{Key: "$exists", Value: false}}})
	wasCut, err := t.again(ctx, func(ctx context.Context) error {
		result, err := t.docs.DeleteOne(ctx, filter)
		if err == nil {
			deleted = result.DeletedCount
		}
		return err
	})
	if err != nil {
		return false, t.clash(ctx, w, err)
	}
	if deleted == 0 && wasCut { // that it is gone was what the first half did
		return errors.Is(t.missed(ctx, w), store.ErrNotFound), nil
	}
	return deleted > 0, nil
}

// missed tells why no document had the version.
func (t *table) missed(ctx context.Context, w store.Write) error {
	err := t.docs.FindOne(ctx, bson.D{byID(w.ID), visible}, options.FindOne().SetProjection(bson.D{{Key: versionName, Value: 1}})).Err()
	switch {
	case errors.Is(err, mongo.ErrNoDocuments):
		return fmt.Errorf("%s %s: %w", t.Name, w.ID, store.ErrNotFound)
	case err != nil:
		return t.clash(ctx, w, err)
	}
	return fmt.Errorf("%s %s: version is not %d: %w", t.Name, w.ID, w.Version, store.ErrStale)
}

var clashing = regexp.MustCompile(`index: (\S+)`)

// clash makes a clash of unique keys a *store.DuplicateError that names the declared index. The
// server's message is not passed on, for it holds the value. Some servers do not name the index, or
// report the clash of an update as another failure: then it is found by looking who has the keys.
func (t *table) clash(ctx context.Context, w store.Write, err error) error {
	if mongo.IsDuplicateKeyError(err) {
		if found := clashing.FindStringSubmatch(err.Error()); found != nil {
			return t.duplicate(found[1])
		}
	}
	var refused mongo.ServerError
	if !errors.As(err, &refused) || unavailable(err) {
		return doing(err, "write %s %s", t.Name, w.ID)
	}
	if name := t.holder(ctx, w); name != "" {
		return t.duplicate(name)
	}
	if mongo.IsDuplicateKeyError(err) {
		return t.duplicate("_id_")
	}
	return doing(err, "write %s %s", t.Name, w.ID)
}

func (t *table) duplicate(index string) error {
	if index == "_id_" {
		return &store.DuplicateError{Collection: t.Name, Index: store.IDField}
	}
	return &store.DuplicateError{Collection: t.Name, Index: strings.TrimPrefix(index, uniqueName)}
}

// holder is the unique index by which another document holds a key of this write, if there is one.
func (t *table) holder(ctx context.Context, w store.Write) string {
	keys, err := t.keys(w.Body)
	if err != nil {
		return ""
	}
	for name, key := range keys {
		if key == "" {
			continue
		}
		filter := bson.D{{Key: name, Value: bson.D{{Key: "$eq", Value: key}}}, {Key: idName, Value: bson.D{{Key: "$ne", Value: w.ID}}}}
		if t.docs.FindOne(ctx, filter).Err() == nil {
			return name
		}
	}
	return ""
}
