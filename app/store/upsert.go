package store

import (
	"context"
	"errors"
	"fmt"
)

// writeTries bounds how often Upsert and Change start over because others were faster. Each loss means that somebody
// else's write succeeded, so that ten in a row are a document that everybody writes all the time.
const writeTries = 10

// ErrUnchanged is what the function of an Upsert or Change returns to leave the document as it is; the call then
// answers it as read, without an error.
var ErrUnchanged = errors.New("nothing to change")

// Upsert changes a document, or makes it: it reads, calls change with the value (a zero one if there is none) and stores
// what change made of it together with the events. If others were faster it starts over, so change may be called
// several times and touches nothing but its argument. It answers the document as stored; an error of change as it is;
// ErrDuplicate if another document holds a unique key; ErrStale after a bound of tries.
func (s Set[T]) Upsert(ctx context.Context, id string, change func(have *T, exists bool) ([]Event, error)) (Doc[T], error) {
	for range writeTries {
		d, err := s.Get(ctx, id)
		exists := err == nil
		if err != nil && !errors.Is(err, ErrNotFound) {
			return d, err
		}
		d.ID = id
		if d, err = s.put(ctx, d, exists, change); !errors.Is(err, errOvertaken) {
			return d, err
		}
	}
	return Doc[T]{}, s.unsettled(id)
}

// Change is Upsert of a document that must exist: ErrNotFound if it does not.
func (s Set[T]) Change(ctx context.Context, id string, change func(have *T) ([]Event, error)) (Doc[T], error) {
	for range writeTries {
		d, err := s.Get(ctx, id)
		if err != nil {
			return d, err
		}
		d, err = s.put(ctx, d, true, func(have *T, _ bool) ([]Event, error) { return change(have) })
		if !errors.Is(err, errOvertaken) {
			return d, err
		}
	}
	return Doc[T]{}, s.unsettled(id)
}

// errOvertaken says that another write came between the reading and the own write.
var errOvertaken = errors.New("overtaken")

func (s Set[T]) put(ctx context.Context, d Doc[T], exists bool, change func(have *T, exists bool) ([]Event, error)) (Doc[T], error) {
	events, err := change(&d.Value, exists)
	if errors.Is(err, ErrUnchanged) {
		return d, nil
	}
	if err != nil {
		return d, err
	}
	if exists {
		d, err = s.Replace(ctx, d, events...)
	} else {
		d.Version, err = 1, s.Insert(ctx, d.ID, d.Value, events...)
		d.identify()
	}
	var taken *DuplicateError
	switch {
	case errors.Is(err, ErrStale), exists && errors.Is(err, ErrNotFound), !exists && errors.As(err, &taken) && taken.Index == IDField:
		return d, errOvertaken
	}
	return d, err
}

func (s Set[T]) unsettled(id string) error {
	return fmt.Errorf("%s %s changes all the time: %w", s.Collection.Name, id, ErrStale)
}
