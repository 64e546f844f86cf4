package tabular_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"splot/app/importing/tabular"
)

// read turns a file into lines "number: column=value column=value !column:code" and the error's code.
func read(t *testing.T, name string, content []byte, limits tabular.Limits) (lines []string, code string) {
	t.Helper()
	lines, _, code = readWith(t, name, content, tabular.Options{Limits: limits})
	return lines, code
}

func readWith(t *testing.T, name string, content []byte, options tabular.Options) (lines []string, about tabular.About, code string) {
	t.Helper()
	r, err := tabular.New(name, bytes.NewReader(content), options)
	if err == nil {
		defer func() {
			if err := r.Close(); err != nil {
				t.Errorf("%s: close: %v", name, err)
			}
		}()
		for row, rowErr := range r.Rows() {
			if err = rowErr; err == nil {
				lines = append(lines, line(r.Columns(), row))
			}
		}
		about = r.About()
	}
	if err == nil {
		return lines, about, ""
	}
	e, ok := errors.AsType[*tabular.Error](err)
	if !ok {
		t.Fatalf("%s: %T %v is not a tabular.Error", name, err, err)
	}
	return lines, about, e.Code
}

func line(columns []string, row tabular.Row) string {
	var values, problems []string
	for i, c := range row.Cells {
		if c.Text != "" {
			values = append(values, " "+columns[i]+"="+c.Text)
		}
		if c.Problem != nil {
			problems = append(problems, " !"+columns[i]+":"+c.Problem.Code)
		}
	}
	if row.Problem != nil {
		problems = append(problems, " !:"+row.Problem.Code)
	}
	slices.Sort(values)
	return fmt.Sprintf("%d:", row.Number) + strings.Join(values, "") + strings.Join(problems, "")
}

func gz(content []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(content)
	_ = w.Close()
	return b.Bytes()
}

