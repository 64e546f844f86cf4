package tabular

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// separated reads CSV and TSV. The separator of CSV is the one of ; , tab and | that occurs most often in
// the first lines outside quotes; a first line "sep=;", which Excel writes, decides it.
func (r *Reader) separated(extension string, stream *bufio.Reader) error {
	text := bufio.NewReaderSize(r.decoded(stream), 32<<10)
	separator, skipped := '\t', 0
	if extension != "tsv" {
		var err error
		if separator, skipped, err = sniffSeparator(text); err != nil {
			return asError(err)
		}
	}
	r.about.Format = "csv"
	if separator == '\t' {
		r.about.Format = "tsv"
	}
	d := &delimited{meter: &meter{from: text, most: r.limits.Row}, line: skipped, skipped: skipped}
	d.csv = csv.NewReader(d.meter)
	d.csv.Comma, d.csv.FieldsPerRecord = separator, -1
	f, err := r.find(d.next)
	if err != nil {
		return err
	}
	r.take(f)
	return nil
}

// delimited yields the records of a CSV or TSV file.
type delimited struct {
	csv     *csv.Reader
	meter   *meter
	line    int // last line read, for messages
	skipped int
}

// next reports a misplaced quotation mark as a problem of its row; encoding/csv goes on with the next line.
func (d *delimited) next() (record, error) {
	d.meter.read = 0
	cells, err := d.csv.Read()
	if parse, ok := errors.AsType[*csv.ParseError](err); ok {
		d.line = parse.Line + d.skipped
		return record{number: parse.StartLine + d.skipped, problem: &Problem{Code: "quote"}}, nil
	}
	if e, ok := errors.AsType[*Error](err); ok && e.Code == "row_too_long" {
		e.Params["row"] = d.line + 1
	}
	if err != nil {
		return record{}, err
	}
	line, _ := d.csv.FieldPos(0)
	line += d.skipped
	d.line = line + strings.Count(strings.Join(cells, ""), "\n")
	return record{number: line, cells: cells}, nil
}

// meter stops a row that never ends, such as one with an open quotation mark: encoding/csv would hold the
// rest of the file.
type meter struct {
	from       io.Reader
	read, most int
}

// readAhead is how much encoding/csv may have read of later rows.
const readAhead = 8 << 10

func (m *meter) Read(p []byte) (int, error) {
	if m.read > m.most+readAhead {
		return 0, &Error{Code: "row_too_long", Params: map[string]any{"max": m.most}}
	}
	n, err := m.from.Read(p)
	m.read += n
	return n, err
}

// sniffSeparator also takes off the line "sep=", and tells how many lines it took.
func sniffSeparator(text *bufio.Reader) (separator rune, skipped int, err error) {
	head, err := text.Peek(16 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, 0, err
	}
	if line, _, ok := bytes.Cut(head, []byte("\n")); ok && bytes.HasPrefix(bytes.ToLower(line), []byte("sep=")) {
		if given := strings.TrimRight(string(line[4:]), "\r"); len(given) == 1 && strings.Contains(separators, given) {
			_, err := text.Discard(len(line) + 1)
			return rune(given[0]), 1, err
		}
	}
	best := ','
	counts := countOutsideQuotes(head)
	for _, s := range separators {
		if counts[s] > counts[best] {
			best = s
		}
	}
	return best, 0, nil
}

const separators = ",;\t|"

// countOutsideQuotes counts the separators of the first five lines.
func countOutsideQuotes(head []byte) map[rune]int {
	counts, quoted, lines := map[rune]int{}, false, 0
	for _, r := range string(head) {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '\n':
			if lines++; lines == 5 {
				return counts
			}
		case strings.ContainsRune(separators, r):
			counts[r]++
		}
	}
	return counts
}
