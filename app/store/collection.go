package store

import (
	"fmt"
	"slices"
)

// FieldType is how a declared field compares.
type FieldType int

// The types of declared fields. Times compare with millisecond precision, strings bytewise.
const (
	String FieldType = iota + 1
	Int              // any integer, up to 64 bits
	Float
	Time
	Bool
)

// Field declares a body field that queries may name. Name is a dotted path into the body.
type Field struct {
	Name string
	Type FieldType
	// Array says that the field holds a list: a condition on it holds if any element fits. An array
	// field cannot be sorted by and stands first in an index, where it has one.
	Array bool
}

// Index declares an index over declared fields, in order.
type Index struct {
	Name   string
	Fields []string
	Unique bool
	// Sparse leaves out documents in which any of the fields is missing or null. An optional unique
	// field needs it: MongoDB takes a missing field for null otherwise.
	Sparse bool
}

// Follows tells why a declaration cannot come after the one that documents were stored by: a unique index that changes
// what it is of needs another name. While a release is rolled out, nodes of both declarations write, and one name must
// not hold two kinds of keys.
func (c *Collection) Follows(before *Collection) error {
	for _, old := range before.Indexes {
		for _, now := range c.Indexes {
			if old.Name == now.Name && old.Unique && now.Unique && !slices.Equal(old.Fields, now.Fields) {
				return fmt.Errorf("unique index %q of %s was of %v and is declared of %v: give it another name", now.Name, c.Name, old.Fields, now.Fields)
			}
		}
	}
	return nil
}

// Collection declares a kind of document. Every collection also has its primary index on the id.
type Collection struct {
	Name    string
	Fields  []Field
	Indexes []Index
}

// Field returns the declaration of a field by name.
func (c *Collection) Field(name string) (Field, bool) {
	for _, f := range c.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}
