package tabular

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"

	"github.com/xuri/excelize/v2"
)

// workbook reads the visible sheets of an Excel workbook.
func (r *Reader) workbook(archive *zip.Reader, packed []byte) error {
	var book *excelize.File
	if err := guarded(func() (err error) {
		book, err = excelize.OpenReader(bytes.NewReader(packed), excelize.Options{
			UnzipSizeLimit: r.limits.Workbook, UnzipXMLSizeLimit: r.limits.Workbook, // equal: nothing goes to a temporary file
			ShortDatePattern: "yyyy-mm-dd",
		})
		return err
	}); err != nil {
		return &Error{Code: "file_broken", cause: err}
	}
	r.close = append(r.close, book.Close)
	r.about.Format = "xlsx"
	formats := readFormats(archive)
	var sheets []sheet
	for _, name := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(name); err == nil && visible {
			sheets = append(sheets, sheet{name, func() (source, error) { return r.excelSheet(book, archive, formats, name) }})
		}
	}
	return r.choose(sheets)
}

func (r *Reader) excelSheet(book *excelize.File, archive *zip.Reader, formats formats, name string) (source, error) {
	typed, err := r.scanSheet(archive, formats, name)
	if err != nil {
		return nil, err
	}
	rows, err := book.Rows(name)
	if err != nil {
		return nil, &Error{Code: "file_broken", cause: err}
	}
	r.close = append([]func() error{rows.Close}, r.close...)
	number := 0
	return func() (rec record, err error) {
		err = guarded(func() error {
			// A sheet whose last row stands far down yields all the empty ones between.
			for len(rec.cells) == 0 {
				if !rows.Next() {
					return errors.Join(rows.Error(), io.EOF)
				}
				number++
				if rec.cells, err = rows.Columns(); err != nil {
					return err
				}
			}
			return nil
		})
		rec.number, rec.formulas = number, typed.formulas[number]
		for column, text := range typed.texts[number] {
			if column < len(rec.cells) && !rec.formulas[column] {
				rec.cells[column] = text
			}
		}
		return rec, err
	}, nil
}
