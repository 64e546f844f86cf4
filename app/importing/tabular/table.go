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

// source yields the records of one sheet, or of a text file; io.EOF at the end.
type source func() (record, error)

// found is the header of a source with what follows it.
type found struct {
	names []string
	score int      // how many names the caller recognises
	rest  []record // read already
	more  source
}

// rows tells whether any row follows the header.
func (f found) rows() bool {
	for _, rec := range f.rest {
		if rec.filled() > 0 || rec.problem != nil {
			return true
		}
	}
	return false
}

// take sets the Reader up to yield what follows a header.
func (r *Reader) take(f found) {
	r.columns = f.names
	rest := f.rest
	r.next = func() (Row, error) {
		if len(rest) > 0 {
			rec := rest[0]
			rest = rest[1:]
			return r.row(rec), nil
		}
		rec, err := f.more()
		if err != nil {
			return Row{}, err
		}
		return r.row(rec), nil
	}
}

// find looks for the header among the first rows: the row with most names that the caller recognises, if there are
// two; else the first row that fills more than half as many cells as the fullest one. Rows above it (a title, a date,
// empty ones) are skipped.
func (r *Reader) find(next source) (found, error) {
	var head []record
	widest := 0
	for len(head) < headRows {
		rec, err := next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return found{}, asError(err)
		}
		head = append(head, rec)
		widest = max(widest, rec.filled())
	}
	at, best := 0, 1
	for at < len(head) && head[at].filled()*2 <= widest {
		at++
	}
	if at == len(head) {
		return found{}, &Error{Code: "file_empty"}
	}
	for i, rec := range head {
		if n := r.recognised(rec.cells); n > best {
			at, best = i, n
		}
	}
	names, err := r.header(head[at])
	return found{names: names, score: r.recognised(names), rest: head[at+1:], more: next}, err
}

func (r *Reader) recognised(names []string) int {
	if r.options.Recognise == nil {
		return 0
	}
	return r.options.Recognise(names)
}

// dataLike is a cell that no name of a column looks like; a year may be one.
var (
	dataLike = regexp.MustCompile(`^[-+0-9 .,:/%]+$|^[^@\s]+@[^@\s]+$|^https?://`)
	year     = regexp.MustCompile(`^(?:19|20)[0-9]{2}$`)
)

// header takes the names of the columns. A name that repeats gets a number, so that no value is lost; a
// column without a name, or with a formula for it, is addressed by its place.
func (r *Reader) header(rec record) ([]string, error) {
	last := lastFilled(rec.cells)
	if last > r.limits.Columns {
		return nil, &Error{Code: "file_too_many_columns", Params: map[string]any{"max": r.limits.Columns}}
	}
	seen := map[string]int{}
	var names []string
	for i, cell := range rec.cells[:last] {
		name := strings.Join(strings.Fields(cell), " ")
		if rec.formulas[i] {
			name = ""
		}
		if dataLike.MatchString(name) && !year.MatchString(name) || len(name) > 300 || !utf8.ValidString(name) {
			return nil, &Error{Code: "file_no_header"}
		}
		if seen[name]++; name != "" && seen[name] > 1 {
			name += " (" + strconv.Itoa(seen[name]) + ")"
		}
		names = append(names, name)
	}
	if len(seen) == 1 && seen[""] > 0 {
		return nil, &Error{Code: "file_no_header"}
	}
	return names, nil
}

func (r *Reader) row(rec record) Row {
	row := Row{Number: rec.number, Problem: rec.problem}
	if rec.problem != nil {
		return row
	}
	if have := lastFilled(rec.cells); have > len(r.columns) {
		row.Problem = &Problem{Code: "too_many_cells", Params: map[string]any{"max": len(r.columns), "have": have}}
	}
	for i, text := range rec.cells[:min(len(rec.cells), len(r.columns))] {
		row.Cells = append(row.Cells, r.cell(text, rec.formulas[i]))
	}
	return row
}

// errorValue is what Excel and LibreOffice show where a formula failed.
var errorValue = regexp.MustCompile(`^#(?:N/A|N/D!?|REF!|ADR!|DIV/0!|DZIEL/0!|VALUE!|ARG!|NAME\?|NAZWA\?|NUM!|LICZBA!|NULL!|ZERO!)$`)

// cell is one value, or why there is none.
func (r *Reader) cell(text string, isFormula bool) Cell {
	text = strings.TrimSpace(text)
	switch {
	case isFormula:
		return Cell{Problem: &Problem{Code: "cell_formula"}}
	case errorValue.MatchString(text):
		return Cell{Problem: &Problem{Code: "cell_error"}}
	case len(text) > r.limits.Cell:
		return Cell{Problem: &Problem{Code: "cell_too_long", Params: map[string]any{"max": r.limits.Cell}}}
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return Cell{Problem: &Problem{Code: "not_text"}}
	}
	return Cell{Text: text}
}

func lastFilled(cells []string) int {
	n := len(cells)
	for n > 0 && strings.TrimSpace(cells[n-1]) == "" {
		n--
	}
	return n
}
