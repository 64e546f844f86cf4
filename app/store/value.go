package store

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// idField is how the document id compares; it needs no declaration.
var idField = Field{Name: IDField, Type: String}

// Canonical brings a value of a condition into the one form in which this field compares: string,
// int64, float64, time.Time (UTC, whole milliseconds), bool, or nil. Named types and pointers are
// accepted; a value of another type, text that is not UTF-8 and a float that is not finite are ErrQuery.
func (f Field) Canonical(value any) (any, error) {
	v := reflect.ValueOf(value)
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if !v.IsValid() {
		return nil, nil
	}
	canonical, ok := f.canonical(v)
	if !ok {
		return nil, fmt.Errorf("%w: field %q does not compare with this %s", ErrQuery, f.Name, v.Type())
	}
	return canonical, nil
}

func (f Field) canonical(v reflect.Value) (any, bool) {
	switch {
	case f.Type == String && v.Kind() == reflect.String:
		return v.String(), utf8.ValidString(v.String())
	case f.Type == Bool && v.Kind() == reflect.Bool:
		return v.Bool(), true
	case f.Type == Time:
		return canonicalTime(v.Interface())
	case f.Type == Int && v.CanInt():
		return v.Int(), true
	case f.Type == Int && v.CanUint():
		return int64(v.Uint()), v.Uint() <= math.MaxInt64 //nolint:gosec // the bound is checked
	case f.Type == Float && v.CanFloat():
		return v.Float(), isFinite(v.Float())
	case f.Type == Float && v.CanInt():
		return float64(v.Int()), true
	}
	return nil, false
}

func canonicalTime(value any) (any, bool) {
	switch t := value.(type) {
	case time.Time:
		return time.UnixMilli(t.UnixMilli()).UTC(), true
	case bson.DateTime:
		return t.Time().UTC(), true
	}
	return nil, false
}

func isFinite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }

// Values returns what a body holds in a declared field, in canonical form: at most one value of a
// plain field, any number of an array field; missing and null are no value. A value of another type
// than declared is ErrRefused.
func (f Field) Values(body bson.Raw) ([]any, error) {
	return f.collect(nil, body, strings.Split(f.Name, "."))
}

func (f Field) collect(found []any, doc bson.Raw, path []string) ([]any, error) {
	value := doc.Lookup(path[0])
	if value.IsZero() {
		return found, nil
	}
	if value.Type == bson.TypeArray && f.Array {
		return f.collectArray(found, value, path[1:])
	}
	if len(path) > 1 && value.Type == bson.TypeArray {
		return nil, f.refuse(value)
	}
	return f.collectValue(found, value, path[1:])
}

func (f Field) collectArray(found []any, list bson.RawValue, path []string) ([]any, error) {
	elements, err := list.Array().Values()
	if err != nil {
		return nil, fmt.Errorf("%w: field %q: %w", ErrRefused, f.Name, err)
	}
	for _, element := range elements {
		if found, err = f.collectValue(found, element, path); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func (f Field) collectValue(found []any, value bson.RawValue, path []string) ([]any, error) {
	if value.Type == bson.TypeNull || value.Type == bson.TypeUndefined {
		return found, nil
	}
	if len(path) > 0 {
		if value.Type != bson.TypeEmbeddedDocument {
			return nil, f.refuse(value)
		}
		return f.collect(found, value.Document(), path)
	}
	v, ok := f.Decode(value)
	if !ok {
		return nil, f.refuse(value)
	}
	return append(found, v), nil
}

// Decode returns a BSON value in canonical form, or false if the field does not hold such values.
func (f Field) Decode(value bson.RawValue) (any, bool) {
	switch {
	case f.Type == String && value.Type == bson.TypeString:
		s := value.StringValue()
		return s, utf8.ValidString(s)
	case f.Type == Bool && value.Type == bson.TypeBoolean:
		return value.Boolean(), true
	case f.Type == Time && value.Type == bson.TypeDateTime:
		return value.Time().UTC(), true
	case f.Type == Int && (value.Type == bson.TypeInt32 || value.Type == bson.TypeInt64):
		return value.AsInt64(), true
	case f.Type == Float && value.IsNumber() && value.Type != bson.TypeDecimal128:
		n := value.AsFloat64()
		return n, isFinite(n)
	}
	return nil, false
}

func (f Field) refuse(value bson.RawValue) error {
	return fmt.Errorf("%w: field %q holds a %s that its declaration does not allow", ErrRefused, f.Name, value.Type)
}

// Label is a canonical value as the text under which CountBy reports it: times in RFC 3339 with
// milliseconds.
func Label(canonical any) string {
	switch v := canonical.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case time.Time:
		return v.UTC().Format("2006-01-02T15:04:05.000Z07:00")
	}
	return ""
}
