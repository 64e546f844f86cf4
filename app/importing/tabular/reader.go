package tabular

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path"
	"strings"
)

// Row is one row of data.
type Row struct {
	// Number is where a person finds the row: the line of a text file on which it begins, the row of a sheet, the
	// place in a JSON array, all from 1.
	Number int
	// Cells stand in the order of the columns; there may be fewer than columns.
	Cells []Cell
	// Problem is what is wrong with the whole row. The codes: quote, row_json, too_many_cells (max, have).
	Problem *Problem
}

// Cell is one value, without surrounding white space.
type Cell struct {
	Text string
	// List holds the items of a JSON list, which Text joins.
	List []string
	// Problem is why the cell has no value. The codes: cell_error, cell_formula, cell_too_long (max), nested, not_text.
	Problem *Problem
}

// Empty tells whether the cell holds nothing.
func (c Cell) Empty() bool { return c.Text == "" && c.Problem == nil }

// Problem is one thing wrong with a row or a cell.
type Problem struct {
	Code   string
	Params map[string]any
}

// Error ends the reading of a file. The codes: file_format (allowed), file_old_excel, file_empty,
// file_no_header, file_broken, file_too_large (max), file_too_many_rows (max), file_too_many_columns (max),
// row_too_long (max, row), no_sheet (sheet, sheets), no_sheet_of_data (sheets).
type Error struct {
	Code   string
	Params map[string]any
	cause  error
}

func (e *Error) Error() string {
	text := "read table: " + e.Code
	if len(e.Params) > 0 {
		text += fmt.Sprint(" ", e.Params)
	}
	if e.cause != nil {
		text += ": " + e.cause.Error()
	}
	return text
}

func (e *Error) Unwrap() error { return e.cause }

// Limits bound what is read. The zero value of a limit means that of DefaultLimits.
type Limits struct {
	File     int64 // bytes as given, compressed or not
	Unpacked int64 // bytes of what gzip unpacks
	Workbook int64 // bytes of what a workbook unpacks
	Rows     int
	Columns  int
	Cell     int // bytes
	Row      int // bytes
}

// DefaultLimits are enough for the largest clusters and registers, and small enough for one machine.
var DefaultLimits = Limits{
	File: 64 << 20, Unpacked: 256 << 20, Workbook: 96 << 20,
	Rows: 200_000, Columns: 400, Cell: 64 << 10, Row: 1 << 20,
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits
	for _, v := range []struct{ limit, other *int64 }{{&l.File, &d.File}, {&l.Unpacked, &d.Unpacked}, {&l.Workbook, &d.Workbook}} {
		if *v.limit <= 0 {
			*v.limit = *v.other
		}
	}
	for _, v := range []struct{ limit, other *int }{{&l.Rows, &d.Rows}, {&l.Columns, &d.Columns}, {&l.Cell, &d.Cell}, {&l.Row, &d.Row}} {
		if *v.limit <= 0 {
			*v.limit = *v.other
		}
	}
	return l
}

// Options say how a file is read; the zero value finds everything by itself.
type Options struct {
	Limits Limits
	// Sheet names the sheet of a workbook, by its name or its number from 1; empty takes the one with data.
	Sheet string
	// Recognise tells how many of the names are those of columns that the caller looks for. It decides between
	// sheets and between rows that could be the header; nil goes by form alone.
	Recognise func(names []string) int
}

// About is what was found out, or assumed, about a file.
type About struct {
	Format   string // csv, tsv, xlsx, ods or json
	Encoding string // of a text file that is not UTF-8
	Sheet    string // of a workbook
	Sheets   []string
}

// Reader reads one file.
type Reader struct {
	about   About
	columns []string
	next    func() (Row, error) // io.EOF at the end
	options Options
	limits  Limits
	close   []func() error
}

// Open opens a file by its path. The caller closes the Reader.
func Open(path string, options Options) (*Reader, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open table: %w", err)
	}
	r, err := New(path, file, options)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	r.close = append(r.close, file.Close)
	return r, nil
}

// New reads from a stream; the name's ending tells the format where the content does not. It reads the
// header at once.
func New(name string, from io.Reader, options Options) (*Reader, error) {
	r := &Reader{options: options, limits: options.Limits.orDefault()}
	name = strings.ToLower(path.Base(strings.ReplaceAll(name, "\\", "/")))
	stream := bufio.NewReaderSize(bounded(from, r.limits.File), 64<<10)
	if begins(stream, "\x1f\x8b") {
		unpacked, err := gunzip(stream, r.limits.Unpacked)
		if err != nil {
			return nil, err
		}
		stream, name = bufio.NewReaderSize(unpacked, 64<<10), strings.TrimSuffix(name, ".gz")
	}
	if err := r.open(name, stream); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

func (r *Reader) open(name string, stream *bufio.Reader) error {
	extension := strings.TrimPrefix(path.Ext(name), ".")
	switch {
	case begins(stream, "\xd0\xcf\x11\xe0"):
		return &Error{Code: "file_old_excel"}
	case begins(stream, "PK\x03\x04"):
		return r.archive(stream)
	case extension == "csv", extension == "tsv", extension == "txt":
		return r.separated(extension, stream)
	case extension == "json", extension == "jsonl", extension == "ndjson":
		return r.json(stream)
	case extension == "xlsx", extension == "ods":
		return &Error{Code: "file_broken"}
	}
	return &Error{Code: "file_format", Params: map[string]any{"allowed": "csv, tsv, xlsx, ods, json, jsonl, gz"}}
}

// About tells what was found out about the file. The encoding is sure only when all rows were read.
func (r *Reader) About() About { return r.about }

// Columns lists the names of the columns in their order; one without a name is empty. Those of JSON may grow while
// rows are read.
func (r *Reader) Columns() []string { return r.columns }

// Rows yields the rows that hold something. An error is the last thing yielded.
func (r *Reader) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for count := 0; ; {
			row, err := r.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Row{}, asError(err))
				return
			}
			if row.empty() {
				continue
			}
			if count++; count > r.limits.Rows {
				yield(Row{}, &Error{Code: "file_too_many_rows", Params: map[string]any{"max": r.limits.Rows}})
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func (r Row) empty() bool {
	for _, c := range r.Cells {
		if !c.Empty() {
			return false
		}
	}
	return r.Problem == nil
}

// Close frees what the Reader holds.
func (r *Reader) Close() error {
	var errs []error
	for _, closing := range r.close {
		errs = append(errs, closing())
	}
	r.close = nil
	return errors.Join(errs...)
}

// asError keeps an *Error and makes any other a broken file.
func asError(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{Code: "file_broken", cause: err}
}

func begins(stream *bufio.Reader, with string) bool {
	head, _ := stream.Peek(len(with))
	return bytes.Equal(head, []byte(with))
}
