package store

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Doc is a decoded document: its owner's value with the version it was read at.
type Doc[T any] struct {
	ID      string
	Version int64
	Value   T
}

// Set is a typed view of one collection, the usual way for a feature to reach its documents.
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
	return d, nil
}

// Delete removes the document if it still has the version read; ErrStale if not.
func (s Set[T]) Delete(ctx context.Context, d Doc[T], events ...Event) error {
	return One(s.Store.Write(ctx, s.DeleteWrite(d, events...)))
}

// InsertWrite is Insert as a write for a batch.
func (s Set[T]) InsertWrite(id string, value T, events ...Event) (Write, error) {
	body, err := bson.Marshal(value)
	if err != nil {
		return Write{}, fmt.Errorf("encode %s %s: %w", s.Collection.Name, id, err)
	}
	return Write{Kind: Insert, Collection: s.Collection, ID: id, Body: body, Events: events}, nil
}

// ReplaceWrite is Replace as a write for a batch.
func (s Set[T]) ReplaceWrite(d Doc[T], events ...Event) (Write, error) {
	body, err := bson.Marshal(d.Value)
	if err != nil {
		return Write{}, fmt.Errorf("encode %s %s: %w", s.Collection.Name, d.ID, err)
	}
	return Write{Kind: Replace, Collection: s.Collection, ID: d.ID, Version: d.Version, Body: body, Events: events}, nil
}

// DeleteWrite is Delete as a write for a batch.
func (s Set[T]) DeleteWrite(d Doc[T], events ...Event) Write {
	return Write{Kind: Delete, Collection: s.Collection, ID: d.ID, Version: d.Version, Events: events}
}

// Get reads and decodes one document.
func (s Set[T]) Get(ctx context.Context, id string) (Doc[T], error) {
	raw, err := s.Store.Get(ctx, s.Collection, id)
	if err != nil {
		return Doc[T]{}, err
	}
	return s.decode(raw)
}

// Find answers a query with decoded documents.
func (s Set[T]) Find(ctx context.Context, q Query) ([]Doc[T], Cursor, error) {
	raws, next, err := s.Store.Find(ctx, s.Collection, q)
	if err != nil {
		return nil, "", err
	}
	docs := make([]Doc[T], len(raws))
	for i, raw := range raws {
		if docs[i], err = s.decode(raw); err != nil {
			return nil, "", err
		}
	}
	return docs, next, nil
}

// First answers a query with its first document, or ErrNotFound.
func (s Set[T]) First(ctx context.Context, q Query) (Doc[T], error) {
	q.Limit = 1
	docs, _, err := s.Find(ctx, q)
	if err != nil {
		return Doc[T]{}, err
	}
	if len(docs) == 0 {
		return Doc[T]{}, ErrNotFound
	}
	return docs[0], nil
}

// Each calls f for every document that the query selects, page by page, until f returns an error.
func (s Set[T]) Each(ctx context.Context, q Query, f func(Doc[T]) error) error {
	q.Limit = MaxLimit
	for {
		docs, next, err := s.Find(ctx, q)
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
func (s Set[T]) Count(ctx context.Context, q Query) (int64, error) {
	return s.Store.Count(ctx, s.Collection, q)
}

func (s Set[T]) decode(raw Document) (Doc[T], error) {
	d := Doc[T]{ID: raw.ID, Version: raw.Version}
	if err := bson.Unmarshal(raw.Body, &d.Value); err != nil {
		return d, fmt.Errorf("decode %s %s: %w", s.Collection.Name, raw.ID, err)
	}
	return d, nil
}

// One is the result of a Write call with a single write.
func One(results []error, err error) error {
	if err != nil {
		return err
	}
	return results[0]
}
