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

// json reads objects: one a line, one after the other, or as the items of a list, which may itself stand in an object
// beside what an API tells about it. Keys are columns in the order in which they appear; the keys of an object within
// an object follow it after a dot. Numbers and truth values become text as they are written, null is an empty value, a
// list of plain values is a List. A list of anything else has no place in a table.
func (r *Reader) json(stream *bufio.Reader) error {
	r.about.Format = "json"
	text := bufio.NewReaderSize(r.decoded(stream), 64<<10)
	objects := &objects{reader: r, places: map[string]int{}}
	next := objects.lines(text)
	if !byLines(text) {
		next = objects.stream(text)
	}
	var head []Row
	for len(head) < headRows {
		row, err := next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return asError(err)
		}
		head = append(head, row)
	}
	if len(r.columns) == 0 {
		return &Error{Code: "file_empty"}
	}
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

// byLines tells whether each line is an object of its own. It looks at the first line that holds something: a whole
// object, or one that is broken rather than continued.
func byLines(text *bufio.Reader) bool {
	head, _ := text.Peek(text.Size())
	head = bytes.TrimLeft(head, " \t\n")
	if len(head) == 0 || head[0] != '{' {
		return len(head) == 0
	}
	line, _, ended := bytes.Cut(head, []byte("\n"))
	line = bytes.TrimSpace(line)
	if json.Valid(line) {
		return !onlyWrapper(line)
	}
	return ended && bytes.HasSuffix(line, []byte("}"))
}

// onlyWrapper recognises the answer of an API on one line, an object that holds the list of what was asked for.
func onlyWrapper(line []byte) bool {
	var object map[string]json.RawMessage
	if json.Unmarshal(line, &object) != nil {
		return false
	}
	return wrapped(object) != nil
}

// listNames are what APIs call the list in their answer.
var listNames = []string{
	"items", "results", "data", "rows", "records", "value", "values", "content", "list", "members", "entries", "organisations", "organizations", //nolint:misspell // as others spell it
	"companies", "hits", "firmy", "podmioty", "dane", "lista",
}

// wrapped is the list of objects in an object that is no row itself: under a usual name, or of two and more beside
// hardly any text; or objects that each stand under a name. Otherwise nil.
func wrapped(object map[string]json.RawMessage) []json.RawMessage {
	var longest []json.RawMessage
	plain, nested, usual := 0, 0, false
	for name, raw := range object {
		switch raw[0] {
		case '"':
			plain++
		case '{':
			nested++
		case '[':
			var list []json.RawMessage
			if json.Unmarshal(raw, &list) == nil && len(list) > len(longest) && list[0][0] == '{' {
				longest, usual = list, slices.Contains(listNames, strings.ToLower(name))
			}
		}
	}
	if nested > 1 && nested == len(object) {
		for _, key := range slices.Sorted(maps.Keys(object)) {
			longest = append(longest, object[key])
		}
		return longest
	}
	if usual || len(longest) > 1 && plain < 2 {
		return longest
	}
	return nil
}

// objects makes rows of objects.
type objects struct {
	reader *Reader
	places map[string]int // of a column by its name
}

func (o *objects) lines(text *bufio.Reader) func() (Row, error) {
	number := 0
	return func() (Row, error) {
		line, err := readLine(text, o.reader.limits.Row)
		if err != nil {
			if e, ok := errors.AsType[*Error](err); ok && e.Code == "row_too_long" {
				e.Params["row"] = number + 1
			}
			return Row{}, err
		}
		number++
		if len(bytes.TrimSpace(line)) == 0 {
			return Row{Number: number}, nil
		}
		return o.row(number, line), nil
	}
}

