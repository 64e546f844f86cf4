package importing

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode"

	"splot/app"
	"splot/app/importing/tabular"
)

// Table is what rows are read from; *tabular.Reader is one.
type Table interface {
	Columns() []string
	Rows() iter.Seq2[tabular.Row, error]
	About() tabular.About
}

// row is one row of the file with the values of the fields that it gives.
type row struct {
	number  int
	values  map[string][]string // by field; a field that is given as empty has no value but is there
	raw     map[string]string   // as the file has it
	adapted []Finding
	wrong   []Finding
	made    map[string]bool // fields whose value was made of another field
	summary bool            // a sum of the rows above
	left    bool            // nothing but ignored columns is filled
}

// given tells whether the file says something of a field, if only that it is empty.
func (r *row) given(field string) bool { _, ok := r.values[field]; return ok }

func (r *row) one(field string) string { return strings.Join(r.values[field], "") }

func (r *row) set(field string, value ...string) {
	r.values[field] = slices.DeleteFunc(value, func(s string) bool { return s == "" })
}

// make sets a field that the file leaves empty from another one.
func (r *row) make(field, value string) {
	r.set(field, value)
	r.made[field] = true
}

func (r *row) note(field, code string, params ...any) {
	r.adapted = append(r.adapted, Finding{field, r.raw[field], app.Field(field, code, params...)})
}

func (r *row) refuse(field, code string, params ...any) {
	r.wrong = append(r.wrong, Finding{field, r.raw[field], app.Field(field, code, params...)})
}

// sheet is a file as read.
type sheet struct {
	about   tabular.About
	columns []Column
	sets    []Pair
	ignored []string
	rows    []row
}

// read takes in the whole table: a plan compares rows with each other.
func (o *Options) read(table Table) (*sheet, error) {
	var raw []tabular.Row
	for r, err := range table.Rows() {
		if err != nil {
			return nil, err
		}
		raw = append(raw, r)
	}
	names := table.Columns()
	fields := Fields(o.What, o.Kind)
	s := &sheet{about: table.About()}
	var err error
	if s.columns, s.ignored, err = columns(fields, names, polishColumns(raw), o.Choice); err != nil {
		return nil, err
	}
	s.ignored = slices.DeleteFunc(s.ignored, func(name string) bool { return emptyColumn(raw, place(names, name)) })
	sets, err := o.sets(fields)
	if err != nil {
		return nil, err
	}
	s.columns = slices.DeleteFunc(s.columns, func(c Column) bool { _, set := sets[c.Field.Name]; return set })
	s.sets = o.Choice.Set
	for _, r := range raw {
		s.rows = append(s.rows, o.row(r, s.columns, sets))
	}
	return s, nil
}

func emptyColumn(rows []tabular.Row, at int) bool {
	return at < 0 || !slices.ContainsFunc(rows, func(r tabular.Row) bool { return at < len(r.Cells) && !r.Cells[at].Empty() })
}

// sets converts the values for all rows.
func (o *Options) sets(fields []Field) (map[string]converted, error) {
	sets := map[string]converted{}
	for _, p := range o.Choice.Set {
		f, err := fieldNamed(fields, p.Field)
		if err != nil {
			return nil, err
		}
		c := convert(f, tabular.Cell{Text: p.Value}, o.Lang)
		if c.wrong != nil {
			return nil, &MappingError{app.Field("", "set_wrong", "value", p.Field+"="+p.Value, "why", app.FieldError{Code: c.wrong.Code, Params: c.wrong.Params}.Message(o.Lang))}
		}
		if _, twice := sets[f.Name]; twice {
			return nil, mappingError("field_twice", "value", f.Name)
		}
		sets[f.Name] = c
	}
	return sets, nil
}

func (o *Options) row(raw tabular.Row, columns []Column, sets map[string]converted) row {
	r := row{number: raw.Number, values: map[string][]string{}, raw: map[string]string{}, made: map[string]bool{}, left: true}
	if raw.Problem != nil {
		r.left = false
		r.wrong = append(r.wrong, Finding{FieldError: app.FieldError{Code: raw.Problem.Code, Params: raw.Problem.Params}})
		return r
	}
	filled := 0
	for _, c := range columns {
		var cell tabular.Cell
		if c.At < len(raw.Cells) {
			cell = raw.Cells[c.At]
		}
		if !cell.Empty() {
			r.left = false
			filled++
		}
		r.take(c.Field, cell, o.Lang)
	}
	for field, c := range sets {
		r.values[field] = c.value
	}
	r.summary = summary(raw, filled)
	return r
}

func (r *row) take(f Field, cell tabular.Cell, lang app.Lang) {
	c := convert(f, cell, lang)
	r.raw[f.Name] = cell.Text
	if c.wrong != nil {
		r.wrong = append(r.wrong, Finding{f.Name, cell.Text, *c.wrong})
		return
	}
	r.values[f.Name] = c.value
	for _, a := range c.adapted {
		r.adapted = append(r.adapted, Finding{f.Name, cell.Text, a})
	}
}

// sums are what people write in a row that adds up those above it.
var sums = []string{"razem", "suma", "ogolem", "lacznie", "podsumowanie", "total", "sum", "grandtotal", "subtotal", "wsumie", "razemczlonkow", "liczbaczlonkow"}

// summary recognises such a row: its first text is one of these words, and hardly anything else is there.
func summary(raw tabular.Row, filled int) bool {
	for _, c := range raw.Cells {
		if c.Text == "" || !strings.ContainsFunc(c.Text, unicode.IsLetter) {
			continue
		}
		return slices.Contains(sums, Fold(strings.TrimRight(c.Text, ":"))) && filled <= 2
	}
	return false
}

// polishColumns tells of a column whether its texts are Polish: one in ten has a letter that only Polish has.
func polishColumns(rows []tabular.Row) func(at int) bool {
	return func(at int) bool {
		texts, polish := 0, 0
		for _, r := range rows[:min(len(rows), 500)] {
			if at < len(r.Cells) && r.Cells[at].Text != "" {
				texts++
				if strings.ContainsAny(r.Cells[at].Text, "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ") {
					polish++
				}
			}
		}
		return polish > 0 && polish*10 >= texts
	}
}

// FileError puts what ends the reading of a file into words; ok tells whether it was that.
func FileError(err error) (app.FieldError, bool) {
	if e, ok := errors.AsType[*tabular.Error](err); ok {
		return app.FieldError{Code: e.Code, Params: e.Params}, true
	}
	if e, ok := errors.AsType[*MappingError](err); ok {
		return e.FieldError, true
	}
	return app.FieldError{}, false
}

func fingerprint(r *row) string {
	var b strings.Builder
	for _, field := range slices.Sorted(maps.Keys(r.values)) {
		fmt.Fprintf(&b, "%s=%q;", field, r.values[field])
	}
	return b.String()
}
