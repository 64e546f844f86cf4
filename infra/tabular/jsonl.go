package tabular

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
)

// jsonLines reads one JSON object a line. Numbers and truth values become text as they are written, null is
// an empty value; objects and lists are refused, for a table has no place for them.
func (r *Reader) jsonLines(stream *bufio.Reader) error {
	r.format = "jsonl"
	text := bufio.NewReaderSize(decoded(stream), 64<<10)
	number := 0
	next := func() (Row, error) {
		line, err := readLine(text, r.limits.Row)
		if err != nil {
			if e, ok := errors.AsType[*Error](err); ok && e.Code == "row_too_long" {
				e.Params["row"] = number + 1
			}
			return Row{}, err
		}
		number++
		return r.object(number, line), nil
	}
	var head []Row
	keys := map[string]bool{}
	for len(head) < headRows {
		row, err := next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return asError(err)
		}
		for key := range row.Fields {
			keys[key] = true
		}
		for _, p := range row.Problems {
			if p.Column != "" {
				keys[p.Column] = true
			}
		}
		head = append(head, row)
	}
	if len(keys) == 0 {
		return &Error{Code: "file_empty"}
	}
	r.columns = slices.Sorted(maps.Keys(keys))
	r.next = func() (Row, error) {
		if len(head) > 0 {
			row := head[0]
			head = head[1:]
			return row, nil
		}
		return next()
	}
	return nil
}

func (r *Reader) object(number int, line []byte) Row {
	row := Row{Number: number, Fields: map[string]string{}}
	if len(bytes.TrimSpace(line)) == 0 {
		return row
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(line, &object) != nil || object == nil {
		row.Problems = []Problem{{Code: "row_json"}}
		return row
	}
	if len(object) > r.limits.Columns {
		row.Problems = []Problem{{Code: "too_many_cells", Params: map[string]any{"max": r.limits.Columns, "have": len(object)}}}
		return row
	}
	for _, column := range slices.Sorted(maps.Keys(object)) {
		switch raw := object[column]; raw[0] {
		case '{', '[':
			row.Problems = append(row.Problems, Problem{Column: column, Code: "nested"})
		case '"':
			var value string
			_ = json.Unmarshal(raw, &value) // the object was valid, so its parts are
			r.cell(&row, column, value, false)
		case 'n':
		default:
			row.Fields[column] = string(raw)
		}
	}
	return row
}

// readLine reads up to the next line feed, without it, and at most so many bytes.
func readLine(text *bufio.Reader, most int) ([]byte, error) {
	var line []byte
	for {
		piece, err := text.ReadSlice('\n')
		line = append(line, piece...)
		if len(line) > most+1 {
			return nil, &Error{Code: "row_too_long", Params: map[string]any{"max": most}}
		}
		switch {
		case err == nil:
			return []byte(strings.TrimRight(string(line), "\r\n")), nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		default:
			return nil, err
		}
	}
}
