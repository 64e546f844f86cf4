package importing

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold makes of a name what is compared: small letters and digits without diacritics, nothing else. A plus and the
// signs < and > stay, for they tell "250+" from "250".
func Fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r == 'ł':
			b.WriteByte('l')
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '+', r == '<', r == '>':
			b.WriteRune(r)
		case r == '–', r == '—', r == '-':
			if n := b.Len(); n > 0 && isDigit(b.String()[n-1]) {
				b.WriteByte('-') // 10-49 is a range
			}
		}
	}
	return strings.TrimRight(b.String(), "-")
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// cleaned takes out of a text what cannot be seen, and makes spaces of all kinds spaces.
func cleaned(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\u2028' || r == '\u2029':
			return '\n'
		case unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
	return strings.TrimSpace(s)
}

// inOneLine joins the lines of a value that has one.
func inOneLine(s string) string { return strings.Join(strings.Fields(cleaned(s)), " ") }
