package mongostore

import (
	"encoding/json"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"splot/app/store"
)

// The names of a stored document's fields.
const (
	idName      = "_id"
	versionName = "version"
	bodyName    = "body"
	outboxName  = "_outbox"
	pendingName = "_pending"
	uniqueName  = "_unique_" // followed by the name of the index
	markName    = "_write"   // which write was the last
)

// table is a declared collection with the server's.
type table struct {
	*store.Collection
	docs   *mongo.Collection
	unique []store.Index
	// former are the fields of unique keys that only older declarations know. What is written here gives them up, for
	// nobody here keeps them true.
	former []string
}

func newTable(c *store.Collection, database *mongo.Database) *table {
	t := &table{Collection: c, docs: database.Collection(c.Name)}
	for _, index := range c.Indexes {
		if index.Unique {
			t.unique = append(t.unique, index)
		}
	}
	return t
}

func path(field string) string {
	if field == store.IDField {
		return idName
	}
	return bodyName + "." + field
}

// visible leaves out tombstones: they have no version.
var visible = bson.E{Key: versionName, Value: bson.D{{Key: "$gt", Value: int64(0)}}}

func byID(id string) bson.E {
	return bson.E{Key: idName, Value: bson.D{{Key: "$eq", Value: id}}}
}

// keys are the unique keys of a body by field name; "" where a sparse index leaves it out.
func (t *table) keys(body bson.Raw) (map[string]string, error) {
	keys := make(map[string]string, len(t.unique))
	for _, index := range t.unique {
		key, err := t.key(index, body)
		if err != nil {
			return nil, err
		}
		keys[uniqueName+index.Name] = key
	}
	return keys, nil
}

func (t *table) key(index store.Index, body bson.Raw) (string, error) {
	parts := make([]any, 0, len(index.Fields))
	for _, name := range index.Fields {
		f, _ := t.Field(name)
		values, err := f.Values(body)
		if err != nil {
			return "", err
		}
		if len(values) == 0 {
			if index.Sparse {
				return "", nil
			}
			return "", fmt.Errorf("%w: field %q of unique index %q is missing", store.ErrRefused, name, index.Name)
		}
		part := values[0]
		if at, ok := part.(time.Time); ok {
			part = at.UnixMilli()
		}
		parts = append(parts, part)
	}
	text, err := json.Marshal(parts)
	return string(text), err
}

// keyUpdate turns keys into what an update sets and what it removes.
func keyUpdate(keys map[string]string) (set, unset bson.D) {
	for name, key := range keys {
		if key == "" {
			unset = append(unset, bson.E{Key: name, Value: ""})
		} else {
			set = append(set, bson.E{Key: name, Value: key})
		}
	}
	return set, unset
}
