package store

import (
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// More limits that every adapter enforces.
const (
	MaxID      = 512     // bytes of a document id
	MaxEventID = 256     // bytes of an event's id, topic or key
	MaxPayload = 8 << 10 // bytes of an event's payload
	MaxDepth   = 64      // levels of a body
	MaxEvents  = 100     // events of one write
)

var (
	collectionName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,59}$`)
	fieldName      = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$`)
)

// Validate tells what is wrong with a declaration. Adapters call it in Ensure.
func (c *Collection) Validate() error {
	if !collectionName.MatchString(c.Name) {
		return fmt.Errorf("collection name %q is not made of letters, digits and _", c.Name)
	}
	seen := map[string]bool{}
	for _, f := range c.Fields {
		folded := strings.ToLower(f.Name)
		if !fieldName.MatchString(f.Name) || len(f.Name) > 100 || seen[folded] {
			return fmt.Errorf("collection %s: field name %q is malformed or doubled", c.Name, f.Name)
		}
		if f.Type < String || f.Type > Bool {
			return fmt.Errorf("collection %s: field %q has no type", c.Name, f.Name)
		}
		seen[folded] = true
	}
	return c.validateIndexes()
}

func (c *Collection) validateIndexes() error {
	seen := map[string]bool{}
	for _, index := range c.Indexes {
		folded := strings.ToLower(index.Name)
		if !collectionName.MatchString(index.Name) || len(index.Fields) == 0 || seen[folded] {
			return fmt.Errorf("collection %s: index %q is malformed or doubled", c.Name, index.Name)
		}
		seen[folded] = true
		for i, name := range index.Fields {
			f, ok := c.Field(name)
			if !ok || f.Array && (i > 0 || index.Unique) {
				return fmt.Errorf("collection %s: index %q cannot hold field %q there", c.Name, index.Name, name)
			}
		}
	}
	return nil
}

// AcceptBatch tells why writes cannot be taken together, as an error that is ErrRefused: they are too
// many, or two of them are about one document.
func AcceptBatch(writes []Write) error {
	if len(writes) > MaxBatch {
		return fmt.Errorf("%w: %d writes in one call, at most %d", ErrRefused, len(writes), MaxBatch)
	}
	type document struct{ collection, id string }
	seen := make(map[document]bool, len(writes))
	for _, w := range writes {
		d := document{w.Collection.Name, w.ID}
		if seen[d] {
			return fmt.Errorf("%w: two writes to %s %.64q in one call", ErrRefused, w.Collection.Name, w.ID)
		}
		seen[d] = true
	}
	return nil
}

// Accept tells why a write cannot be taken, as an error that is ErrRefused. Adapters call it first, so
// that both refuse the same: ids without text, bodies that are malformed, too big or too deep, keys
// that are empty, begin with $ or hold a dot, rare BSON types (code, decimals …), declared fields of another type, and bodies without a
// field of a unique index that is not sparse.
func (w Write) Accept() error {
	if err := w.accept(); err != nil {
		return fmt.Errorf("write to %s: %w", w.Collection.Name, err)
	}
	return nil
}

func (w Write) accept() error {
	if !AcceptableID(w.ID) {
		return fmt.Errorf("%w: the id is empty, too long or not plain text", ErrRefused)
	}
	if err := acceptEvents(w.Events); err != nil {
		return err
	}
	switch w.Kind {
	case Delete:
		return nil
	case Restore:
		if w.Version < 1 || len(w.Events) > 0 {
			return fmt.Errorf("%w: a restore keeps a version, and causes nothing", ErrRefused)
		}
		return w.Collection.acceptBody(w.Body)
	case Insert, Replace:
		return w.Collection.acceptBody(w.Body)
	}
	return fmt.Errorf("%w: kind %d is not known", ErrRefused, w.Kind)
}

func acceptEvents(events []Event) error {
	if len(events) > MaxEvents {
		return fmt.Errorf("%w: %d events, at most %d", ErrRefused, len(events), MaxEvents)
	}
	for _, e := range events {
		if err := e.accept(); err != nil {
			return err
		}
	}
	return nil
}