func encoded(t *testing.T, e encoding.Encoding, text string) []byte {
	t.Helper()
	out, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestText(t *testing.T) {
	const table = "nazwa;miasto\nŻółw sp. z o.o.;Łódź\n"
	want := []string{"2: miasto=Łódź nazwa=Żółw sp. z o.o."}
	utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	little, big := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	tests := []struct {
		name    string
		file    string
		content []byte
		want    []string
	}{
		{"UTF-8", "a.csv", []byte(table), want},
		{"UTF-8 with a byte order mark", "a.csv", []byte("\ufeff" + table), want},
		{"Windows-1250", "a.csv", encoded(t, charmap.Windows1250, table), want},
		{"UTF-16, as Excel's Unicode text", "a.txt", encoded(t, utf16, strings.ReplaceAll(table, ";", "\t")), want},
		{"UTF-16 without a mark", "a.csv", encoded(t, little, table), want},
		{"UTF-16 of the other order without a mark", "a.csv", encoded(t, big, table), want},
		{"ISO-8859-2", "a.csv", encoded(t, charmap.ISO8859_2, table), want},
		{"CP852", "a.csv", encoded(t, charmap.CodePage852, table), want},
		{"line ends of old Macs", "a.csv", []byte(strings.ReplaceAll(table, "\n", "\r")), want},
		{"compressed", "a.csv.gz", gz([]byte(table)), want},
		{"compressed without saying so", "a.csv", gz([]byte(table)), want},
		{"name in capitals", `C:\Moje\A.CSV`, []byte(table), want},
		{"Windows line ends", "a.csv", []byte(strings.ReplaceAll(table, "\n", "\r\n")), want},
		{"no last line end", "a.csv", []byte(strings.TrimSuffix(table, "\n")), want},
		{
			"Windows-1250 that shows only after 100 kB", "a.csv",
			append([]byte("nazwa;miasto\n"+strings.Repeat("abc;def\n", 1)+strings.Repeat("\n", 100_000)), encoded(t, charmap.Windows1250, "Żółw;Łódź\n")...),
			[]string{"2: miasto=def nazwa=abc", "100003: miasto=Łódź nazwa=Żółw"},
		},
		{"comma", "a.csv", []byte("nazwa,opis\na,\"x; y; z; v\"\n"), []string{"2: nazwa=a opis=x; y; z; v"}},
		{"tab", "a.tsv", []byte("nazwa\topis\na\tb, c; d\n"), []string{"2: nazwa=a opis=b, c; d"}},
		{"Excel's separator line", "a.csv", []byte("sep=|\r\nnazwa|opis\r\na,b;c|d\r\n"), []string{"3: nazwa=a,b;c opis=d"}},
		{"one column", "a.csv", []byte("nazwa\na\nb\n"), []string{"2: nazwa=a", "3: nazwa=b"}},
		{"title above the header", "a.csv", []byte("Lista członków;;\n;;\nnazwa;nip;miasto\na;1;b\n"), []string{"4: miasto=b nazwa=a nip=1"}},
		{"short and empty rows", "a.csv", []byte("nazwa;nip;miasto\na\n;;\n  ;\u00a0;\nb;;c\n"), []string{"2: nazwa=a", "5: miasto=c nazwa=b"}},
		{"values over lines", "a.csv", []byte("nazwa;opis\na;\"x\ny\"\nb;z\n"), []string{"2: nazwa=a opis=x\ny", "4: nazwa=b opis=z"}},
		{"repeated and missing names", "a.csv", []byte("nazwa;nazwa;;nip\na;b;c;d\n"), []string{"2: =c nazwa (2)=b nazwa=a nip=d"}},
		{"row longer than the header", "a.csv", []byte("nazwa;nip\na;1;x\nb;2;;\n"), []string{"2: nazwa=a nip=1 !:too_many_cells", "3: nazwa=b nip=2"}},
		{"bad quotes leave other rows alone", "a.csv", []byte("nazwa;nip\na\"b;1\nc;2\n"), []string{"2: !:quote", "3: nazwa=c nip=2"}},
		{"bytes that are no text", "a.csv", []byte("\ufeffnazwa;nip\na\xff;1\nb\x00;2\n"), []string{"2: nip=1 !nazwa:not_text", "3: nip=2 !nazwa:not_text"}},
	}
	for _, test := range tests {
		got, code := read(t, test.file, test.content, tabular.Limits{})
		if !slices.Equal(got, test.want) || code != "" {
			t.Errorf("%s:\n got %q %s\nwant %q", test.name, got, code, test.want)
		}
	}
}

// Texts that a spreadsheet would compute are texts here, and come in as they are.
func TestTextsLikeFormulas(t *testing.T) {
	for _, in := range []string{
		"=1+1", "=HYPERLINK(\"http://x.example\",\"y\")", "+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3+cmd|' /C calc'!A0", "+48 22 123 45 67",
		"-5", "- folia (PE), karton", "@splot", "=", "a=b",
	} {
		quoted := `"` + strings.ReplaceAll(in, `"`, `""`) + `"`
		got, _ := read(t, "a.csv", []byte("nazwa;opis\na;"+quoted+"\n"), tabular.Limits{})
		if want := "2: nazwa=a opis=" + in; !slices.Equal(got, []string{want}) {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestJSON(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
		code     string
	}{
		{"strings", `{"id":"1","title":" Żółw "}`, []string{"1: id=1 title=Żółw"}, ""},
		{"numbers and truth values", `{"trl":4,"cost":1.50e6,"big":12345678901234567890,"ok":true,"no":null}`, []string{"1: big=12345678901234567890 cost=1.50e6 ok=true trl=4"}, ""},
		{"lists and objects in values", `{"id":"1","tags":["a","b, c"],"x":{"y":{"z":2}},"deep":[[1]],"of":[{"a":1}]}`, []string{"1: id=1 tags=a; b, c x.y.z=2 !deep:nested !of:nested"}, ""},
		{"empty and broken lines", "{\"a\":\"1\"}\n\n[1]\nnull\n\"x\"\n{\"a\":\n{\"a\":\"2\"}", []string{"1: a=1", "3: !:row_json", "4: !:row_json", "5: !:row_json", "6: !:row_json", "7: a=2"}, ""},
		{"a broken first line", "{\"a\":\"1\",}\n{\"a\":\"2\"}", []string{"1: !:row_json", "2: a=2"}, ""},
		{"like a formula", `{"a":"=1+1","b":"x"}`, []string{"1: a==1+1 b=x"}, ""},
		{"later keys", "{\"a\":\"1\"}\n{\"b\":\"2\"}", []string{"1: a=1", "2: b=2"}, ""},
		{"nothing", "\n\n", nil, "file_empty"},
		{"deep", `{"a":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `,"b":1}` + "\n{\"b\":1}", []string{"1: !:row_json", "2: b=1"}, ""},
		{"an array", "[{\"a\":\"1\"},\n {\"a\":\"2\"}]", []string{"1: a=1", "2: a=2"}, ""},
		{"an array with spaces before", " \n[\n {\"a\":\"1\"} ]\n", []string{"1: a=1"}, ""},
		{"an array of anything", `[{"a":"1"}, 2, null]`, []string{"1: a=1", "2: !:row_json", "3: !:row_json"}, ""},
		{"an empty array", "[]", nil, "file_empty"},
		{"a cut array", `[{"a":"1"}, {"a":"2"}`, nil, "file_broken"},
		{"objects one after the other", `{"a":"1"}{"a":"2"} {"a":"3"}`, []string{"1: a=1", "2: a=2", "3: a=3"}, ""},
		{"objects over lines", "{\n \"a\": \"1\"\n}\n{\n \"a\": \"2\"\n}\n", []string{"1: a=1", "2: a=2"}, ""},
		{"an answer with a list", `{"count":2,"next":null,"results":[{"a":"1"},{"a":"2"}]}`, []string{"1: a=1", "2: a=2"}, ""},
		{"objects under their names", `{"x":{"a":"1"},"y":{"a":"2"}}`, []string{"1: a=1", "2: a=2"}, ""},
		{"a byte order mark", "\ufeff[{\"a\":\"ą\"}]", []string{"1: a=ą"}, ""},
	}
	for _, test := range tests {
		got, code := read(t, "a.json", []byte(test.in), tabular.Limits{})
		if code != "" && test.code != "" {
			got, test.want = nil, nil
		}
		if !slices.Equal(got, test.want) || code != test.code {
			t.Errorf("%s:\n got %q %s\nwant %q %s", test.name, got, code, test.want, test.code)
		}
	}
}

func TestColumnsAndFormat(t *testing.T) {
	tests := []struct {
		file, in, format string
		want             []string
	}{
		{"a.csv", "b;a;;c\n1;2;3;4\n", "csv", []string{"b", "a", "", "c"}},
		{"a.tsv", "b\ta\n1\t2\n", "tsv", []string{"b", "a"}},
		{"a.csv", "  Nazwa \n organizacji;NIP\n1;2\n", "csv", []string{"organizacji", "NIP"}},
		{"a.ndjson", "{\"b\":\"1\"}\n{\"a\":[1]}\n", "json", []string{"b", "a"}},
	}
	for _, test := range tests {
		r, err := tabular.New(test.file, strings.NewReader(test.in), tabular.Options{})
		if err != nil {
			t.Errorf("%s: %v", test.file, err)
			continue
		}
		if !slices.Equal(r.Columns(), test.want) || r.About().Format != test.format {
			t.Errorf("%s: %s with %q, want %s with %q", test.file, r.About().Format, r.Columns(), test.format, test.want)
		}
	}
}

func TestHostileText(t *testing.T) {
	small := tabular.Limits{File: 100_000, Unpacked: 300_000, Rows: 5, Columns: 4, Cell: 50, Row: 1_000}
	tests := []struct {
		name, file string
		content    []byte
		code       string
		rows       int
	}{
		{"empty", "a.csv", nil, "file_empty", 0},
		{"only white space", "a.csv", []byte("\n \n;;\n"), "file_empty", 0},
		{"unknown ending", "a.pdf", []byte("%PDF"), "file_format", 0},
		{"no ending", "a", []byte("a;b"), "file_format", 0},
		{"old Excel", "a.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "file_old_excel", 0},
		{"no header", "a.csv", []byte("1;2\n3;4\n"), "file_no_header", 0},
		{"addresses in place of a header", "a.csv", []byte("a@b.example;x\n"), "file_no_header", 0},
		{"too large", "a.csv", bytes.Repeat([]byte("nazwa;nip\n"), 10_001), "file_too_many_rows", 5},
		{"large in few rows", "a.csv", []byte("nazwa;nip\n" + strings.Repeat(strings.Repeat(";", 900)+"\n", 200)), "file_too_large", 0},
		{"a gzip bomb", "a.csv.gz", gz(append([]byte("nazwa;nip\n"), make([]byte, 5<<20)...)), "row_too_long", 0},
		{"a gzip bomb of empty lines", "a.csv.gz", gz(append([]byte("nazwa;nip\n"), bytes.Repeat([]byte("\n"), 5<<20)...)), "row_too_long", 0},
		{"broken gzip", "a.csv.gz", gz(bytes.Repeat([]byte("nazwa;nip\n"), 3))[:30], "file_broken", 0},
		{"too many rows", "a.csv", []byte("nazwa;nip\n" + strings.Repeat("a;1\n", 6)), "file_too_many_rows", 5},
		{"as many rows as allowed", "a.csv", []byte("nazwa;nip\n" + strings.Repeat("a;1\n", 5)), "", 5},
		{"too many columns", "a.csv", []byte("a;b;c;d;e\n"), "file_too_many_columns", 0},
		{"an open quotation mark", "a.csv", []byte("nazwa;nip\n\"" + strings.Repeat("a;1\n", 20_000)), "row_too_long", 0},
		{"one endless line", "a.csv", []byte("nazwa;nip\n" + strings.Repeat("a", 90_000)), "row_too_long", 0},
		{"an endless line of JSON", "a.jsonl", []byte("{\"a\":\"1\"}\n{\"a\":\"" + strings.Repeat("a", 90_000)), "row_too_long", 0},
		{"many rows of JSON", "a.jsonl", []byte(strings.Repeat("{\"a\":1}\n", 9)), "file_too_many_rows", 5},
	}
	for _, test := range tests {
		rows, code := read(t, test.file, test.content, small)
		if code != test.code || len(rows) != test.rows {
			t.Errorf("%s: %d rows and %q, want %d and %q", test.name, len(rows), code, test.rows, test.code)
		}
	}
}

func TestLongCell(t *testing.T) {
	limits := tabular.Limits{Cell: 50}
	for _, file := range []string{"a.csv", "a.jsonl"} {
		content := "nazwa;opis\na;" + strings.Repeat("x", 51) + "\n"
		want := "2: nazwa=a !opis:cell_too_long"
		if file == "a.jsonl" {
			content, want = `{"nazwa":"a","opis":"`+strings.Repeat("x", 51)+`"}`, "1: nazwa=a !opis:cell_too_long"
		}
		if got, _ := read(t, file, []byte(content), limits); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: got %q", file, got)
		}
	}
}

// A file is read while it is still being written to: the whole of it is never held.
func TestTextIsStreamed(t *testing.T) {
	from, to := io.Pipe()
	go func() {
		_, _ = io.WriteString(to, "nazwa;nip\n"+strings.Repeat("a;1\n", 40_000))
		_, _ = to.Write(bytes.Repeat([]byte("b;2\n"), 200_000)) // blocks for ever if nobody reads
		_ = to.CloseWithError(errors.New("the connection broke"))
	}()
	r, err := tabular.New("a.csv", from, tabular.Options{Limits: tabular.Limits{Rows: 1_000_000}})
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, err = range r.Rows() {
		if err == nil {
			rows++
		}
	}
	if e, ok := errors.AsType[*tabular.Error](err); rows < 40_000 || !ok || e.Code != "file_broken" {
		t.Errorf("%d rows and %v", rows, err)
	}
}

func TestOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "członkowie.csv")
	if err := os.WriteFile(path, []byte("nazwa;nip\na;1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := tabular.Open(path, tabular.Options{})
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, err := range r.Rows() {
		if err != nil {
			t.Error(err)
		}
		rows++
	}
	if err := r.Close(); err != nil || rows != 1 {
		t.Errorf("%d rows, close: %v", rows, err)
	}
	if _, err := tabular.Open(path+"x", tabular.Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}
