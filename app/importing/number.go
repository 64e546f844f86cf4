package importing

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
)

var (
	errNotANumber = errors.New("not a number")
	numberParts   = regexp.MustCompile(`^(?i:ok\.|około|ca\.?|approx\.?|trl|poziom|level|pln|zł|eur|€)?\s*:?\s*([+-]?[0-9][0-9.,\s]*)\s*(\p{L}[\p{L}.-]*\.?)?\s*(\p{L}[\p{L}.]*)?\s*(%)?$`)
	thousands     = regexp.MustCompile(`^[+-]?[0-9]{1,3}(?:[.,][0-9]{3})+$`)
)

// multipliers are what follows an amount: thousands, millions and milliards, by the beginning of the word.
var multipliers = []struct {
	word string
	by   float64
}{
	{"tys", 1e3}, {"thous", 1e3}, {"k", 1e3}, {"mln", 1e6}, {"milio", 1e6}, {"million", 1e6}, {"m", 1e6}, {"mld", 1e9}, {"miliard", 1e9}, {"bn", 1e9},
}

// units are what may stand after a number without changing it.
var units = []string{
	"zł", "zl", "pln", "złotych", "zlotych", "złote", "mies", "miesiąc", "miesiące", "miesięcy", "m-c", "m-ce", "m-cy", "month", "months", "dni", "dzień", "day", "days", "h",
	"godz", "godzin", "godziny", "hours", "hour", "etat", "etatu", "etaty", "etatów", "fte", "os", "osób", "osoby", "osoba", "people", "pkt", "r", "rok", "lat", "szt", "trl",
}

// decimal reads a number as people write it: with spaces or signs between thousands, a comma or a point before the
// fraction, a percent sign, tys. or mln, and a unit after it.
func decimal(s string) (float64, error) { return read(s, false) }

func read(s string, whole bool) (float64, error) {
	m := numberParts.FindStringSubmatch(inOneLine(s))
	if m == nil {
		return 0, errNotANumber
	}
	by := 1.0
	for i, word := range m[2:4] {
		word = strings.ToLower(strings.TrimRight(word, "."))
		if word == "" {
			continue
		}
		if factor, ok := multiplier(word); ok && i == 0 {
			by = factor
		} else if !isUnit(word) {
			return 0, errNotANumber
		}
	}
	n, err := strconv.ParseFloat(plain(m[1], whole && by == 1), 64)
	if err != nil || math.IsInf(n, 0) {
		return 0, errNotANumber
	}
	return n * by, nil
}

func multiplier(word string) (float64, bool) {
	for _, m := range multipliers {
		if word == m.word || len(m.word) > 2 && strings.HasPrefix(word, m.word) {
			return m.by, true
		}
	}
	return 0, false
}

func isUnit(word string) bool {
	for _, u := range units {
		if word == u {
			return true
		}
	}
	return false
}

// plain is the number as a program reads it. Of two different signs the last one begins the fraction. One that has
// three digits after it parts thousands in a whole number and in a number with several of them.
func plain(s string, whole bool) string {
	s = strings.TrimRight(strings.Join(strings.Fields(s), ""), ".,")
	point, comma := strings.LastIndexByte(s, '.'), strings.LastIndexByte(s, ',')
	switch {
	case point >= 0 && comma >= 0 && point > comma:
		return strings.ReplaceAll(s, ",", "")
	case point >= 0 && comma >= 0:
		return strings.ReplaceAll(strings.ReplaceAll(s, ".", ""), ",", ".")
	case thousands.MatchString(s) && (whole || strings.Count(s, ",")+strings.Count(s, ".") > 1):
		return strings.NewReplacer(".", "", ",", "").Replace(s)
	}
	return strings.ReplaceAll(s, ",", ".")
}

// wholeNumber reads a number that has no fraction: 6,0 is 6.
func wholeNumber(s string) (int, error) {
	n, err := read(s, true)
	if err != nil || math.Abs(n-math.Round(n)) > 1e-6 || math.Abs(n) > 1e15 {
		return 0, errNotANumber
	}
	return int(math.Round(n)), nil
}
