package entry

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"

	"splot/app"
	"splot/app/records"
)

// Difference is one field that differs between two versions. A missing value is nil.
type Difference struct {
	Field         string // path, as in app.FieldError
	Before, After any
}

// Compare lists the fields that differ between two frozen versions; number 0 is the working copy, for
// those who may edit it. Confidential fields are compared only for those who may see them.
func (s *Service) Compare(ctx context.Context, actor app.Actor, id app.ID, from, to int) ([]Difference, error) {
	d, level, err := s.following(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	before, err := s.content(ctx, actor, d, from)
	if err != nil {
		return nil, err
	}
	after, err := s.content(ctx, actor, d, to)
	if err != nil {
		return nil, err
	}
	if level < app.LevelFull {
		for _, c := range []*app.Content{&before, &after} {
			c.Confidential, c.Attachments = app.Text{}, nil
		}
	}
	return Differences(before, after)
}

func (s *Service) following(ctx context.Context, actor app.Actor, id app.ID) (doc, app.Level, error) {
	d, level, err := s.read(ctx, actor, id)
	if err == nil && !actor.May(app.OpFollowEntry, target(d.Value)) {
		err = app.Forbidden()
	}
	return d, level, err
}

func (s *Service) content(ctx context.Context, actor app.Actor, d doc, number int) (app.Content, error) {
	if number == 0 && actor.May(app.OpEditEntry, target(d.Value)) {
		return d.Value.Content, nil
	}
	v, err := s.Versions.Get(ctx, records.VersionID(d.Value.ID, number))
	return v.Value.Content, records.Answer(fmt.Sprintf("read version %d of entry %s", number, d.ID), err)
}

// Differences compares two contents field by field. The stored form decides what a field is: documents
// are walked, lists of plain values are compared as one value, lists of documents item by item.
func Differences(before, after app.Content) ([]Difference, error) {
	a, err := flatten(before)
	if err != nil {
		return nil, err
	}
	b, err := flatten(after)
	if err != nil {
		return nil, err
	}
	list := []Difference{}
	for _, field := range fieldOrder(a, b) {
		if x, y := a[field], b[field]; !equal(x, y) {
			list = append(list, Difference{Field: field, Before: x, After: y})
		}
	}
	return list, nil
}

func flatten(c app.Content) (map[string]any, error) {
	raw, err := bson.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("compare contents: %w", err)
	}
	var d bson.D
	if err := bson.Unmarshal(raw, &d); err != nil {
		return nil, fmt.Errorf("compare contents: %w", err)
	}
	flat := map[string]any{}
	walk("", d, flat)
	return flat, nil
}

func walk(at string, value any, flat map[string]any) {
	switch v := value.(type) {
	case bson.D:
		for _, e := range v {
			walk(join(at, apiName(e.Key)), e.Value, flat)
		}
	case bson.A:
		if len(v) == 0 {
			return
		}
		if _, documents := v[0].(bson.D); documents {
			for i, item := range v {
				walk(join(at, strconv.Itoa(i)), item, flat)
			}
			return
		}
		flat[at] = []any(v)
	case bson.DateTime:
		flat[at] = v.Time().UTC().Format("2006-01-02")
	case nil:
	case string:
		if v != "" {
			flat[at] = v
		}
	default:
		flat[at] = v
	}
}

// apiNames are the few fields whose stored name differs from the API's.
var apiNames = map[string]string{"targetTRL": "targetTrl", "minTRL": "minTrl", "teamFTE": "teamFte"}

func apiName(stored string) string {
	if name, ok := apiNames[stored]; ok {
		return name
	}
	return stored
}

func join(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}

func equal(a, b any) bool {
	x, isList := a.([]any)
	y, both := b.([]any)
	if isList || both {
		return isList && both && slices.Equal(x, y)
	}
	return a == b
}

func fieldOrder(a, b map[string]any) []string {
	var fields []string
	for f := range a {
		fields = append(fields, f)
	}
	for f := range b {
		if _, ok := a[f]; !ok {
			fields = append(fields, f)
		}
	}
	slices.Sort(fields)
	return fields
}
