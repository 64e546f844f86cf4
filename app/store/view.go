package store

import (
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app"
)

// Doc is a decoded document: its owner's value with the version it was read at.
type Doc[T any] struct {
	ID      string
	Version int64
	Value   T
}

// Identified is what a value implements that holds its own id outside its body: it is told when it is decoded.
type Identified interface {
	Identify(id string)
}

// Derived is what a value implements some of whose fields follow from the others, for queries: it fills them in before
// it is stored.
type Derived interface {
	Derive()
}

// View reads one collection and cannot write: what a feature is given of the collections of others, so that the
// compiler keeps each collection to its one writer.
type View[T any] struct {
	store      Store
	collection *Collection
}

// ViewOf opens a collection for reading.
func ViewOf[T any](s Store, c *Collection) View[T] { return View[T]{s, c} }

// Get reads and decodes one document, or ErrNotFound.
func (v View[T]) Get(ctx context.Context, id string) (Doc[T], error) {
	raw, err := v.store.Get(ctx, v.collection, id)
	if err != nil {
		return Doc[T]{}, err
	}
	return v.decode(raw)
}

// ByID reads documents by id, each once, in as few queries as the limits allow. Those that do not exist are not in the
// result, and neither are empty ids.
func (v View[T]) ByID(ctx context.Context, ids []app.ID) (map[app.ID]Doc[T], error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	found := make(map[app.ID]Doc[T], len(ids))
	for chunk := range slices.Chunk(ids, MaxIn) {
		docs, _, err := v.Find(ctx, Query{Where: []Condition{In(IDField, chunk...)}, Limit: MaxLimit})
		if err != nil {
			return nil, fmt.Errorf("read %s by id: %w", v.collection.Name, err)
		}
		for _, d := range docs {
			found[app.ID(d.ID)] = d
		}
	}
	return found, nil
}

// Find answers a query with decoded documents.
func (v View[T]) Find(ctx context.Context, q Query) ([]Doc[T], Cursor, error) {
	raws, next, err := v.store.Find(ctx, v.collection, q)
	if err != nil {
		return nil, "", err
	}
	docs := make([]Doc[T], len(raws))
	for i, raw := range raws {
		if docs[i], err = v.decode(raw); err != nil {
			return nil, "", err
		}
	}
	return docs, next, nil
}

// First answers a query with its first document, or ErrNotFound.
func (v View[T]) First(ctx context.Context, q Query) (Doc[T], error) {
	q.Limit = 1
	docs, _, err := v.Find(ctx, q)
	if err != nil {
		return Doc[T]{}, err
	}
	if len(docs) == 0 {
		return Doc[T]{}, ErrNotFound
	}
	return docs[0], nil
}

// Each calls f for every document that the query selects, page by page, until f returns an error.
func (v View[T]) Each(ctx context.Context, q Query, f func(Doc[T]) error) error {
	q.Limit = MaxLimit
	for {
		docs, next, err := v.Find(ctx, q)
		if err != nil {
			return err
		}
		for _, d := range docs {
			if err := f(d); err != nil {
				return err
			}
		}
		if next == "" {
			return nil
		}
		q.Cursor = next
	}
}

// Count counts what the query's conditions select.
func (v View[T]) Count(ctx context.Context, q Query) (int64, error) {
	return v.store.Count(ctx, v.collection, q)
}

// CountBy counts what the query's conditions select by the values of one declared field; see Store.
func (v View[T]) CountBy(ctx context.Context, q Query, field string) (map[string]int64, error) {
	return v.store.CountBy(ctx, v.collection, q, field)
}

func (v View[T]) decode(raw Document) (Doc[T], error) {
	d := Doc[T]{ID: raw.ID, Version: raw.Version}
	if err := bson.Unmarshal(raw.Body, &d.Value); err != nil {
		return d, fmt.Errorf("decode %s %s: %w", v.collection.Name, raw.ID, err)
	}
	d.identify()
	return d, nil
}

// identify tells a value its id, if it wants to know.
func (d *Doc[T]) identify() {
	if value, ok := any(&d.Value).(Identified); ok {
		value.Identify(d.ID)
	}
}