func (e Event) accept() error {
	if !AcceptableID(e.ID) || !AcceptableID(e.Topic) || max(len(e.ID), len(e.Topic), len(e.Key)) > MaxEventID {
		return fmt.Errorf("%w: an event needs an id and a topic, of at most %d bytes", ErrRefused, MaxEventID)
	}
	if len(e.Payload) > MaxPayload {
		return fmt.Errorf("%w: the payload has %d bytes, at most %d", ErrRefused, len(e.Payload), MaxPayload)
	}
	if len(e.Payload) == 0 {
		return nil
	}
	return acceptDocument(e.Payload, MaxDepth/2) // half of the depth, for it travels inside others
}

// AcceptableID tells whether a document may have this id: not empty, at most MaxID bytes, UTF-8
// without NUL.
func AcceptableID(id string) bool {
	return id != "" && len(id) <= MaxID && utf8.ValidString(id) && !strings.ContainsRune(id, 0)
}

func (c *Collection) acceptBody(body bson.Raw) error {
	if len(body) > MaxBody {
		return fmt.Errorf("%w: the body has %d bytes, at most %d", ErrRefused, len(body), MaxBody)
	}
	if len(body) == 0 {
		return fmt.Errorf("%w: there is no body", ErrRefused)
	}
	if err := acceptDocument(body, 1); err != nil {
		return err
	}
	for _, index := range c.Indexes {
		if !index.Unique || index.Sparse {
			continue
		}
		for _, name := range index.Fields {
			f, _ := c.Field(name)
			if values, err := f.Values(body); err == nil && len(values) == 0 {
				return fmt.Errorf("%w: field %q of unique index %q is missing", ErrRefused, name, index.Name)
			}
		}
	}
	for _, f := range c.Fields {
		if _, err := f.Values(body); err != nil {
			return err
		}
	}
	return nil
}

func acceptDocument(doc bson.Raw, depth int) error {
	if err := doc.Validate(); err != nil {
		return fmt.Errorf("%w: not BSON: %w", ErrRefused, err)
	}
	return acceptKeys(doc, depth, false)
}

func acceptKeys(doc bson.Raw, depth int, list bool) error {
	if depth > MaxDepth {
		return fmt.Errorf("%w: the body is more than %d levels deep", ErrRefused, MaxDepth)
	}
	if n := len(doc); n < 5 || int(binary.LittleEndian.Uint32(doc)) != n || doc[n-1] != 0 { // Validate looks at none of this inside
		return fmt.Errorf("%w: not BSON: a document of another length than it says", ErrRefused)
	}
	elements, err := doc.Elements()
	if err != nil {
		return fmt.Errorf("%w: not BSON: %w", ErrRefused, err)
	}
	rest := len(doc) - 5 // less the length and the end
	for _, element := range elements {
		rest -= len(element)
		if key := element.Key(); !list && (key == "" || key[0] == '$' || strings.Contains(key, ".")) {
			return fmt.Errorf("%w: key %.40q is empty, begins with $ or holds a dot", ErrRefused, key)
		}
		if err := acceptValue(element.Value(), depth); err != nil {
			return err
		}
	}
	if rest != 0 {
		return fmt.Errorf("%w: not BSON: a document ends before its end", ErrRefused)
	}
	return nil
}

func acceptValue(value bson.RawValue, depth int) error {
	switch value.Type {
	case bson.TypeEmbeddedDocument:
		return acceptKeys(value.Document(), depth+1, false)
	case bson.TypeArray:
		return acceptKeys(bson.Raw(value.Array()), depth+1, true)
	}
	if !acceptable[value.Type] {
		return fmt.Errorf("%w: a body does not hold values of BSON type %s", ErrRefused, value.Type)
	}
	if err := value.Validate(); err != nil {
		return fmt.Errorf("%w: not BSON: %w", ErrRefused, err)
	}
	n := len(value.Value)
	if value.Type == bson.TypeString && (n < 5 || value.Value[n-1] != 0) || value.Type == bson.TypeBoolean && value.Value[0] > 1 {
		return fmt.Errorf("%w: not BSON: a malformed %s", ErrRefused, value.Type)
	}
	return nil
}

// acceptable are the types, besides documents and lists, that every store keeps alike.
var acceptable = map[bson.Type]bool{
	bson.TypeDouble: true, bson.TypeString: true, bson.TypeBinary: true, bson.TypeObjectID: true, bson.TypeBoolean: true,
	bson.TypeDateTime: true, bson.TypeNull: true, bson.TypeInt32: true, bson.TypeInt64: true,
}
