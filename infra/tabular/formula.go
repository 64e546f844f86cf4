package tabular

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// formulas finds the cells of a sheet that hold formulas, by row and column (from 0), and checks the sheet's
// extent. The sheet is read as a stream: excelize's rows give a formula's last result without saying so.
func (r *Reader) formulas(archive *zip.Reader, sheet string) (map[int]map[int]bool, error) {
	part, err := sheetPart(archive, sheet)
	if err != nil {
		return nil, err
	}
	file, err := part.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	scan := scan{limits: r.limits, found: map[int]map[int]bool{}}
	tokens := xml.NewDecoder(file)
	for {
		token, err := tokens.RawToken()
		if errors.Is(err, io.EOF) {
			return scan.found, nil
		}
		if err != nil {
			return nil, err
		}
		if element, ok := token.(xml.StartElement); ok {
			if err := scan.element(element); err != nil {
				return nil, err
			}
		}
	}
}

// scan follows the elements row, c (cell), v and is (values), f (formula) of a sheet.
type scan struct {
	limits      Limits
	found       map[int]map[int]bool
	row, column int // from 1
	filledRows  int
	counted     bool
}

func (s *scan) element(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		s.row++
		s.column, s.counted = 0, false
		if _, row, err := excelize.CellNameToCoordinates("A" + attribute(e, "r")); err == nil {
			s.row = row
		}
	case "c":
		s.column++
		if column, row, err := excelize.CellNameToCoordinates(attribute(e, "r")); err == nil {
			s.column, s.row = column, row
		}
	case "v", "is":
		return s.value()
	case "f":
		if s.found[s.row] == nil {
			s.found[s.row] = map[int]bool{}
		}
		s.found[s.row][s.column-1] = true
		return s.value()
	}
	return nil
}

func (s *scan) value() error {
	if s.column > s.limits.Columns {
		return &Error{Code: "file_too_many_columns", Params: map[string]any{"max": s.limits.Columns}}
	}
	if !s.counted {
		s.counted = true
		s.filledRows++
	}
	if s.filledRows > s.limits.Rows+headRows {
		return &Error{Code: "file_too_many_rows", Params: map[string]any{"max": s.limits.Rows}}
	}
	return nil
}

// sheetPart finds the archive's file of a sheet by the workbook's list and its relations.
func sheetPart(archive *zip.Reader, sheet string) (*zip.File, error) {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"` // in either edition's name space
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		Relationships []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := errors.Join(readPart(archive, "xl/workbook.xml", &book), readPart(archive, "xl/_rels/workbook.xml.rels", &relations)); err != nil {
		return nil, err
	}
	for _, s := range book.Sheets {
		for _, relation := range relations.Relationships {
			if s.Name == sheet && relation.ID == s.ID {
				target := path.Join("xl", relation.Target)
				if strings.HasPrefix(relation.Target, "/") {
					target = strings.TrimPrefix(relation.Target, "/")
				}
				return findPart(archive, target)
			}
		}
	}
	return nil, errors.New("the workbook does not say where its sheet is")
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
