package eval_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"splot/search/eval"
)

func TestReadRefuses(t *testing.T) {
	long := strings.Repeat("x", 201)
	for _, c := range []struct{ name, docs, topics, qrels, want string }{
		{"no JSON", "{\"id\":\"a\"}\nnone", "", "", "docs: line 2: wanted one JSON object"},
		{"an id twice", "{\"id\":\"a\"}\n\n{\"id\":\"a\"}", "", "", `docs: line 3: id "a" stands in line 1 already`},
		{"no id", `{"title":"x"}`, "", "", "docs: line 1: an id is 1 to 200 bytes long"},
		{"a long id", `{"id":"` + long + `"}`, "", "", "docs: line 1: an id is"},
		{"a number for an id", `{"id":7}`, "", "", "docs: line 1: wanted one JSON object"},
		{"not UTF-8", "{\"id\":\"\xff\"}", "", "", "docs: line 1: not UTF-8"},
		{"no header", "", "t1\tlasers", "", `topics: line 1: wanted a header whose first column is "topic"`},
		{"no topics at all", "", "", "", "topics: the file is empty"},
		{"one column", "", "topic\ttext\nt1 lasers", "", "topics: line 2: 1 columns, wanted 2"},
		{"three columns", "", "topic\ttext\nt1\ta\tb", "", "topics: line 2: 3 columns, wanted 2"},
		{"a topic twice", "", "topic\ttext\nt1\ta\nt1\tb", "", `topics: line 3: id "t1" stands in line 2 already`},
		{"no text", "", "topic\ttext\nt1\t ", "", "topics: line 2: the topic has no text"},
		{"no document", "", "topic\ttext\nt1\ta", "topic\tproject\nt1\t", "qrels: line 2: an id is"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := eval.Read(files(t, c.docs, c.topics, c.qrels))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestReadTakesWhatEditorsMake(t *testing.T) {
	c, err := eval.Read(files(t,
		"\ufeff{\"id\":\"b\",\"title\":\"\",\"text\":\"x\",\"more\":1}\r\n\r\n{\"id\":\"a\",\"title\":\"y\"}",
		"Topic\ttext\r\nt1\tlasers\r\nt2\tpumps\n", "topic\tproject\r\nt1\ta\r\nt1\ta\r\nelsewhere\tb\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Documents) != 2 || c.Documents[0].ID != "a" || c.Topics[0].Text != "lasers" || len(c.Judged["t1"]) != 1 {
		t.Errorf("got %+v", c)
	}
	topics, unjudged := c.Select(eval.AllLines)
	if len(topics) != 1 || unjudged != 1 {
		t.Errorf("topics %v, %d unjudged", topics, unjudged)
	}
	if odd, _ := c.Select(eval.OddLines); len(odd) != 1 {
		t.Errorf("odd lines: %v", odd)
	}
	if even, unjudged := c.Select(eval.EvenLines); len(even) != 0 || unjudged != 1 {
		t.Errorf("even lines: %v, %d unjudged", even, unjudged)
	}
}

// files writes a collection's files, the documents compressed under a name that does not say so.
func files(t *testing.T, docs, topics, qrels string) eval.Files {
	t.Helper()
	dir := t.TempDir()
	path := func(name string, content []byte) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(docs)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return eval.Files{
		Documents: path("docs", packed.Bytes()), Topics: path("topics", []byte(topics)), Judged: path("qrels", []byte(qrels)),
	}
}
