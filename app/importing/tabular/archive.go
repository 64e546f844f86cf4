package tabular

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// archive reads a workbook of either kind. The archive's own directory is checked before anything is unpacked, and
// archive/zip refuses a part that unpacks to more than the directory says.
func (r *Reader) archive(stream io.Reader) error {
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
	if _, err := findPart(archive, "content.xml"); err == nil {
		return r.openDocument(archive)
	}
	return r.workbook(archive, packed)
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

// sheet is one visible sheet of a workbook.
type sheet struct {
	name string
	open func() (source, error)
}

// choose takes the sheet that was named, or the one with data: with most columns that the caller recognises, among
// equal ones the first with a header of two columns and a row.
func (r *Reader) choose(sheets []sheet) error {
	for _, s := range sheets {
		r.about.Sheets = append(r.about.Sheets, s.name)
	}
	if len(sheets) == 0 {
		return &Error{Code: "file_empty"}
	}
	if r.options.Sheet != "" {
		s, err := r.named(sheets)
		if err != nil {
			return err
		}
		f, err := r.look(s)
		if err != nil {
			return err
		}
		r.about.Sheet = s.name
		r.take(f)
		return nil
	}
	return r.chooseByData(sheets)
}

func (r *Reader) chooseByData(sheets []sheet) error {
	best, points := -1, -1
	var chosen found
	var first error
	for i, s := range sheets {
		f, err := r.look(s)
		if err != nil {
			first = cmpOr(first, err)
			continue
		}
		n := 4 * f.score
		if f.rows() {
			n += 2
		}
		if len(f.names) > 1 {
			n++
		}
		if n > points {
			best, points, chosen = i, n, f
		}
	}
	if best < 0 {
		if e, ok := errors.AsType[*Error](first); ok && len(sheets) > 1 && (e.Code == "file_empty" || e.Code == "file_no_header") {
			return &Error{Code: "no_sheet_of_data", Params: map[string]any{"sheets": strings.Join(r.about.Sheets, ", ")}}
		}
		return first
	}
	r.about.Sheet = sheets[best].name
	r.take(chosen)
	return nil
}

func cmpOr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// named finds a sheet by its name, in any case, or by its number.
func (r *Reader) named(sheets []sheet) (sheet, error) {
	want := strings.TrimSpace(r.options.Sheet)
	at := slices.IndexFunc(sheets, func(s sheet) bool { return strings.EqualFold(strings.TrimSpace(s.name), want) })
	if n, err := strconv.Atoi(want); at < 0 && err == nil {
		at = n - 1
	}
	if at < 0 || at >= len(sheets) {
		return sheet{}, &Error{Code: "no_sheet", Params: map[string]any{"sheet": want, "sheets": strings.Join(r.about.Sheets, ", ")}}
	}
	return sheets[at], nil
}

func (r *Reader) look(s sheet) (found, error) {
	next, err := s.open()
	if err != nil {
		return found{}, asError(err)
	}
	return r.find(next)
}

func readPart(archive *zip.Reader, name string, into any) error {
	part, err := findPart(archive, name)
	if err != nil {
		return err
	}
	file, err := part.Open()
	if err != nil {
		return err
	}
	defer file.Close()
	return xml.NewDecoder(file).Decode(into)
}

func findPart(archive *zip.Reader, name string) (*zip.File, error) {
	for _, part := range archive.File {
		if strings.EqualFold(strings.ReplaceAll(part.Name, "\\", "/"), name) {
			return part, nil
		}
	}
	return nil, errors.New("the workbook has no " + name)
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
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
