package store

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app"
)

// Set is a typed view of one collection that can write too, the usual way for a feature to reach its own documents.
type Set[T any] struct {
	Store      Store
	Collection *Collection
}

// Insert stores a new document; ErrDuplicate if the id or a unique key is taken.
func (s Set[T]) Insert(ctx context.Context, id string, value T, events ...Event) error {
	w, err := s.InsertWrite(id, value, events...)
	if err != nil {
		return err
	}
	return One(s.Store.Write(ctx, w))
}

// Replace stores a new value if the document still has the version read; ErrStale if not. It returns
// the document as stored.
func (s Set[T]) Replace(ctx context.Context, d Doc[T], events ...Event) (Doc[T], error) {
	w, err := s.ReplaceWrite(d, events...)
	if err != nil {
		return d, err
	}
	if err := One(s.Store.Write(ctx, w)); err != nil {
		return d, err
	}
	d.Version++
	d.identify()
	return d, nil
}

// Delete removes the document if it still has the version read; ErrStale if not.
func (s Set[T]) Delete(ctx context.Context, d Doc[T], events ...Event) error {
	return One(s.Store.Write(ctx, s.DeleteWrite(d, events...)))
}

// InsertWrite is Insert as a write for a batch.
func (s Set[T]) InsertWrite(id string, value T, events ...Event) (Write, error) {
	body, err := encode(id, &value)
	if err != nil {
		return Write{}, fmt.Errorf("encode %s %s: %w", s.Collection.Name, id, err)
	}
	return Write{Kind: Insert, Collection: s.Collection, ID: id, Body: body, Events: events}, nil
}

// ReplaceWrite is Replace as a write for a batch.
func (s Set[T]) ReplaceWrite(d Doc[T], events ...Event) (Write, error) {
	body, err := encode(d.ID, &d.Value)
	if err != nil {
		return Write{}, fmt.Errorf("encode %s %s: %w", s.Collection.Name, d.ID, err)
	}
	return Write{Kind: Replace, Collection: s.Collection, ID: d.ID, Version: d.Version, Body: body, Events: events}, nil
}

func encode[T any](id string, value *T) ([]byte, error) {
	if v, ok := any(value).(Derived); ok {
		if v, ok := any(value).(Identified); ok {
			v.Identify(id)
		}
		v.Derive()
	}
	return bson.Marshal(value)
}

// DeleteWrite is Delete as a write for a batch.
func (s Set[T]) DeleteWrite(d Doc[T], events ...Event) Write {
	return Write{Kind: Delete, Collection: s.Collection, ID: d.ID, Version: d.Version, Events: events}
}

// View is the collection for reading only.
func (s Set[T]) View() View[T] { return ViewOf[T](s.Store, s.Collection) }

// Get is that of View.
func (s Set[T]) Get(ctx context.Context, id string) (Doc[T], error) { return s.View().Get(ctx, id) }

// ByID is that of View.
func (s Set[T]) ByID(ctx context.Context, ids []app.ID) (map[app.ID]Doc[T], error) {
	return s.View().ByID(ctx, ids)
}

// Find is that of View.
func (s Set[T]) Find(ctx context.Context, q Query) ([]Doc[T], Cursor, error) {
	return s.View().Find(ctx, q)
}

// First is that of View.
func (s Set[T]) First(ctx context.Context, q Query) (Doc[T], error) { return s.View().First(ctx, q) }

// Each is that of View.
func (s Set[T]) Each(ctx context.Context, q Query, f func(Doc[T]) error) error {
	return s.View().Each(ctx, q, f)
}

// Count is that of View.
func (s Set[T]) Count(ctx context.Context, q Query) (int64, error) { return s.View().Count(ctx, q) }

// One is the result of a Write call with a single write.
func One(results []error, err error) error {
	if err != nil {
		return err
	}
	return results[0]
}
