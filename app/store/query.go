package store

import (
	"fmt"
	"slices"
)

// IDField names the document id in conditions and sorts; it needs no declaration.
const IDField = "_id"

// Query is a conjunction of conditions, a sort, a limit and a place to go on from. It must be able to
// use an index: some index begins with a field that an Equal or In condition names or, without such a
// condition, with the sort field. Check refuses any other.
type Query struct {
	Where []Condition
	// Sort is by one declared field and then by id, in the same direction; empty is by id alone.
	Sort   string
	Desc   bool
	Limit  int // 1..MaxLimit; 0 is 50
	Cursor Cursor
}

// Cursor is an opaque place in a sorted result; empty is the beginning, or the end when returned.
type Cursor string

// Condition restricts one declared field. Exactly one of the forms is used.
type Condition struct {
	Field string
	// Equal: the field has this value. nil selects documents where the field is missing or null.
	Equal   any
	IsEqual bool
	// In: the field has one of these values. An empty list selects nothing.
	In   []any
	IsIn bool
	// NotIn: the field has none of these values, or none at all. It is for fields with one value, and beside a condition
	// that an index can serve.
	NotIn []any
	// Range bounds, any of which may be nil.
	Min, Max     any // inclusive
	Above, Below any // exclusive
}

// Eq is the condition field = value.
func Eq(field string, value any) Condition {
	return Condition{Field: field, Equal: value, IsEqual: true}
}

// In is the condition that the field has one of the values.
func In[T any](field string, values ...T) Condition {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	return Condition{Field: field, In: list, IsIn: true}
}

// NotIn is the condition that the field has none of the values.
func NotIn[T any](field string, values ...T) Condition {
	return Condition{Field: field, NotIn: In(field, values...).In}
}

// Check tells why a query cannot be answered, as an error that is ErrQuery. Adapters call it first.
func (c *Collection) Check(q Query) error {
	if q.Limit < 0 || q.Limit > MaxLimit {
		return fmt.Errorf("%w: %s: limit %d is not in 0..%d", ErrQuery, c.Name, q.Limit, MaxLimit)
	}
	for _, w := range q.Where {
		if _, ok := c.Field(w.Field); !ok && w.Field != IDField {
			return fmt.Errorf("%w: %s has no declared field %q", ErrQuery, c.Name, w.Field)
		}
		if n := max(len(w.In), len(w.NotIn)); n > MaxIn {
			return fmt.Errorf("%w: %s: %d values for %q, at most %d", ErrQuery, c.Name, n, w.Field, MaxIn)
		}
	}
	if q.Sort != "" && q.Sort != IDField {
		if f, ok := c.Field(q.Sort); !ok || f.Array {
			return fmt.Errorf("%w: %s cannot be sorted by %q", ErrQuery, c.Name, q.Sort)
		}
	}
	if !c.indexed(q) {
		return fmt.Errorf("%w: %s: no index serves the query %v sorted by %q", ErrQuery, c.Name, q.Where, q.Sort)
	}
	return nil
}

func (c *Collection) indexed(q Query) bool {
	selective := func(field string) bool {
		return slices.ContainsFunc(q.Where, func(w Condition) bool { return w.Field == field && (w.IsEqual || w.IsIn) })
	}
	ranged := func(field string) bool {
		return slices.ContainsFunc(q.Where, func(w Condition) bool { return w.Field == field && w.NotIn == nil })
	}
	if len(q.Where) == 0 && (q.Sort == "" || q.Sort == IDField) || selective(IDField) || ranged(IDField) {
		return true
	}
	return slices.ContainsFunc(c.Indexes, func(i Index) bool {
		first := i.Fields[0]
		return selective(first) || ranged(first) || !i.Sparse && first == q.Sort
	})
}
