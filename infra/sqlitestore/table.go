package sqlitestore

import (
	"fmt"
	"strings"
	"time"

	"splot/app/store"
)

// table is a collection with the names and statements that its declaration leads to.
type table struct {
	*store.Collection
	plain  []store.Field // have a column
	sides  []side
	unique map[string]string

	insert, replace, remove, version, body string
}

func newTable(c *store.Collection) *table {
	t := &table{Collection: c, unique: map[string]string{}}
	for _, f := range c.Fields {
		if !f.Array {
			t.plain = append(t.plain, f)
		}
	}
	for _, index := range c.Indexes {
		if index.Unique {
			t.unique[t.clash(index)] = index.Name
		}
	}
	t.sides = t.newSides()
	t.statements()
	return t
}

func (t *table) statements() {
	var names, marks, sets strings.Builder
	for _, f := range t.plain {
		names.WriteString(", " + column(f.Name))
		marks.WriteString(", ?")
		sets.WriteString(", " + column(f.Name) + " = ?")
	}
	main := t.main()
	t.insert = "INSERT INTO " + main + " (id, version" + names.String() + ", body) VALUES (?, ?" + marks.String() + ", ?)"
	t.replace = "UPDATE " + main + " SET version = version + 1" + sets.String() + ", body = ? WHERE id = ? AND version = ? RETURNING rid"
	t.remove = "DELETE FROM " + main + " WHERE id = ? AND version = ? RETURNING rid"
	t.version = "SELECT version FROM " + main + " WHERE id = ?"
	t.body = "SELECT body FROM " + main + " WHERE id = ? AND version = ?"
}

// clash is how SQLite names the columns of a unique index in its message.
func (t *table) clash(index store.Index) string {
	columns := make([]string, len(index.Fields))
	for i, name := range index.Fields {
		columns[i] = "d:" + t.Name + ".f:" + name
	}
	return strings.Join(columns, ", ")
}

// Names are quoted; Validate has made sure that they hold letters, digits, _ and dots only.
func (t *table) main() string                   { return `"d:` + t.Name + `"` }
func (t *table) indexName(i store.Index) string { return `"i:` + t.Name + ":" + i.Name + `"` }

func column(field string) string {
	if field == store.IDField {
		return "id"
	}
	return `"f:` + field + `"`
}

func sqlType(f store.Field) string {
	switch f.Type {
	case store.String:
		return "TEXT"
	case store.Float:
		return "REAL"
	case store.Int, store.Time, store.Bool:
		return "INTEGER"
	}
	panic(fmt.Sprintf("field %s has no type", f.Name)) // Validate has refused it
}

// argument is a canonical value as a column holds it: times as UTC milliseconds, booleans as 0 and 1.
func argument(value any) any {
	switch v := value.(type) {
	case time.Time:
		return v.UnixMilli()
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	}
	return value
}

// columns returns what the plain fields' columns hold for a body.
func (t *table) columns(body []byte) ([]any, error) {
	args := make([]any, 0, len(t.plain)+4)
	for _, f := range t.plain {
		values, err := f.Values(body)
		if err != nil {
			return nil, err
		}
		if len(values) == 0 {
			args = append(args, nil)
			continue
		}
		args = append(args, argument(values[0]))
	}
	return args, nil
}

// schema is the statements that make the table, its side tables and its indexes.
func (t *table) schema() []string {
	var columns strings.Builder
	for _, f := range t.plain {
		columns.WriteString(column(f.Name) + " " + sqlType(f) + ", ")
	}
	made := []string{"CREATE TABLE " + t.main() +
		" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, " + columns.String() + "body BLOB NOT NULL)"}
	for _, s := range t.sides {
		made = append(made, s.schema())
	}
	for _, index := range t.Indexes {
		if s := t.index(index); s != "" {
			made = append(made, s)
		}
	}
	return made
}

// index is empty if an array field stands first: then the index is a side table.
func (t *table) index(index store.Index) string {
	columns := make([]string, 0, len(index.Fields)+1)
	for _, name := range index.Fields {
		if f, _ := t.Field(name); f.Array {
			return ""
		}
		columns = append(columns, column(name))
	}
	unique := "UNIQUE "
	if !index.Unique {
		unique = ""
		columns = append(columns, "id") // so that the index gives the order of a sort, too
	}
	return "CREATE " + unique + "INDEX " + t.indexName(index) + " ON " + t.main() + " (" + strings.Join(columns, ", ") + ")"
}
