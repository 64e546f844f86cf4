package mongostore

import (
	"context"
	"errors"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// index makes the indexes that are missing and then drops those that no declaration has named for surplusFor. It never
// touches one that is declared and there. It returns the surplus that stays, with the time since which it is surplus.
func (t *table) index(ctx context.Context, surplus map[string]time.Time) (map[string]time.Time, error) {
	present, err := t.docs.Indexes().ListSpecifications(ctx)
	if err != nil {
		return nil, err
	}
	if err := t.create(ctx, present); err != nil {
		return nil, err
	}
	stays := map[string]time.Time{}
	now := time.Now().UTC().Truncate(time.Millisecond)
	for _, s := range present {
		if s.Name == "_id_" || slices.ContainsFunc(t.indexes(), func(d declared) bool { return d.is(s) }) {
			continue
		}
		since, ok := surplus[s.Name]
		if !ok {
			since = now
		}
		if now.Sub(since) > surplusFor {
			if err := t.drop(ctx, s.Name); err != nil {
				return nil, err
			}
			continue
		}
		stays[s.Name] = since
		if strings.HasPrefix(s.Name, uniqueName) {
			t.former = append(t.former, s.Name)
		}
	}
	return stays, nil
}

// create makes the declared indexes that are not present.
func (t *table) create(ctx context.Context, present []mongo.IndexSpecification) error {
	var missing []mongo.IndexModel
	for _, d := range t.indexes() {
		if slices.ContainsFunc(present, d.is) {
			continue
		}
		if slices.ContainsFunc(present, func(s mongo.IndexSpecification) bool { return s.Name == d.name }) {
			d.name += "_" + d.sum() // the name is that of another index, which stays for nodes that need it
		}
		missing = append(missing, d.model())
	}
	if len(missing) == 0 {
		return nil
	}
	// With a majority of the members, for the default waits for one that is down.
	_, err := t.docs.Indexes().CreateMany(ctx, missing, options.CreateIndexes().SetCommitQuorumMajority())
	if err != nil && strings.Contains(strings.ToLower(err.Error()), "quorum") { // a server without replicas knows none
		_, err = t.docs.Indexes().CreateMany(ctx, missing)
	}
	return t.created(ctx, err)
}

// created takes a failure for success if the indexes are there: someone else was faster, or an answer was lost.
func (t *table) created(ctx context.Context, failure error) error {
	if failure == nil {
		return nil
	}
	present, err := t.docs.Indexes().ListSpecifications(ctx)
	if err != nil {
		return errors.Join(failure, err)
	}
	for _, d := range t.indexes() {
		if !slices.ContainsFunc(present, d.is) {
			return failure
		}
	}
	return nil
}

// Codes of a server that has no such index or collection.
const (
	namespaceNotFound = 26
	indexNotFound     = 27
)

func (t *table) drop(ctx context.Context, name string) error {
	err := t.docs.Indexes().DropOne(ctx, name)
	var refused mongo.ServerError
	if errors.As(err, &refused) && (refused.HasErrorCode(indexNotFound) || refused.HasErrorCode(namespaceNotFound)) {
		return nil
	}
	return err
}

// declared is an index as it should be.
type declared struct {
	name           string
	keys           []string // ascending
	unique, sparse bool
}

// indexes are the declared ones, each ending with the id so that it gives the order of a sort, too; one more for each
// unique key; and that of the outbox.
func (t *table) indexes() []declared {
	list := []declared{{name: pendingName, keys: []string{pendingName}, sparse: true}}
	for _, index := range t.Indexes {
		d := declared{name: index.Name}
		for _, name := range index.Fields {
			d.keys = append(d.keys, path(name))
		}
		d.keys = append(d.keys, idName)
		list = append(list, d)
	}
	for _, index := range t.unique {
		name := uniqueName + index.Name
		list = append(list, declared{name: name, keys: []string{name}, unique: true, sparse: true})
	}
	return list
}

// is tells whether an index of the server is this one, whatever its name. That it is sparse follows from its fields, and
// not every server says it.
func (d declared) is(s mongo.IndexSpecification) bool {
	fields, err := s.KeysDocument.Elements()
	if err != nil || len(fields) != len(d.keys) {
		return false
	}
	for i, f := range fields {
		if order, ok := f.Value().AsInt64OK(); !ok || order != 1 || f.Key() != d.keys[i] {
			return false
		}
	}
	return d.unique == (s.Unique != nil && *s.Unique)
}

func (d declared) sum() string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(strings.Join(d.keys, ","))) // never fails
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

func (d declared) model() mongo.IndexModel {
	keys := bson.D{}
	for _, k := range d.keys {
		keys = append(keys, bson.E{Key: k, Value: 1})
	}
	o := options.Index().SetName(d.name)
	if d.unique {
		o.SetUnique(true)
	}
	if d.sparse {
		o.SetSparse(true)
	}
	return mongo.IndexModel{Keys: keys, Options: o}
}
