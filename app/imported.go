package app

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// ImportMemory is what one source last said of a document: by field a short sum of the value, enough to tell whether a
// person has changed the field since, and whether the source says something new.
type ImportMemory map[string]string

// Sum is the short sum of a field's value.
func Sum(value []string) string {
	sum := sha256.Sum256([]byte(strings.Join(value, "\x1f")))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// ImportSource is what one source says of an organisation. Several clusters may have the same organisation in their
// lists, each under an id of its own.
type ImportSource struct {
	Cluster ID           `bson:"cluster"`
	ID      string       `bson:"id"`
	Fields  ImportMemory `bson:"fields"`
}

// ImportedEntry is an audit entry as an import wants it to be stored.
type ImportedEntry struct {
	ID           ID    // empty for a new one
	Version      int64 // that the plan was made of
	ExternalID   string
	Kind         Kind
	Organisation ID
	Cluster      ID
	Content      Content
	Memory       ImportMemory
	// Approve makes the content the entry's next approved version, for sources that have been judged elsewhere.
	Approve bool
	// Remember changes nothing but what is remembered.
	Remember bool
}
