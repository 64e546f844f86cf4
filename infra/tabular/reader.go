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
	// Number is where a person finds the row: the line of a text file on which it begins, the row of a
	// sheet, both from 1.
	Number int
	// Fields holds the values by column, without surrounding white space; empty ones are left out.
	Fields map[string]string
	// Problems lists what is wrong with the row. A value with a problem is not in Fields.
	Problems []Problem
}

// Problem is one thing wrong with a row, or with one column of it. The codes: cell_formula, cell_too_long
// (max), nested, not_text, quote, row_json, too_many_cells (max, have).
type Problem struct {
	Column string // empty for the whole row
	Code   string
	Params map[string]any
}

// Error ends the reading of a file. The codes: file_format (allowed), file_old_excel, file_empty,
// file_no_header, file_broken, file_too_large (max), file_too_many_rows (max), file_too_many_columns (max),
// row_too_long (max, row).
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
	Rows: 200_000, Columns: 200, Cell: 64 << 10, Row: 1 << 20,
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

// Reader reads one file.
type Reader struct {
	format  string
	columns []string
	next    func() (Row, error) // io.EOF at the end
	limits  Limits
	close   []func() error
}

// Open opens a file by its path. The caller closes the Reader.
func Open(path string, limits Limits) (*Reader, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open table: %w", err)
	}
	r, err := New(path, file, limits)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	r.close = append(r.close, file.Close)
	return r, nil
}

// New reads from a stream; the name's ending tells the format where the content does not. It reads the
// header at once.
func New(name string, from io.Reader, limits Limits) (*Reader, error) {
	r := &Reader{limits: limits.orDefault()}
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
		return r.workbook(stream)
	case extension == "csv", extension == "tsv", extension == "txt":
		return r.separated(extension, stream)
	case extension == "jsonl", extension == "ndjson":
		return r.jsonLines(stream)
	case extension == "xlsx":
		return &Error{Code: "file_broken"}
	}
	return &Error{Code: "file_format", Params: map[string]any{"allowed": "csv, tsv, xlsx, jsonl, gz"}}
}

// Format is what was found: csv, tsv, xlsx or jsonl.
func (r *Reader) Format() string { return r.format }

// Columns lists the columns in their order. For JSON Lines these are the keys of the first rows, sorted;
// later rows may have others.
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
			if len(row.Fields) == 0 && len(row.Problems) == 0 {
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