// stream reads a list, or objects one after the other.
func (o *objects) stream(text *bufio.Reader) func() (Row, error) {
	m := &meter{from: text, most: o.reader.limits.Row}
	if begins(text, "{") { // perhaps one large answer: it may be as long as a file
		m.most = int(o.reader.limits.Workbook)
	}
	d := json.NewDecoder(m)
	number, inList, done := 0, false, false
	var waiting []json.RawMessage
	return func() (Row, error) {
		m.read = 0
		if done {
			return Row{}, io.EOF
		}
		if number == 0 && !inList {
			head, _ := text.Peek(text.Size())
			if bytes.HasPrefix(bytes.TrimLeft(head, " \t\n"), []byte("[")) {
				inList = true
				if _, err := d.Token(); err != nil {
					return Row{}, err
				}
			}
		}
		if len(waiting) > 0 {
			number++
			raw := waiting[0]
			waiting = waiting[1:]
			return o.row(number, raw), nil
		}
		if inList && !d.More() {
			if _, err := d.Token(); err != nil { // the list's end, or that of a file that was cut
				return Row{}, unexpected(err)
			}
			done = true
			return Row{}, io.EOF
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return Row{}, err
		}
		if number == 0 && !inList {
			var object map[string]json.RawMessage
			if json.Unmarshal(raw, &object) == nil {
				if list := wrapped(object); list != nil {
					waiting = list
					number++
					first := waiting[0]
					waiting = waiting[1:]
					return o.row(number, first), nil
				}
			}
		}
		number++
		return o.row(number, raw), nil
	}
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (o *objects) row(number int, raw []byte) Row {
	row := Row{Number: number}
	if !json.Valid(raw) || !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		row.Problem = &Problem{Code: "row_json"}
		return row
	}
	o.object(&row, "", raw)
	return row
}

// object puts the values of an object into the row, in their order.
func (o *objects) object(row *Row, under string, raw []byte) {
	d := json.NewDecoder(bytes.NewReader(raw))
	_, _ = d.Token() // the object was valid, so its parts are
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return
		}
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return
		}
		name := under + strings.Join(strings.Fields(key.(string)), " ")
		if value[0] == '{' && strings.Count(name, ".") < maxDepth {
			o.object(row, name+".", value)
			continue
		}
		o.put(row, name, o.value(value))
	}
}

// maxDepth is how many objects within objects are followed.
const maxDepth = 4

func (o *objects) value(raw json.RawMessage) Cell {
	switch raw[0] {
	case '"':
		var text string
		_ = json.Unmarshal(raw, &text)
		return o.reader.cell(text, false)
	case '[':
		return o.list(raw)
	case '{':
		return Cell{Problem: &Problem{Code: "nested"}}
	case 'n':
		return Cell{}
	}
	return o.reader.cell(string(raw), false)
}

func (o *objects) list(raw json.RawMessage) Cell {
	var items []json.RawMessage
	_ = json.Unmarshal(raw, &items)
	list := []string{}
	for _, item := range items {
		if item[0] == '[' || item[0] == '{' {
			return Cell{Problem: &Problem{Code: "nested"}}
		}
		c := o.value(item)
		if c.Problem != nil {
			return c
		}
		if c.Text != "" {
			list = append(list, c.Text)
		}
	}
	c := o.reader.cell(strings.Join(list, "; "), false)
	if len(list) > 0 {
		c.List = list
	}
	return c
}

// put places a value in its column, which it may be the first to have. Columns over the limit are not read.
func (o *objects) put(row *Row, name string, c Cell) {
	at, known := o.places[name]
	if !known {
		if len(o.reader.columns) >= o.reader.limits.Columns {
			return
		}
		at = len(o.reader.columns)
		o.places[name] = at
		o.reader.columns = append(o.reader.columns, name)
	}
	if at >= len(row.Cells) {
		row.Cells = append(row.Cells, slices.Repeat([]Cell{{}}, at+1-len(row.Cells))...)
	}
	row.Cells[at] = c
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
			return bytes.TrimRight(line, "\r\n"), nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		default:
			return nil, err
		}
	}
}
