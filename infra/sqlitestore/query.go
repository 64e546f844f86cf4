package sqlitestore

import (
	"slices"
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
		all.add("d.rid IN (SELECT rid FROM "+t.sideOf(f).name+element.text()+")", element.args...)
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
	case len(w.NotIn) > 0:
		c.add("("+column+" NOT IN (?"+strings.Repeat(",?", len(w.NotIn)-1)+") OR "+column+" IS NULL)", w.NotIn...)
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

// sideOf is any side table of an array field: each has a row for each document and value.
func (t *table) sideOf(f store.Field) *side {
	for i := range t.sides {
		if t.sides[i].field.Name == f.Name {
			return &t.sides[i]
		}
	}
	panic("no side table for " + t.Name + "." + f.Name) // newSides makes one for each
}

// find selects the row numbers first, so that sorting never carries bodies along.
func (t *table) find(p store.Plan, s store.Segment, limit int) (string, []any) {
	inner, c := t.selection(p, s)
	text := "SELECT d.id, d.version, d.body FROM " + t.main() + " AS d WHERE d.rid IN (" + inner + " LIMIT ?)" +
		ordered(p, "d."+column(p.Sort.Name), "d.id")
	return text, append(c.args, limit)
}

func ordered(p store.Plan, sort, id string) string {
	direction := ""
	if p.Desc {
		direction = " DESC"
	}
	if p.Sort.Name == store.IDField {
		return " ORDER BY " + id + direction
	}
	return " ORDER BY " + sort + direction + ", " + id + direction
}

// selection selects row numbers in the order of the sort: from a side table whose rows stand in that
// order, if there is one, for it gives the first page without looking at all that fits.
func (t *table) selection(p store.Plan, s store.Segment) (string, *conditions) {
	for i, w := range p.Where {
		f, _ := t.Declared(w.Field)
		if !f.Array || !w.IsEqual {
			continue
		}
		for _, side := range t.sides {
			if fixed, ok := side.serves(p); ok && side.field.Name == f.Name {
				return t.fromSide(side, fixed, p, i, s)
			}
		}
	}
	sort := "d." + column(p.Sort.Name)
	c := t.conditions(p.Where)
	c.segment(p, s, sort, "d.id", sort+" IS NULL", sort+" IS NOT NULL")
	return "SELECT d.rid FROM " + t.main() + " AS d" + c.text() + ordered(p, sort, "d.id"), c
}

// fromSide reads a side table by the array condition at place i and by the keys that are fixed.
func (t *table) fromSide(s side, fixed int, p store.Plan, i int, part store.Segment) (string, *conditions) {
	rest := append(append([]store.Condition{}, p.Where[:i]...), p.Where[i+1:]...)
	c := t.conditions(rest)
	c.add("s.value = ?", p.Where[i].Equal)
	for k := range fixed {
		c.add("s."+keyColumn(k)+" = ?", equal(p.Where, s.keys[k].Name))
	}
	sort, joined := "s.id", ""
	if p.Sort.Name != store.IDField {
		sort = "s." + keyColumn(fixed)
	}
	c.segment(p, part, sort, "s.id", sort+" = -9e999", sort+" > -9e999")
	if part.From != nil && p.Desc {
		c.add(sort + " > -9e999")
	}
	if len(rest) > 0 { // CROSS keeps SQLite from beginning at the other end
		joined = " CROSS JOIN " + t.main() + " AS d ON d.rid = s.rid"
	}
	return "SELECT s.rid FROM " + s.name + " AS s" + joined + c.text() + ordered(p, sort, "s.id"), c
}

// countBy counts by a field, from a side table alone where one holds all that is asked.
func (t *table) countBy(p store.Plan, f store.Field) (string, []any) {
	for _, s := range t.sides {
		if text, args, ok := s.countBy(p, f); ok {
			return text, args
		}
	}
	where, args := t.where(p.Where)
	if f.Array {
		return "SELECT a.value AS v, count(*) FROM " + t.main() + " AS d JOIN " + t.sideOf(f).name + " AS a ON a.rid = d.rid" + where, args
	}
	return "SELECT d." + column(f.Name) + " AS v, count(*) FROM " + t.main() + " AS d" + where, args
}

// countBy counts the rows of one value by a key, if the other conditions fix the keys before it.
func (s *side) countBy(p store.Plan, f store.Field) (string, []any, bool) {
	fixed := slices.IndexFunc(s.keys, func(k store.Field) bool { return k.Name == f.Name })
	if fixed < 0 || len(p.Where) != fixed+1 {
		return "", nil, false
	}
	c := &conditions{}
	for i, name := range append([]string{s.field.Name}, names(s.keys[:fixed])...) {
		value := equal(p.Where, name)
		if value == nil {
			return "", nil, false
		}
		c.add(s.columns()[i]+" = ?", value)
	}
	key := keyColumn(fixed)
	return "SELECT nullif(" + key + ", -9e999) AS v, count(*) FROM " + s.name + c.text(), c.args, true
}

func names(fields []store.Field) []string {
	list := make([]string, len(fields))
	for i, f := range fields {
		list[i] = f.Name
	}
	return list
}

func (c *conditions) segment(p store.Plan, s store.Segment, sort, id, missing, present string) {
	beyond := ">"
	if p.Desc {
		beyond = "<"
	}
	switch {
	case s.Missing:
		c.add(missing)
	case s.Present:
		c.add(present)
	}
	switch {
	case s.From != nil: // the first part gives the index its range, the second decides among equals
		c.add(sort+" "+beyond+"= ?", s.From)
		c.add("("+sort+" "+beyond+" ? OR "+id+" "+beyond+" ?)", s.From, s.AfterID)
	case s.AfterID != "":
		c.add(id+" "+beyond+" ?", s.AfterID)
	}
}
