package tabular_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"splot/app/importing/tabular"
)

func workbook(t *testing.T, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(t *testing.T, f *excelize.File, sheet string, values map[string]any) {
	t.Helper()
	for cell, value := range values {
		if err := f.SetCellValue(sheet, cell, value); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWorkbook(t *testing.T) {
	header := map[string]any{"A1": "nazwa", "B1": "nip", "C1": "termin"}
	tests := []struct {
		name string
		fill func(f *excelize.File)
		want []string
		code string
	}{
		{"values", func(f *excelize.File) {
			set(t, f, "Sheet1", header)
			set(t, f, "Sheet1", map[string]any{"A2": "Żółw", "B2": 1234563218, "C2": time.Date(2027, 3, 31, 0, 0, 0, 0, time.UTC), "A4": "b", "B4": 0.5})
			style, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
			_ = f.SetCellStyle("Sheet1", "C2", "C2", style)
		}, []string{"2: nazwa=Żółw nip=1234563218 termin=2027-03-31", "4: nazwa=b nip=0.5"}, ""},
		{"formulas", func(f *excelize.File) {
			set(t, f, "Sheet1", header)
			set(t, f, "Sheet1", map[string]any{"A2": "a", "B2": 7, "A3": "=1+1", "B3": "x"})
			_ = f.SetCellFormula("Sheet1", "B2", "SUM(1,6)")
		}, []string{"2: nazwa=a !nip:cell_formula", "3: nazwa==1+1 nip=x"}, ""},
		{"the first visible sheet", func(f *excelize.File) {
			set(t, f, "Sheet1", map[string]any{"A1": "x", "A2": "hidden"})
			_, _ = f.NewSheet("Członkowie")
			set(t, f, "Członkowie", map[string]any{"A1": "nazwa", "A2": "shown"})
			f.SetActiveSheet(1)
			_ = f.SetSheetVisible("Sheet1", false)
		}, []string{"2: nazwa=shown"}, ""},
		{"a title above the header", func(f *excelize.File) {
			set(t, f, "Sheet1", map[string]any{"A1": "Członkowie klastra", "A3": "nazwa", "B3": "nip", "A4": "a", "B4": "1"})
		}, []string{"4: nazwa=a nip=1"}, ""},
		{"empty", func(*excelize.File) {}, nil, "file_empty"},
		{"a value in a far column", func(f *excelize.File) {
			set(t, f, "Sheet1", header)
			set(t, f, "Sheet1", map[string]any{"XFD2": "x"})
		}, nil, "file_too_many_columns"},
	}
	for _, test := range tests {
		got, code := read(t, "a.xlsx", workbook(t, test.fill), tabular.Limits{})
		if !slices.Equal(got, test.want) || code != test.code {
			t.Errorf("%s:\n got %q %s\nwant %q %s", test.name, got, code, test.want, test.code)
		}
	}
}

func TestWorkbookByContent(t *testing.T) {
	book := workbook(t, func(f *excelize.File) { set(t, f, "Sheet1", map[string]any{"A1": "nazwa", "A2": "a"}) })
	for _, name := range []string{"a.xlsx", "a.csv", "a.xlsx.gz"} {
		content := book
		if strings.HasSuffix(name, ".gz") {
			content = gz(book)
		}
		if got, code := read(t, name, content, tabular.Limits{}); !slices.Equal(got, []string{"2: nazwa=a"}) {
			t.Errorf("%s: got %q %s", name, got, code)
		}
	}
}

// replaced rewrites one part of a workbook.
func replaced(t *testing.T, book []byte, part string, content io.Reader) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range archive.File {
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		to, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		var source io.Reader = from
		if f.Name == part {
			source = content
		}
		if _, err := io.Copy(to, source); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestHostileWorkbooks(t *testing.T) {
	book := workbook(t, func(f *excelize.File) {
		set(t, f, "Sheet1", map[string]any{"A1": "nazwa", "B1": "nip", "A2": "a", "B2": "1"})
	})
	const sheet = "xl/worksheets/sheet1.xml"
	rows := func(inside string) []byte {
		return replaced(t, book, sheet, strings.NewReader(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+inside+`</sheetData></worksheet>`))
	}
	far := rows(`<row r="1"><c r="A1" t="str"><v>nazwa</v></c></row><row r="1048576"><c r="A1048576" t="str"><v>x</v></c></row>`)
	if got, code := read(t, "a.xlsx", far, tabular.Limits{}); !slices.Equal(got, []string{"1048576: nazwa=x"}) {
		t.Errorf("a value in the last row of a sheet: %q %s", got, code)
	}
	lying := bytes.Clone(replaced(t, book, sheet, io.LimitReader(zeros{}, 5<<20)))
	understate(t, lying, sheet, 100)
	tests := []struct {
		name    string
		content []byte
		limits  tabular.Limits
		codes   []string // one of
	}{
		{"not an archive", []byte("PK\x03\x04 and nothing more"), tabular.Limits{}, []string{"file_broken"}},
		{"cut", book[:len(book)/2], tabular.Limits{}, []string{"file_broken"}},
		{"an archive that is no workbook", replaced(t, book, "xl/workbook.xml", strings.NewReader("<x/>")), tabular.Limits{}, []string{"file_broken", "file_empty"}},
		{"a zip bomb", replaced(t, book, sheet, io.LimitReader(zeros{}, 20<<20)), tabular.Limits{Workbook: 10 << 20}, []string{"file_too_large"}},
		{"a zip bomb that lies about its size", lying, tabular.Limits{Workbook: 1 << 20}, []string{"file_broken", "file_too_large"}},
		{"entities that multiply", rows(`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><row r="1"><c r="A1" t="inlineStr"><is><t>&b;&b;</t></is></c></row>`), tabular.Limits{}, []string{"file_broken", "file_empty"}},
		{"more rows than allowed", rows(strings.Repeat(`<row><c t="inlineStr"><is><t>nazwa</t></is></c></row>`, 200)), tabular.Limits{Rows: 50}, []string{"file_too_many_rows"}},
		{"unclosed XML", rows(`<row r="1"><c r="A1"`), tabular.Limits{}, []string{"file_broken", "file_empty"}},
		{"a row number beyond any sheet", rows(`<row r="99999999999999999999"><c r="A1"><v>1</v></c></row>`), tabular.Limits{}, []string{"file_broken", "file_empty", "file_no_header"}},
		{"a string that is not there", rows(`<row r="1"><c r="A1" t="s"><v>4000000000</v></c><c r="B1" t="s"><v>-1</v></c></row>`), tabular.Limits{}, []string{"file_broken", "file_empty", "file_no_header"}},
		{"a style that is not there", rows(`<row r="1"><c r="A1" s="99999"><v>1</v></c></row>`), tabular.Limits{}, []string{"file_broken", "file_empty", "file_no_header"}},
	}
	for _, test := range tests {
		if got, code := read(t, "a.xlsx", test.content, test.limits); !slices.Contains(test.codes, code) {
			t.Errorf("%s: got %d rows and %q, want one of %q", test.name, len(got), code, test.codes)
		}
	}
}

// understate writes a smaller unpacked size for a part into the archive's directory.
func understate(t *testing.T, archive []byte, part string, size byte) {
	t.Helper()
	at := bytes.LastIndex(archive, []byte(part)) // in the central directory, 46 bytes after the entry's start
	if at < 46 || !bytes.Equal(archive[at-46:at-42], []byte("PK\x01\x02")) {
		t.Fatal("no directory entry found")
	}
	copy(archive[at-46+24:], []byte{size, 0, 0, 0})
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

func TestErrorTextNamesTheCode(t *testing.T) {
	_, err := tabular.New("a.pdf", strings.NewReader("x"), tabular.Options{})
	if e, ok := errors.AsType[*tabular.Error](err); !ok || !strings.Contains(err.Error(), "file_format") || e.Params["allowed"] == "" {
		t.Errorf("got %v", err)
	}
}
