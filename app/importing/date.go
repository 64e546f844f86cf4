package importing

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	isoDate   = regexp.MustCompile(`^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})$`)
	dayFirst  = regexp.MustCompile(`^([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})$`)
	dayName   = regexp.MustCompile(`^([0-9]{1,2})(?:st|nd|rd|th)?[-. ]+(\p{L}+)\.?[-, ]+([0-9]{4})$`)
	nameFirst = regexp.MustCompile(`^(\p{L}+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})$`)
	timeOfDay = regexp.MustCompile(`[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})?$`)
	ofYear    = regexp.MustCompile(`(?i)\s*(?:r\.?|roku?)$`)
	serial    = regexp.MustCompile(`^[2-7][0-9]{4}(?:[.,]0+)?$`)
)

// monthNames are the beginnings of the months' names, Polish ones in both cases, English ones and Roman numbers.
var monthNames = [12][]string{
	{"sty", "jan"},
	{"lut", "feb"},
	{"mar"},
	{"kwi", "apr"},
	{"maj", "may"},
	{"cze", "jun"},
	{"lip", "jul"},
	{"sie", "aug"},
	{"wrz", "sep"},
	{"paz", "oct"},
	{"lis", "nov"},
	{"gru", "dec"},
}

var romanMonths = []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}

// date reads a day as people write it: in numbers, the day before the month unless that cannot be, with the month's name
// in Polish or English, with a time of day, or as the number that Excel keeps.
func date(s string) (time.Time, bool) {
	s = inOneLine(s)
	s = timeOfDay.ReplaceAllString(s, "")
	s = strings.TrimSpace(ofYear.ReplaceAllString(s, ""))
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return day(m[1], m[2], m[3])
	}
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		if len(m[3]) == 2 {
			m[3] = "20" + m[3]
		}
		if t, ok := day(m[3], m[2], m[1]); ok {
			return t, true
		}
		return day(m[3], m[1], m[2])
	}
	if m := dayName.FindStringSubmatch(s); m != nil {
		return day(m[3], monthNumber(m[2]), m[1])
	}
	if m := nameFirst.FindStringSubmatch(s); m != nil {
		return day(m[3], monthNumber(m[1]), m[2])
	}
	if serial.MatchString(s) {
		n, _ := strconv.Atoi(s[:5])
		return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n), true
	}
	return time.Time{}, false
}

func day(year, month, of string) (time.Time, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(of)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, t.Year() == y && int(t.Month()) == m && t.Day() == d && y > 1900
}

func monthNumber(name string) string {
	folded := Fold(name)
	for i, roman := range romanMonths {
		if folded == roman {
			return strconv.Itoa(i + 1)
		}
	}
	for i, beginnings := range monthNames {
		for _, b := range beginnings {
			if strings.HasPrefix(folded, b) {
				return strconv.Itoa(i + 1)
			}
		}
	}
	return "0"
}
