package store

import (
	"encoding/base64"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// DefaultLimit is how many documents a query without a limit returns.
const DefaultLimit = 50

// Plan is a checked query in the form adapters work from.
type Plan struct {
	Where []Condition // with canonical values; Equal nil stands for missing or null
	Sort  Field       // of IDField when by id alone
	Desc  bool
	Limit int
	// Segments are answered one after the other until the limit is reached.
	Segments []Segment
}

// Segment is a stretch of a sorted result that one index range can serve. Paging needs up to two,
// because documents without the sort field stand before all others and no comparison reaches them.
type Segment struct {
	Missing bool   // only documents without the sort field
	Present bool   // only documents with it
	From    any    // if not nil: the sort field is at this value or behind it, in sort direction
	AfterID string // if set: behind this id among documents equal in the sort field
}

// Plan checks a query and brings it into the form that adapters work from; the error is ErrQuery.
func (c *Collection) Plan(q Query) (Plan, error) {
	if err := c.Check(q); err != nil {
		return Plan{}, err
	}
	p := Plan{Sort: idField, Desc: q.Desc, Limit: q.Limit}
	if p.Limit == 0 {
		p.Limit = DefaultLimit
	}
	if q.Sort != "" && q.Sort != IDField {
		p.Sort, _ = c.Field(q.Sort)
	}
	for _, w := range q.Where {
		canonical, err := c.condition(w)
		if err != nil {
			return Plan{}, fmt.Errorf("%s: %w", c.Name, err)
		}
		p.Where = append(p.Where, canonical)
	}
	var err error
	p.Segments, err = p.segments(q.Cursor)
	return p, err
}

// Declared returns the declaration of a field that a condition may name: a declared one, or the id.
func (c *Collection) Declared(name string) (Field, bool) {
	if name == IDField {
		return idField, true
	}
	return c.Field(name)
}

func (c *Collection) condition(w Condition) (Condition, error) {
	f, _ := c.Declared(w.Field)
	if err := w.wellFormed(f); err != nil {
		return w, err
	}
	var err error
	for _, v := range []*any{&w.Equal, &w.Min, &w.Max, &w.Above, &w.Below} {
		if *v, err = f.Canonical(*v); err != nil {
			return w, err
		}
	}
	if w.NotIn != nil {
		w.NotIn, err = f.canonicalList(w.NotIn)
		return w, err
	}
	if w.In, err = f.canonicalList(w.In); err == nil && len(w.In) == 1 { // the same, and an index gives the order of one value
		return Condition{Field: w.Field, IsEqual: true, Equal: w.In[0]}, nil
	}
	return w, err
}

func (f Field) canonicalList(values []any) ([]any, error) {
	list := make([]any, len(values))
	for i, v := range values {
		var err error
		if list[i], err = f.Canonical(v); err != nil {
			return nil, err
		}
		if list[i] == nil {
			return nil, fmt.Errorf("%w: field %q: null in a list of values", ErrQuery, f.Name)
		}
	}
	return list, nil
}

func (w Condition) wellFormed(f Field) error {
	bounds := 0
	for _, v := range []any{w.Min, w.Max, w.Above, w.Below} {
		if v != nil {
			bounds++
		}
	}
	forms := 0
	for _, used := range []bool{w.IsEqual, w.IsIn, w.NotIn != nil, bounds > 0} {
		if used {
			forms++
		}
	}
	switch {
	case forms != 1:
		return fmt.Errorf("%w: the condition on %q has %d forms instead of one", ErrQuery, w.Field, forms)
	case f.Array && w.NotIn != nil:
		return fmt.Errorf("%w: array field %q takes no list of what it has not", ErrQuery, w.Field)
	case f.Array && bounds > 1:
		return fmt.Errorf("%w: array field %q takes one bound", ErrQuery, w.Field)
	case f.Array && w.IsEqual && w.Equal == nil:
		return fmt.Errorf("%w: array field %q does not compare with null", ErrQuery, w.Field)
	}
	return nil
}

// place is what a cursor holds: the sort value and the id of the last document seen.
type place struct {
	Sort  string `bson:"s"`
	Desc  bool   `bson:"d,omitempty"`
	Value any    `bson:"v"`
	ID    string `bson:"i"`
}

// After is the cursor behind a document of the result.
func (p Plan) After(d Document) (Cursor, error) {
	at := place{Sort: p.Sort.Name, Desc: p.Desc, ID: d.ID}
	if p.Sort.Name != IDField {
		values, err := p.Sort.Values(d.Body)
		if err != nil {
			return "", err
		}
		if len(values) > 0 {
			at.Value = values[0]
		}
	}
	raw, err := bson.Marshal(at)
	if err != nil {
		return "", fmt.Errorf("encode cursor: %w", err)
	}
	return Cursor(base64.RawURLEncoding.EncodeToString(raw)), nil
}

func (p Plan) segments(c Cursor) ([]Segment, error) {
	if c == "" {
		return []Segment{{}}, nil
	}
	at, err := p.place(c)
	switch {
	case err != nil:
		return nil, err
	case p.Sort.Name == IDField:
		return []Segment{{AfterID: at.ID}}, nil
	case at.Value == nil && p.Desc:
		return []Segment{{Missing: true, AfterID: at.ID}}, nil
	case at.Value == nil:
		return []Segment{{Missing: true, AfterID: at.ID}, {Present: true}}, nil
	case p.Desc:
		return []Segment{{From: at.Value, AfterID: at.ID}, {Missing: true}}, nil
	}
	return []Segment{{From: at.Value, AfterID: at.ID}}, nil
}

func (p Plan) place(c Cursor) (place, error) {
	var at place
	raw, err := base64.RawURLEncoding.DecodeString(string(c))
	if err == nil {
		err = bson.Unmarshal(raw, &at)
	}
	if err != nil || at.Sort != p.Sort.Name || at.Desc != p.Desc || !AcceptableID(at.ID) {
		return at, ErrCursor
	}
	at.Value, err = p.Sort.Canonical(at.Value)
	return at, err
}
