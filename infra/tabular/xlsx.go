package tabular

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// workbook reads the first visible sheet. The archive's own directory is checked before anything is
// unpacked, and archive/zip refuses a part that unpacks to more than the directory says.
func (r *Reader) workbook(stream io.Reader) error {
	packed, err := io.ReadAll(stream)
	if err != nil {
		return asError(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return &Error{Code: "file_broken", cause: err}
	}
	if err := r.checkArchive(archive); err != nil {
		return err
	}
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
	r.format = "xlsx"
	return r.sheet(book, archive)
}

// maxParts is how many files a workbook's archive may hold; real ones have dozens.
const maxParts = 2000

func (r *Reader) checkArchive(archive *zip.Reader) error {
	if len(archive.File) > maxParts {
		return &Error{Code: "file_broken", cause: errors.New("too many parts")}
	}
	unpacked := uint64(0)
	for _, part := range archive.File {
		// Each addend is bounded first, so the sum cannot overflow.
		if part.UncompressedSize64 > uint64(r.limits.Workbook) {
			return &Error{Code: "file_too_large", Params: map[string]any{"max": r.limits.Workbook}}
		}
		unpacked += part.UncompressedSize64
	}
	if unpacked > uint64(r.limits.Workbook) {
		return &Error{Code: "file_too_large", Params: map[string]any{"max": r.limits.Workbook}}
	}
	return nil
}

func (r *Reader) sheet(book *excelize.File, archive *zip.Reader) error {
	name := ""
	for _, sheet := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(sheet); err == nil && visible {
			name = sheet
			break
		}
	}
	if name == "" {
		return &Error{Code: "file_empty"}
	}
	formulas, err := r.formulas(archive, name)
	if err != nil {
		return asError(err)
	}
	rows, err := book.Rows(name)
	if err != nil {
		return &Error{Code: "file_broken", cause: err}
	}
	r.close = append([]func() error{rows.Close}, r.close...)
	number := 0
	return r.table(func() (rec record, err error) {
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
		rec.number, rec.formulas = number, formulas[number]
		return rec, err
	})
}

// guarded makes a panic of the workbook library, which a crafted file may provoke, an error of that file.
func guarded(call func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the workbook cannot be read: %v", p)
		}
	}()
	return call()
}
