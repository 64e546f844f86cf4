package mongostore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"splot/app/store"
)

// Collections of the store's own.
const (
	declarations = "declarations" // what each collection was last ensured by
	leases       = "leases"       // whose turn it is
)

// surplusFor is how long an index stays that the declaration does not name. A rolling upgrade, or the way back to the
// former release, is over by then.
const surplusFor = 7 * 24 * time.Hour

// Ensure makes the collections' indexes exist, one node after the other; see doc.go for what happens to those that a
// declaration no longer names.
func (s *Store) Ensure(ctx context.Context, collections ...*store.Collection) error {
	for _, c := range collections {
		if err := c.Validate(); err != nil {
			return fmt.Errorf("ensure: %w", err)
		}
		if c.Name == declarations || c.Name == leases {
			return fmt.Errorf("ensure: collection name %q is reserved", c.Name)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, ensureWithin)
	defer cancel()
	return s.Alone(ctx, func(ctx context.Context) error {
		for _, c := range collections {
			t := newTable(c, s.database)
			if err := t.ensure(ctx, s.database.Collection(declarations)); err != nil {
				return doing(err, "ensure collection %s", c.Name)
			}
			s.mu.Lock()
			s.tables[c.Name] = t
			s.mu.Unlock()
		}
		return nil
	})
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

// declaration is what a collection was last ensured by.
type declaration struct {
	ID   string `bson:"_id"`
	Text string `bson:"text"` // the store.Collection, as JSON
	// Keyed says that every document has the keys of the unique indexes. It is false while a node of an older
	// declaration may have written documents without them.
	Keyed   bool                 `bson:"keyed"`
	Surplus map[string]time.Time `bson:"surplus,omitempty"` // indexes that are not declared, since when
}

// declarationID differs from that of releases before it, which drop every index when they find their record changed:
// theirs stays as they left it.
func declarationID(name string) string { return "2/" + name }

// recorded reads what the collection was last ensured by; false if it never was.
func (t *table) recorded(ctx context.Context, declared *mongo.Collection) (d declaration, before store.Collection, known bool, err error) {
	for _, id := range []string{declarationID(t.Name), t.Name} {
		err = declared.FindOne(ctx, bson.D{byID(id)}).Decode(&d)
		if err == nil {
			if id == t.Name { // of a release that gave the keys before it wrote the record
				d.Keyed = true
			}
			err = json.Unmarshal([]byte(d.Text), &before)
			return d, before, true, err
		}
		if !errors.Is(err, mongo.ErrNoDocuments) {
			return d, before, false, err
		}
	}
	return declaration{Keyed: true}, before, false, nil
}

func (t *table) ensure(ctx context.Context, declared *mongo.Collection) error {
	record, before, known, err := t.recorded(ctx, declared)
	if err != nil {
		return err
	}
	if err := t.Follows(&before); err != nil {
		return err
	}
	text, err := json.Marshal(t.Collection)
	if err != nil {
		return err
	}
	next := declaration{ID: declarationID(t.Name), Text: string(text), Keyed: record.Keyed}
	if next.Surplus, err = t.index(ctx, record.Surplus); err != nil {
		return err
	}
	if changed := !slices.EqualFunc(t.unique, uniqueOf(&before), sameKey); changed || !record.Keyed {
		n, err := t.rekey(ctx)
		if err != nil {
			return err
		}
		next.Keyed = n == 0 && (!changed || !known)
	}
	_, err = declared.ReplaceOne(ctx, bson.D{byID(next.ID)}, next, options.Replace().SetUpsert(true))
	return err
}

func uniqueOf(c *store.Collection) []store.Index {
	return slices.DeleteFunc(slices.Clone(c.Indexes), func(i store.Index) bool { return !i.Unique })
}

// sameKey tells that two unique indexes hold a document by the same key.
func sameKey(a, b store.Index) bool {
	return a.Name == b.Name && a.Sparse == b.Sparse && slices.Equal(a.Fields, b.Fields)
}

// rekey gives every document the keys of the unique indexes as they are declared now, and counts those that lacked some.
func (t *table) rekey(ctx context.Context) (int, error) {
	cursor, err := t.docs.Find(ctx, bson.D{visible})
	if err != nil {
		return 0, err
	}
	defer cursor.Close(context.WithoutCancel(ctx)) // read to the end, or failed already
	n := 0
	for cursor.Next(ctx) {
		changed, err := t.rekeyDocument(ctx, cursor.Current)
		if err != nil {
			return n, err
		}
		if changed {
			n++
		}
	}
	return n, cursor.Err()
}

func (t *table) rekeyDocument(ctx context.Context, raw bson.Raw) (bool, error) {
	var d stored
	if err := bson.Unmarshal(raw, &d); err != nil {
		return false, err
	}
	keys, err := t.keys(d.Body)
	if err != nil {
		return false, fmt.Errorf("document %s: %w", d.ID, err)
	}
	update := rekeyed(raw, keys)
	if len(update) == 0 {
		return false, nil
	}
	// Another version was written meanwhile: by a program that knows the keys, or by one whose documents the next
	// Ensure looks at.
	_, err = t.docs.UpdateOne(ctx, bson.D{byID(d.ID), {Key: versionName, Value: d.Version}}, update)
	if mongo.IsDuplicateKeyError(err) {
		return false, fmt.Errorf("document %s holds a unique key that another one holds too; change one of them: %w",
			d.ID, t.clash(ctx, store.Write{ID: d.ID, Body: d.Body}, err))
	}
	return true, err
}

// rekeyed is the update that leaves these keys; empty if they are there already. Keys of other declarations stay, for
// nodes of an older one may need them.
func rekeyed(raw bson.Raw, keys map[string]string) bson.D {
	var set, unset bson.D
	for name, key := range keys {
		present, there := raw.Lookup(name).StringValueOK()
		switch {
		case key != "" && present != key:
			set = append(set, bson.E{Key: name, Value: key})
		case key == "" && there:
			unset = append(unset, bson.E{Key: name, Value: ""})
		}
	}
	var update bson.D
	if len(set) > 0 {
		update = append(update, bson.E{Key: "$set", Value: set})
	}
	if len(unset) > 0 {
		update = append(update, bson.E{Key: "$unset", Value: unset})
	}
	return update
}
