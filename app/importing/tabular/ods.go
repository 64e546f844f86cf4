package tabular

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// openDocument reads the sheets of a workbook of LibreOffice. All of them stand in one part, which is read again for
// each that is looked at.
func (r *Reader) openDocument(archive *zip.Reader) error {
	r.about.Format = "ods"
	names, err := odsSheets(archive)
	if err != nil {
		return &Error{Code: "file_broken", cause: err}
	}
	var sheets []sheet
	for i, name := range names {
		sheets = append(sheets, sheet{name, func() (source, error) { return r.odsSheet(archive, i) }})
	}
	return r.choose(sheets)
}

func odsSheets(archive *zip.Reader) ([]string, error) {
	tokens, closing, err := odsTokens(archive)
	if err != nil {
		return nil, err
	}
	defer closing()
	var names []string
	for {
		token, err := tokens.RawToken()
		if errors.Is(err, io.EOF) {
			return names, nil
		}
		if err != nil {
			return nil, err
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Space == "table" && e.Name.Local == "table" {
			names = append(names, attribute(e, "name"))
		}
	}
}

func odsTokens(archive *zip.Reader) (*xml.Decoder, func(), error) {
	part, err := findPart(archive, "content.xml")
	if err != nil {
		return nil, nil, err
	}
	file, err := part.Open()
	if err != nil {
		return nil, nil, err
	}
	return xml.NewDecoder(file), func() { _ = file.Close() }, nil
}

// odsSheet yields the rows of one sheet.
func (r *Reader) odsSheet(archive *zip.Reader, place int) (source, error) {
	tokens, closing, err := odsTokens(archive)
	if err != nil {
		return nil, err
	}
	r.close = append([]func() error{func() error { closing(); return nil }}, r.close...)
	rows := &odsRows{tokens: tokens, limits: r.limits}
	for at := -1; at < place; {
		token, err := tokens.RawToken()
		if err != nil {
			return nil, err
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Space == "table" && e.Name.Local == "table" {
			at++
		}
	}
	return rows.next, nil
}

// odsRows follows the elements table-row, table-cell and p of one sheet. An element may stand for many equal ones;
// empty ones at the end of a row or sheet do so for all that a sheet could have.
type odsRows struct {
	tokens *xml.Decoder
	limits Limits
	number int
	again  int // how often the last row comes once more
	last   record
	filled int
	done   bool // the end of the sheet was there
}

func (o *odsRows) next() (record, error) {
	if o.again > 0 {
		o.again--
		o.number++
		o.last.number = o.number
		return o.last, o.count()
	}
	for !o.done {
		token, err := o.tokens.RawToken()
		if err != nil {
			return record{}, broken(err)
		}
		switch e := token.(type) {
		case xml.EndElement:
			o.done = e.Name.Space == "table" && e.Name.Local == "table"
		case xml.StartElement:
			if e.Name.Space != "table" || e.Name.Local != "table-row" {
				continue
			}
			rec, err := o.row()
			if err != nil {
				return record{}, err
			}
			times := repeated(e, "number-rows-repeated")
			o.number++
			if rec.filled() == 0 {
				o.number += times - 1
				continue
			}
			rec.number = o.number
			o.last, o.again = rec, times-1
			return rec, o.count()
		}
	}
	return record{}, io.EOF
}

func broken(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (o *odsRows) count() error {
	if o.filled++; o.filled > o.limits.Rows+headRows {
		return &Error{Code: "file_too_many_rows", Params: map[string]any{"max": o.limits.Rows}}
	}
	return nil
}

func repeated(e xml.StartElement, name string) int {
	n, err := strconv.Atoi(attribute(e, name))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, 1<<24)
}

func (o *odsRows) row() (record, error) {
	rec := record{formulas: map[int]bool{}}
	column := 0
	for {
		token, err := o.tokens.RawToken()
		if err != nil {
			return rec, broken(err)
		}
		switch e := token.(type) {
		case xml.EndElement:
			if e.Name.Local == "table-row" {
				return rec, nil
			}
		case xml.StartElement:
			if e.Name.Local != "table-cell" && e.Name.Local != "covered-table-cell" {
				continue
			}
			text, err := o.cell(e)
			if err != nil {
				return rec, err
			}
			times := repeated(e, "number-columns-repeated")
			if text == "" && attribute(e, "formula") == "" {
				column += times
				continue
			}
			if column+times > o.limits.Columns {
				return rec, &Error{Code: "file_too_many_columns", Params: map[string]any{"max": o.limits.Columns}}
			}
			for len(rec.cells) < column {
				rec.cells = append(rec.cells, "")
			}
			for range times {
				rec.formulas[column] = attribute(e, "formula") != ""
				rec.cells = append(rec.cells, text)
				column++
			}
		}
	}
}

// cell is the text of a cell: the value where the shown text depends on a format, else its paragraphs.
func (o *odsRows) cell(e xml.StartElement) (string, error) {
	var text strings.Builder
	depth, note, paragraphs := 1, 0, 0
	for depth > 0 {
		token, err := o.tokens.RawToken()
		if err != nil {
			return "", broken(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			switch {
			case t.Name.Local == "annotation" || note > 0:
				note++
			case t.Name.Local == "p":
				if paragraphs++; paragraphs > 1 {
					text.WriteByte('\n')
				}
			case t.Name.Local == "line-break":
				text.WriteByte('\n')
			case t.Name.Local == "s":
				text.WriteString(strings.Repeat(" ", min(repeated(t, "c"), 100)))
			}
		case xml.EndElement:
			depth--
			if note > 0 {
				note--
			}
		case xml.CharData:
			if note == 0 && paragraphs > 0 {
				text.Write(t)
			}
		}
		if text.Len() > o.limits.Row {
			return "", &Error{Code: "row_too_long", Params: map[string]any{"max": o.limits.Row}}
		}
	}
	return odsValue(e, text.String()), nil
}

func odsValue(e xml.StartElement, shown string) string {
	value := attribute(e, "value")
	switch attribute(e, "value-type") {
	case "float", "currency":
		if n, err := strconv.ParseFloat(value, 64); err == nil && !zeroPadded(shown) {
			return number(n)
		}
	case "percentage":
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			return number(n*100) + "%"
		}
	case "date":
		return strings.Replace(attribute(e, "date-value"), "T", " ", 1)
	}
	return shown
}

// zeroPadded recognises numbers that are shown with zeros in front or with hyphens, as tax numbers are.
func zeroPadded(shown string) bool {
	return strings.HasPrefix(shown, "0") && len(shown) > 1 && shown[1] != ',' && shown[1] != '.' || strings.Count(shown, "-") > 1
}
