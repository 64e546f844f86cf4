package sqlitestore

import (
	"math"
	"slices"
	"strings"

	"splot/app/store"
)

// side is a side table: a row for each document and each value of an array field. It is the index of
// the array together with the fields that follow it in a declared index, in whose order its rows
// stand. An array field that begins no index has a side table of its own.
type side struct {
	field          store.Field
	keys           []store.Field // the fields after the array
	name           string        // quoted
	insert, remove string
}

// absent stands in a side table for a missing field: its rows stand in the order of their keys, null
// cannot be a key, and minus infinity comes before every number and every text.
var absent = math.Inf(-1)

func (t *table) newSides() []side {
	var all []side
	covered := map[string]bool{}
	for _, index := range t.Indexes {
		f, _ := t.Field(index.Fields[0])
		if !f.Array {
			continue
		}
		covered[f.Name] = true
		s := side{field: f, name: `"a:` + t.Name + ":i:" + index.Name + `"`}
		for _, name := range index.Fields[1:] {
			key, _ := t.Field(name)
			s.keys = append(s.keys, key)
		}
		all = append(all, s)
	}
	for _, f := range t.Fields {
		if f.Array && !covered[f.Name] {
			all = append(all, side{field: f, name: `"a:` + t.Name + ":f:" + f.Name + `"`})
		}
	}
	for i := range all {
		all[i].statements()
	}
	return all
}

func keyColumn(i int) string { return "k" + string(rune('a'+i)) }

// columns are value, the keys and the id: what identifies a row.
func (s *side) columns() []string {
	names := []string{"value"}
	for i := range s.keys {
		names = append(names, keyColumn(i))
	}
	return append(names, "id")
}

func (s *side) statements() {
	names := s.columns()
	s.insert = "INSERT OR IGNORE INTO " + s.name + " (" + strings.Join(names, ", ") + ", rid) VALUES (?" + strings.Repeat(", ?", len(names)) + ")"
	s.remove = "DELETE FROM " + s.name + " WHERE " + strings.Join(names, " = ? AND ") + " = ?"
}

// schema leaves the keys without a type, so that absent fits into any.
func (s *side) schema() string {
	names := s.columns()
	definition := "CREATE TABLE " + s.name + " (value " + sqlType(s.field) + " NOT NULL"
	for _, name := range names[1 : len(names)-1] {
		definition += ", " + name + " NOT NULL"
	}
	return definition + ", id TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (" + strings.Join(names, ", ") + ")) WITHOUT ROWID"
}

// rows are what a body puts into the table, without the row number.
func (s *side) rows(id string, body []byte) ([][]any, error) {
	values, err := s.field.Values(body)
	if err != nil || len(values) == 0 {
		return nil, err
	}
	rest := make([]any, 0, len(s.keys)+2)
	for _, f := range s.keys {
		key, err := f.Values(body)
		if err != nil {
			return nil, err
		}
		if len(key) == 0 {
			rest = append(rest, absent)
			continue
		}
		rest = append(rest, argument(key[0]))
	}
	rest = append(rest, id)
	rows := make([][]any, len(values))
	for i, v := range values {
		rows[i] = append([]any{argument(v)}, rest...)
	}
	return rows, nil
}

// without returns the rows that are not among others.
func without(rows, others [][]any) [][]any {
	return slices.DeleteFunc(slices.Clone(rows), func(r []any) bool {
		return slices.ContainsFunc(others, func(o []any) bool { return slices.Equal(r, o) })
	})
}

// serves tells whether the rows of one value stand in the order of the sort, and how many leading keys
// the conditions fix.
func (s *side) serves(p store.Plan) (fixed int, ok bool) {
	for _, key := range s.keys {
		if key.Name == p.Sort.Name {
			return fixed, true
		}
		if equal(p.Where, key.Name) == nil {
			return 0, false
		}
		fixed++
	}
	return fixed, p.Sort.Name == store.IDField
}

// equal returns the value that a condition fixes a field to, or nil.
func equal(where []store.Condition, field string) any {
	for _, w := range where {
		if w.Field == field && w.IsEqual {
			return w.Equal
		}
	}
	return nil
}
