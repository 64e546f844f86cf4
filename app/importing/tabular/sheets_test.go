package tabular_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"splot/app/importing/tabular"
)

// TestSheets takes the one with data, or the one that is named.
func TestSheets(t *testing.T) {
	book := workbook(t, func(f *excelize.File) {
		set(t, f, "Sheet1", map[string]any{"A1": "Proszę wypełnić arkusz Członkowie.", "A2": "Do końca miesiąca."})
		_, _ = f.NewSheet("Słownik")
		set(t, f, "Słownik", map[string]any{"A1": "kod", "B1": "znaczenie", "A2": "a", "B2": "b"})
		_, _ = f.NewSheet("Członkowie")
		set(t, f, "Członkowie", map[string]any{"A1": "nazwa", "B1": "nip", "A2": "Firma", "B2": "7"})
	})
	recognise := func(names []string) int {
		n := 0
		for _, name := range names {
			if name == "nazwa" || name == "nip" {
				n++
			}
		}
		return n
	}
	for _, test := range []struct {
		sheet, chosen, code string
		recognise           func([]string) int
	}{
		{"", "Członkowie", "", recognise},
		{"", "Słownik", "", nil},
		{"członkowie", "Członkowie", "", nil},
		{"3", "Członkowie", "", nil},
		{"Sheet1", "Sheet1", "", recognise},
		{"Inny", "", "no_sheet", nil},
		{"9", "", "no_sheet", nil},
	} {
		_, about, code := readWith(t, "a.xlsx", book, tabular.Options{Sheet: test.sheet, Recognise: test.recognise})
		if about.Sheet != test.chosen || code != test.code {
			t.Errorf("%q: %q %s, want %q %s", test.sheet, about.Sheet, code, test.chosen, test.code)
		}
		if code == "" && len(about.Sheets) != 3 {
			t.Errorf("the sheets are %q", about.Sheets)
		}
	}
}

// TestFormatsOfNumbers reads dates, percentages and amounts as what they are, whatever Excel shows.
func TestFormatsOfNumbers(t *testing.T) {
	day := time.Date(2027, 12, 31, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		value  any
		format int
		custom string
		want   string
	}{
		{day, 14, "", "2027-12-31"},
		{day, 15, "", "2027-12-31"},
		{day, 0, "d mmmm yyyy", "2027-12-31"},
		{day, 0, `dd\.mm\.yyyy" r."`, "2027-12-31"},
		{day.Add(10*time.Hour + 30*time.Minute), 22, "", "2027-12-31 10:30"},
		{0.5, 9, "", "50%"},
		{0.125, 10, "", "12.5%"},
		{1, 0, "0%", "100%"},
		{1200.5, 4, "", "1200.5"},
		{1200.5, 0, `#,##0.00 "zł"`, "1200.5"},
		{7812000005, 0, "", "7812000005"},
		{1079191, 0, "0000000000", "0001079191"},
		{7812000005.0, 0, "0.00E+00", "7812000005"},
	} {
		book := workbook(t, func(f *excelize.File) {
			set(t, f, "Sheet1", map[string]any{"A1": "nazwa", "B1": "wartość", "A2": "a", "B2": test.value})
			style := &excelize.Style{NumFmt: test.format}
			if test.custom != "" {
				style = &excelize.Style{CustomNumFmt: &test.custom}
			}
			id, err := f.NewStyle(style)
			if err != nil {
				t.Fatal(err)
			}
			_ = f.SetCellStyle("Sheet1", "B2", "B2", id)
		})
		got, code := read(t, "a.xlsx", book, tabular.Limits{})
		if want := "2: nazwa=a wartość=" + test.want; !slices.Equal(got, []string{want}) {
			t.Errorf("%v in %d %q: %q %s, want %q", test.value, test.format, test.custom, got, code, want)
		}
	}
}

// ods makes a workbook of LibreOffice of the rows of its sheets.
func ods(t *testing.T, sheets ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range map[string]string{
		"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
		"content.xml": `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>` +
			strings.Join(sheets, "") + `</office:spreadsheet></office:body></office:document-content>`,
	} {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write([]byte(content))
	}
	_ = w.Close()
	return b.Bytes()
}

func odsTable(name string, rows ...string) string {
	return fmt.Sprintf(`<table:table table:name=%q><table:table-column table:number-columns-repeated="16384"/>%s<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`, name, strings.Join(rows, ""))
}

func odsRow(cells ...string) string {
	return "<table:table-row>" + strings.Join(cells, "") + `<table:table-cell table:number-columns-repeated="16380"/></table:table-row>`
}

