package mongostore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"splot/app/store"
)

// declarations holds what each collection was last ensured by.
const declarations = "declarations"

// Ensure makes the collections' indexes exist. Where a declaration has changed, it drops the indexes
// that are no longer declared and gives every document the keys of the unique ones.
func (s *Store) Ensure(ctx context.Context, collections ...*store.Collection) error {
	for _, c := range collections {
		if err := c.Validate(); err != nil {
			return fmt.Errorf("ensure: %w", err)
		}
		if c.Name == declarations {
			return fmt.Errorf("ensure: collection name %q is reserved", c.Name)
		}
		t := newTable(c, s.database)
		if err := t.ensure(ctx, s.database.Collection(declarations)); err != nil {
			return fmt.Errorf("ensure collection %s: %w", c.Name, err)
		}
		s.mu.Lock()
		s.tables[c.Name] = t
		s.mu.Unlock()
	}
	return nil
}

func (s *Store) table(c *store.Collection) (*table, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	t, ok := s.tables[c.Name]
	if !ok {
		return nil, fmt.Errorf("%w: collection %s was not ensured", store.ErrQuery, c.Name)
	}
	return t, nil
}

func (s *Store) all() []*table {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := make([]*table, 0, len(s.tables))
	for _, t := range s.tables {
		list = append(list, t)
	}
	return list
}

type declaration struct {
	Name string `bson:"_id"`
	Text string `bson:"text"`
}

func (t *table) ensure(ctx context.Context, declared *mongo.Collection) error {
	text, err := json.Marshal(t.Collection)
	if err != nil {
		return err
	}
	var before declaration
	err = declared.FindOne(ctx, bson.D{byID(t.Name)}).Decode(&before)
	known := err == nil
	if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		return err
	}
	if known && before.Text != string(text) {
		if err := t.rebuild(ctx); err != nil {
			return err
		}
	}
	if err := t.index(ctx); err != nil {
		return err
	}
	if known && before.Text == string(text) {
		return nil
	}
	_, err = declared.ReplaceOne(ctx, bson.D{byID(t.Name)}, declaration{t.Name, string(text)}, options.Replace().SetUpsert(true))
	return err
}

// index makes the indexes that are missing.
func (t *table) index(ctx context.Context) error {
	present, err := t.docs.Indexes().ListSpecifications(ctx)
	if err != nil {
		return err
	}
	var missing []mongo.IndexModel
	for name, model := range t.indexes() {
		if !slices.ContainsFunc(present, func(s mongo.IndexSpecification) bool { return s.Name == name }) {
			missing = append(missing, model)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	_, err = t.docs.Indexes().CreateMany(ctx, missing)
	return err
}

// indexes are the declared ones, each ending with the id so that it gives the order of a sort, too;
// one more for each unique key; and that of the outbox.
func (t *table) indexes() map[string]mongo.IndexModel {
	models := map[string]mongo.IndexModel{pendingName: {
		Keys:    bson.D{{Key: pendingName, Value: 1}},
		Options: options.Index().SetName(pendingName).SetSparse(true),
	}}
	for _, index := range t.Indexes {
		keys := bson.D{}
		for _, name := range index.Fields {
			keys = append(keys, bson.E{Key: path(name), Value: 1})
		}
		keys = append(keys, bson.E{Key: idName, Value: 1})
		models[index.Name] = mongo.IndexModel{Keys: keys, Options: options.Index().SetName(index.Name)}
	}
	for _, index := range t.unique {
		name := uniqueName + index.Name
		models[name] = mongo.IndexModel{
			Keys:    bson.D{{Key: name, Value: 1}},
			Options: options.Index().SetName(name).SetUnique(true).SetSparse(true),
		}
	}
	return models
}

func (t *table) rebuild(ctx context.Context) error {
	specifications, err := t.docs.Indexes().ListSpecifications(ctx)
	if err != nil {
		return err
	}
	for _, old := range specifications {
		if old.Name == "_id_" || old.Name == pendingName {
			continue
		}
		if err := t.docs.Indexes().DropOne(ctx, old.Name); err != nil {
			return err
		}
	}
	return t.rekey(ctx)
}

// rekey gives every document the keys of the unique indexes as they are declared now.
func (t *table) rekey(ctx context.Context) error {
	cursor, err := t.docs.Find(ctx, bson.D{visible})
	if err != nil {
		return err
	}
	defer cursor.Close(context.WithoutCancel(ctx)) // read to the end, or failed already
	for cursor.Next(ctx) {
		if err := t.rekeyDocument(ctx, cursor.Current); err != nil {
			return err
		}
	}
	return cursor.Err()
}

func (t *table) rekeyDocument(ctx context.Context, raw bson.Raw) error {
	var d stored
	if err := bson.Unmarshal(raw, &d); err != nil {
		return err
	}
	keys, err := t.keys(d.Body)
	if err != nil {
		return fmt.Errorf("document %s: %w", d.ID, err)
	}
	update, err := t.rekeyed(raw, keys)
	if err != nil || len(update) == 0 {
		return err
	}
	// A newer version was written by a program that knows the keys.
	_, err = t.docs.UpdateOne(ctx, bson.D{byID(d.ID), {Key: versionName, Value: d.Version}}, update)
	return err
}

// rekeyed is the update that leaves these keys and no others; empty if they are there already.
func (t *table) rekeyed(raw bson.Raw, keys map[string]string) (update bson.D, err error) {
	elements, err := raw.Elements()
	if err != nil {
		return nil, err
	}
	present := map[string]string{}
	for _, e := range elements {
		if strings.HasPrefix(e.Key(), uniqueName) {
			present[e.Key()], _ = e.Value().StringValueOK()
		}
	}
	var set, unset bson.D
	for name, key := range keys {
		if key != "" && present[name] != key {
			set = append(set, bson.E{Key: name, Value: key})
		}
	}
	for name := range present {
		if keys[name] == "" {
			unset = append(unset, bson.E{Key: name, Value: ""})
		}
	}
	if len(set) > 0 {
		update = append(update, bson.E{Key: "$set", Value: set})
	}
	if len(unset) > 0 {
		update = append(update, bson.E{Key: "$unset", Value: unset})
	}
	return update, nil
}
