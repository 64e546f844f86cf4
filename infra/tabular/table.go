package tabular

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// record is one row of a table before its header is known.
type record struct {
	number   int
	cells    []string
	formulas map[int]bool // cells that the file itself marks as formulas
	problem  *Problem     // of the whole row
}

func (r record) filled() int {
	n := 0
	for _, cell := range r.cells {
		if strings.TrimSpace(cell) != "" {
			n++
		}
	}
	return n
}

// headRows is how many rows are looked at to find the header.
const headRows = 20

// table finds the header among the first rows and sets the Reader up to yield those after it. Rows above it
// (a title, a date, empty ones) are skipped: the header is the first row that fills more than half as many
// cells as the fullest one.
func (r *Reader) table(next func() (record, error)) error {
	var head []record
	widest := 0
	for len(head) < headRows {
		rec, err := next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return asError(err)
		}
		head = append(head, rec)
		widest = max(widest, rec.filled())
	}
	at := 0
	for at < len(head) && head[at].filled()*2 <= widest {
		at++
	}
	if at == len(head) {
		return &Error{Code: "file_empty"}
	}
	if err := r.header(head[at]); err != nil {
		return err
	}
	width, rest := len(r.columns), head[at+1:]
	names := r.columns
	r.columns = nonEmpty(names)
	r.next = func() (Row, error) {
		if len(rest) > 0 {
			rec := rest[0]
			rest = rest[1:]
			return r.row(rec, names, width), nil
		}
		rec, err := next()
		if err != nil {
			return Row{}, err
		}
		return r.row(rec, names, width), nil
	}
	return nil
}

var dataLike = regexp.MustCompile(`^[-+0-9 .,:/%]+$|^[^@\s]+@[^@\s]+$|^https?://`)

// header takes the names of the columns. A name that repeats gets a number, so that no value is lost; a
// column without a name is not read.
func (r *Reader) header(rec record) error {
	last := len(rec.cells)
	for last > 0 && strings.TrimSpace(rec.cells[last-1]) == "" {
		last--
	}
	if last > r.limits.Columns {
		return &Error{Code: "file_too_many_columns", Params: map[string]any{"max": r.limits.Columns}}
	}
	seen := map[string]int{}
	for i, cell := range rec.cells[:last] {
		name := strings.Join(strings.Fields(cell), " ")
		if dataLike.MatchString(name) || rec.formulas[i] || formula(name) || len(name) > 200 || !utf8.ValidString(name) {
			return &Error{Code: "file_no_header"}
		}
		if seen[name]++; name != "" && seen[name] > 1 {
			name += " (" + strconv.Itoa(seen[name]) + ")"
		}
		r.columns = append(r.columns, name)
	}
	return nil
}

func (r *Reader) row(rec record, names []string, width int) Row {
	row := Row{Number: rec.number, Fields: map[string]string{}}
	if rec.problem != nil {
		row.Problems = append(row.Problems, *rec.problem)
		return row
	}
	for i, cell := range rec.cells {
		if i >= width {
			if have := lastFilled(rec.cells); have > width {
				row.Problems = append(row.Problems, Problem{Code: "too_many_cells", Params: map[string]any{"max": width, "have": have}})
			}
			break
		}
		if names[i] != "" {
			r.cell(&row, names[i], cell, rec.formulas[i])
		}
	}
	return row
}

// cell puts one value into the row, or says why not.
func (r *Reader) cell(row *Row, column, value string, isFormula bool) {
	value = strings.TrimSpace(value)
	switch {
	case isFormula, formula(value):
		row.Problems = append(row.Problems, Problem{Column: column, Code: "cell_formula"})
	case value == "":
	case len(value) > r.limits.Cell:
		row.Problems = append(row.Problems, Problem{Column: column, Code: "cell_too_long", Params: map[string]any{"max": r.limits.Cell}})
	case !utf8.ValidString(value) || strings.ContainsRune(value, 0):
		row.Problems = append(row.Problems, Problem{Column: column, Code: "not_text"})
	default:
		row.Fields[column] = value
	}
}

// called is a function or a program call after a sign that spreadsheets take for a formula's beginning.
var called = regexp.MustCompile(`^[+\-@][+\-0-9.]*[A-Za-z_][A-Za-z0-9_.]*[(|!]`)

// formula tells whether a spreadsheet would compute the text. A sign alone does not make a formula: phone
// numbers, negative numbers and lists with dashes begin with one, too.
func formula(value string) bool {
	return len(value) > 1 && value[0] == '=' || called.MatchString(value)
}

func lastFilled(cells []string) int {
	n := len(cells)
	for n > 0 && strings.TrimSpace(cells[n-1]) == "" {
		n--
	}
	return n
}

func nonEmpty(names []string) []string {
	var out []string
	for _, name := range names {
		if name != "" {
			out = append(out, name)
		}
	}
	return out
}
