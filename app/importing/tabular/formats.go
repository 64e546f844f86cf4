package tabular

import (
	"archive/zip"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// formats are the number formats of an Excel workbook: the code of each cell style, by its place.
type formats struct {
	codes []string
	epoch time.Time // the day that serial number 0 stands for
}

// builtIn are the codes of the formats that a workbook does not spell out (ECMA-376, 18.8.30), as far as they are read
// otherwise than shown.
var builtIn = map[int]string{
	0: "General", 1: "#0", 2: "#0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "#0.00E+00", 14: "yyyy-mm-dd", 15: "d-mmm-yy",
	16: "d-mmm", 17: "mmm-yy", 22: "yyyy-mm-dd h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 48: "##0.0E+0",
}

func readFormats(archive *zip.Reader) formats {
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	var book struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
	}
	f := formats{epoch: time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)}
	if readPart(archive, "xl/workbook.xml", &book) == nil && (book.Properties.Date1904 == "1" || book.Properties.Date1904 == "true") {
		f.epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	if readPart(archive, "xl/styles.xml", &styles) != nil {
		return f // a workbook without styles has numbers only
	}
	own := map[int]string{}
	for _, n := range styles.Formats {
		own[n.ID] = n.Code
	}
	for _, c := range styles.Cells {
		code, ok := own[c.Format]
		if !ok {
			code = builtIn[c.Format]
		}
		f.codes = append(f.codes, code)
	}
	return f
}

var (
	quoted   = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]`)
	dateCode = regexp.MustCompile(`(?i)[dy]`)
)

// text is what a number says in its format, where that should not be what Excel shows: a date in ISO 8601 whatever the
// local order, a percentage as its number with the sign, an amount without the signs between thousands.
func (f formats) text(style, raw string) (string, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(raw), 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return "", false
	}
	code := "General"
	if at, err := strconv.Atoi(style); err == nil && at >= 0 && at < len(f.codes) {
		code = f.codes[at]
	}
	code = quoted.ReplaceAllString(code, "")
	switch {
	case strings.EqualFold(code, "General"), strings.ContainsAny(code, "#E"):
		return number(n), true
	case strings.Contains(code, "%"):
		return number(math.Round(n*1e10)/1e8) + "%", true
	case dateCode.MatchString(code) && n > 0 && n < 3e6:
		return f.date(n), true
	}
	return "", false
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func (f formats) date(serial float64) string {
	day, part := math.Modf(serial)
	at := f.epoch.AddDate(0, 0, int(day)).Add(time.Duration(math.Round(part*86400)) * time.Second)
	if part == 0 {
		return at.Format(time.DateOnly)
	}
	return at.Format("2006-01-02 15:04")
}
