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

// typed is what excelize's rows do not tell of a sheet: which cells are formulas, and what a number is whose shown form
// depends on its format. Rows count from 1, columns from 0.
type typed struct {
	formulas map[int]map[int]bool
	texts    map[int]map[int]string
}

// scanSheet reads a sheet as a stream and checks its extent.
func (r *Reader) scanSheet(archive *zip.Reader, formats formats, sheet string) (typed, error) {
	part, err := sheetPart(archive, sheet)
	if err != nil {
		return typed{}, err
	}
	file, err := part.Open()
	if err != nil {
		return typed{}, err
	}
	defer file.Close()
	scan := scan{limits: r.limits, formats: formats, found: typed{map[int]map[int]bool{}, map[int]map[int]string{}}}
	tokens := xml.NewDecoder(file)
	for {
		token, err := tokens.RawToken()
		if errors.Is(err, io.EOF) {
			return scan.found, nil
		}
		if err != nil {
			return typed{}, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			err = scan.element(t)
		case xml.CharData:
			if scan.inValue {
				scan.text(string(t))
			}
		case xml.EndElement:
			scan.inValue = false
		}
		if err != nil {
			return typed{}, err
		}
	}
}

// scan follows the elements row, c (cell), v and is (values), f (formula) of a sheet.
type scan struct {
	limits      Limits
	formats     formats
	found       typed
	row, column int // from 1
	filledRows  int
	counted     bool
	style       string // of the cell
	plain       bool   // it holds a number
	inValue     bool
}

func (s *scan) element(e xml.StartElement) error {
	s.inValue = false
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
		kind := attribute(e, "t")
		s.style, s.plain = attribute(e, "s"), kind == "" || kind == "n"
	case "v", "is":
		s.inValue = s.plain && e.Name.Local == "v"
		return s.value()
	case "f":
		if s.found.formulas[s.row] == nil {
			s.found.formulas[s.row] = map[int]bool{}
		}
		s.found.formulas[s.row][s.column-1] = true
		return s.value()
	}
	return nil
}

func (s *scan) text(raw string) {
	text, changed := s.formats.text(s.style, raw)
	if !changed {
		return
	}
	if s.found.texts[s.row] == nil {
		s.found.texts[s.row] = map[int]string{}
	}
	s.found.texts[s.row][s.column-1] = text
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
