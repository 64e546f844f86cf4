package sqlitestore

import (
	"strings"

	"splot/app/store"
)

// conditions collects the parts of a WHERE clause with their arguments.
type conditions struct {
	parts []string
	args  []any
}

func (c *conditions) add(part string, args ...any) {
	c.parts = append(c.parts, part)
	for _, a := range args {
		c.args = append(c.args, argument(a))
	}
}

func (c *conditions) text() string {
	if len(c.parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.parts, " AND ")
}

func (t *table) where(list []store.Condition) (string, []any) {
	c := t.conditions(list)
	return c.text(), c.args
}

func (t *table) conditions(list []store.Condition) *conditions {
	all := &conditions{}
	for _, w := range list {
		f, _ := t.Declared(w.Field)
		if !f.Array {
			all.compare("d."+column(w.Field), w)
			continue
		}
		element := &conditions{}
		element.compare("value", w)
		all.add("d.rid IN (SELECT rid FROM "+t.side(f)+element.text()+")", element.args...)
	}
	return all
}

func (c *conditions) compare(column string, w store.Condition) {
	switch {
	case w.IsEqual && w.Equal == nil:
		c.add(column + " IS NULL")
	case w.IsEqual:
		c.add(column+" = ?", w.Equal)
	case w.IsIn && len(w.In) == 0:
		c.add("0")
	case w.IsIn:
		c.add(column+" IN (?"+strings.Repeat(",?", len(w.In)-1)+")", w.In...)
	}
	for _, bound := range []struct {
		operator string
		value    any
	}{{" >= ?", w.Min}, {" <= ?", w.Max}, {" > ?", w.Above}, {" < ?", w.Below}} {
		if bound.value != nil {
			c.add(column+bound.operator, bound.value)
		}
	}
}

// find selects the row numbers first, so that sorting never carries bodies along.
func (t *table) find(p store.Plan, s store.Segment, limit int) (string, []any) {
	sort, beyond, order := "d."+column(p.Sort.Name), ">", ""
	if p.Desc {
		beyond, order = "<", " DESC"
	}
	c := t.conditions(p.Where)
	switch {
	case s.Missing:
		c.add(sort + " IS NULL")
	case s.Present:
		c.add(sort + " IS NOT NULL")
	}
	switch {
	case s.From != nil: // the first part gives the index its range, the second decides among equals
		c.add(sort+" "+beyond+"= ?", s.From)
		c.add("("+sort+" "+beyond+" ? OR d.id "+beyond+" ?)", s.From, s.AfterID)
	case s.AfterID != "":
		c.add("d.id "+beyond+" ?", s.AfterID)
	}
	by := " ORDER BY d.id" + order
	if p.Sort.Name != store.IDField {
		by = " ORDER BY " + sort + order + ", d.id" + order
	}
	return "SELECT d.id, d.version, d.body FROM " + t.main() + " AS d WHERE d.rid IN (SELECT d.rid FROM " + t.main() + " AS d" +
		c.text() + by + " LIMIT ?)" + by, append(c.args, limit)
}
