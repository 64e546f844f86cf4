package matching

import (
	"reflect"
	"testing"

	"splot/app"
)

// A field that head or its match forgot would be lost with every recompute.
func TestHeadIsAMatchWithoutExplanation(t *testing.T) {
	t.Parallel()
	var h head
	filled := reflect.ValueOf(&h).Elem()
	for i := range filled.NumField() {
		fill(filled.Field(i))
	}
	m := reflect.ValueOf(h.match("id"))
	for i := range m.NumField() {
		field := m.Type().Field(i)
		switch field.Name {
		case "Components", "Missing":
			continue
		}
		if m.Field(i).IsZero() {
			t.Errorf("app.Match.%s is lost", field.Name)
		}
		if field.Name == "ID" {
			continue
		}
		if own, ok := filled.Type().FieldByName(field.Name); !ok || own.Tag != field.Tag {
			t.Errorf("head.%s is stored as %q, app.Match as %q", field.Name, own.Tag, field.Tag)
		}
	}
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	case reflect.Struct:
		switch v.Interface().(type) {
		case app.Party:
			v.Set(reflect.ValueOf(app.Party{Entry: "x"}))
		default:
			v.Set(reflect.ValueOf(app.Now()))
		}
	}
}