func odsText(text string) string {
	return `<table:table-cell office:value-type="string"><text:p>` + text + `</text:p></table:table-cell>`
}

// TestOpenDocument reads LibreOffice's workbooks.
func TestOpenDocument(t *testing.T) {
	header := odsRow(odsText("nazwa"), odsText("nip"), odsText("termin"), odsText("udział"))
	for _, test := range []struct {
		name string
		book []byte
		want []string
		code string
	}{
		{"values", ods(t, odsTable("Lista", header, odsRow(
			odsText("Żółw &amp; syn"), `<table:table-cell office:value-type="float" office:value="7812000005"><text:p>7 812 000 005</text:p></table:table-cell>`,
			`<table:table-cell office:value-type="date" office:date-value="2027-12-31"><text:p>31 gru 2027</text:p></table:table-cell>`,
			`<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50,00%</text:p></table:table-cell>`,
		))), []string{"2: nazwa=Żółw & syn nip=7812000005 termin=2027-12-31 udział=50%"}, ""},
		{"paragraphs, spaces and a remark", ods(t, odsTable("Lista", header, odsRow(
			`<table:table-cell office:value-type="string"><office:annotation><text:p>uwaga</text:p></office:annotation><text:p>a<text:s text:c="2"/>b</text:p><text:p>c</text:p></table:table-cell>`,
		))), []string{"2: nazwa=a  b\nc"}, ""},
		{"a formula", ods(t, odsTable("Lista", header, odsRow(odsText("a"), `<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>`))), []string{"2: nazwa=a !nip:cell_formula"}, ""},
		{"repeated rows and cells", ods(t, odsTable("Lista", header, `<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>`)), []string{"2: nazwa=x nip=x", "3: nazwa=x nip=x"}, ""},
		{"empty rows between", ods(t, odsTable("Lista", header, `<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>`, odsRow(odsText("a")))), []string{"5: nazwa=a"}, ""},
		{"instructions first", ods(t, odsTable("Instrukcja", odsRow(odsText("Proszę wypełnić."))), odsTable("Lista", header, odsRow(odsText("a"), odsText("1")))), []string{"2: nazwa=a nip=1"}, ""},
		{"empty", ods(t, odsTable("Lista")), nil, "file_empty"},
		{"more rows than allowed", ods(t, odsTable("Lista", header, `<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>`)), nil, "file_too_many_rows"},
		{"cut", ods(t, `<table:table table:name="Lista"><table:table-row><table:table-cell>`), nil, "file_broken"},
	} {
		got, code := read(t, "a.ods", test.book, tabular.Limits{})
		if code != "" {
			got = nil
		}
		if !slices.Equal(got, test.want) || code != test.code {
			t.Errorf("%s:\n got %q %s\nwant %q %s", test.name, got, code, test.want, test.code)
		}
	}
}

// FuzzReader reads whatever bytes as each kind of file: no panic, no row over the limits, an error that has a code.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		"nazwa;nip\nŻółw;1\n", "\xff\xfen\x00;\x00", "a\rb\rc", "[{\"a\":[1,2]},{\"b\":{\"c\":null}}]", "{\"a\":1}{\"a\":2}", "sep=;\na;b\n\"x", "PK\x03\x04", "\x1f\x8b", "n;\x9c\xb6\n",
	} {
		for kind := range byte(4) {
			f.Add(kind, []byte(seed))
		}
	}
	f.Fuzz(func(t *testing.T, kind byte, content []byte) {
		name := []string{"a.csv", "a.json", "a.xlsx", "a.ods"}[kind%4]
		limits := tabular.Limits{File: 1 << 20, Unpacked: 1 << 20, Workbook: 1 << 20, Rows: 50, Columns: 20, Cell: 500, Row: 5_000}
		r, err := tabular.New(name, bytes.NewReader(content), tabular.Options{Limits: limits, Recognise: func(names []string) int { return len(names) % 3 }})
		if err != nil {
			return
		}
		defer r.Close()
		rows := 0
		for row, err := range r.Rows() {
			if err != nil {
				return
			}
			if rows++; rows > limits.Rows || len(row.Cells) > len(r.Columns()) || len(r.Columns()) > limits.Columns {
				t.Fatalf("row %d of %d cells, %d columns", rows, len(row.Cells), len(r.Columns()))
			}
			for _, c := range row.Cells {
				if len(c.Text) > limits.Cell {
					t.Fatalf("a cell of %d bytes", len(c.Text))
				}
			}
		}
	})
}
