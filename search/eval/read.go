package eval

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// Bounds of what is read.
const (
	maxLine      = 4 << 20   // bytes
	maxDocuments = 2_000_000 // lines of one file
	maxID        = 200       // bytes
)

// Files name the parts of a collection. Each may be compressed with gzip.
type Files struct {
	Documents string // JSONL: {"id", "title", "text"}
	Topics    string // TSV with a header: topic, text
	Judged    string // TSV with a header: topic, document that is right for it
}

// Read takes a collection from files. An error names the file and the line.
func Read(f Files) (*Collection, error) {
	documents, err := readFile(f.Documents, ReadDocuments)
	if err != nil {
		return nil, fmt.Errorf("read documents: %w", err)
	}
	topics, err := readFile(f.Topics, ReadTopics)
	if err != nil {
		return nil, fmt.Errorf("read topics: %w", err)
	}
	judged, err := readFile(f.Judged, ReadJudged)
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	return New(documents, topics, judged), nil
}

func readFile[T any](path string, read func(io.Reader) (T, error)) (list T, err error) {
	f, err := os.Open(path) //nolint:gosec // the person who measures names it
	if err != nil {
		return list, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	plain, err := unpack(f)
	if err == nil {
		list, err = read(plain)
	}
	if err != nil {
		return list, fmt.Errorf("%s: %w", path, err)
	}
	return list, nil
}

// unpack reads through gzip, if the content is that.
func unpack(r io.Reader) (io.Reader, error) {
	buffered := bufio.NewReader(r)
	if head, _ := buffered.Peek(2); !bytes.Equal(head, []byte{0x1f, 0x8b}) {
		return buffered, nil
	}
	return gzip.NewReader(buffered)
}

// ReadDocuments reads JSONL. Empty lines and further fields are passed over.
func ReadDocuments(r io.Reader) ([]Document, error) {
	var list []Document
	first := map[string]int{}
	err := eachLine(r, func(number int, line []byte) error {
		if len(bytes.TrimSpace(line)) == 0 {
			return nil
		}
		var d Document
		if err := json.Unmarshal(line, &d); err != nil {
			return fmt.Errorf(`wanted one JSON object {"id", "title", "text"}: %w`, err)
		}
		if err := once(first, d.ID, number); err != nil {
			return err
		}
		list = append(list, d)
		return nil
	})
	return list, err
}

// ReadTopics reads two columns under a header whose first is "topic". A topic without text is refused.
func ReadTopics(r io.Reader) ([]Topic, error) {
	var list []Topic
	first := map[string]int{}
	err := eachRow(r, func(number int, id, text string) error {
		if strings.TrimSpace(text) == "" {
			return errors.New("the topic has no text")
		}
		list = append(list, Topic{id, text})
		return once(first, id, number)
	})
	return list, err
}

// ReadJudged reads two columns under a header whose first is "topic". A pair may stand there twice.
func ReadJudged(r io.Reader) (map[string]map[string]bool, error) {
	judged := map[string]map[string]bool{}
	err := eachRow(r, func(_ int, topic, document string) error {
		if err := checkID(document); err != nil {
			return err
		}
		if judged[topic] == nil {
			judged[topic] = map[string]bool{}
		}
		judged[topic][document] = true
		return nil
	})
	return judged, err
}

func eachRow(r io.Reader, f func(number int, a, b string) error) error {
	rows := 0
	err := eachLine(r, func(number int, line []byte) error {
		if len(bytes.TrimSpace(line)) == 0 {
			return nil
		}
		rows++
		columns := strings.Split(string(line), "\t")
		if len(columns) != 2 {
			return fmt.Errorf("%d columns, wanted 2 with a tab between them", len(columns))
		}
		if rows == 1 {
			if !strings.EqualFold(columns[0], "topic") {
				return errors.New(`wanted a header whose first column is "topic"`)
			}
			return nil
		}
		if err := checkID(columns[0]); err != nil {
			return err
		}
		return f(number, columns[0], columns[1])
	})
	if err == nil && rows == 0 {
		return errors.New("the file is empty")
	}
	return err
}

// eachLine numbers lines from 1. What f says is wrong gets the line's number.
func eachLine(r io.Reader, f func(number int, line []byte) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	number := 0
	for lines.Scan() {
		number++
		line := lines.Bytes()
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		err := error(nil)
		switch {
		case number > maxDocuments:
			err = fmt.Errorf("more than %d lines", maxDocuments)
		case !utf8.Valid(line):
			err = errors.New("not UTF-8")
		default:
			err = f(number, bytes.TrimSuffix(line, []byte("\r")))
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("line %d: %w", number+1, err)
	}
	return nil
}

func checkID(id string) error {
	if id == "" || len(id) > maxID {
		return fmt.Errorf("an id is 1 to %d bytes long", maxID)
	}
	return nil
}

func once(first map[string]int, id string, number int) error {
	if err := checkID(id); err != nil {
		return err
	}
	if before, twice := first[id]; twice {
		return fmt.Errorf("id %q stands in line %d already", id, before)
	}
	first[id] = number
	return nil
}
