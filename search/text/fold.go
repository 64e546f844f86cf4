package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold1 is compatibility normalisation and lower case, with marks kept and ignorable signs taken out.
func fold1(s string) string {
	if lowerASCII(s) {
		return s
	}
	if latin(s) {
		return strings.ToLower(s)
	}
	s = norm.NFKC.String(s)
	if strings.ContainsFunc(s, stray) {
		s = strings.Map(func(r rune) rune {
			if stray(r) {
				return -1
			}
			return r
		}, s)
	}
	return strings.ToLower(s)
}

// stray tells what has no place in a term: signs without width, and what a compatibility form decomposes into
// beside letters and digits (½ has a stroke, ͺ a space).
func stray(r rune) bool {
	return ignorable(r) || !isWord(r) && !strings.ContainsRune(".,+#", r)
}

func lowerASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x80 || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}

// whole maps the letters that have no decomposition into a base letter and a mark.
var whole = map[rune]string{
	'ł': "l", 'Ł': "L", 'ø': "o", 'Ø': "O", 'đ': "d", 'Đ': "D", 'ð': "d", 'þ': "th", 'ß': "ss",
	'æ': "ae", 'Æ': "AE", 'œ': "oe", 'Œ': "OE", 'ı': "i", 'ħ': "h", 'ŧ': "t", 'μ': "u", // µm as um
}

// foldMarks takes the diacritics off: ą → a, ł → l.
func foldMarks(s string) string {
	if isASCII(s) {
		return s
	}
	if latin(s) {
		return foldLatin(s)
	}
	return decompose(s)
}

func decompose(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		if unicode.Is(unicode.Mn, r) || stray(r) {
			continue
		}
		if w, ok := whole[r]; ok {
			b.WriteString(w)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// endLatin is behind the blocks of Latin letters that the languages of Central Europe use.
const endLatin = 0x180

// latin tells that normalisation would not change s: ASCII and precomposed letters, without any that has
// a compatibility form. Nearly every Polish word is such, and need not pay for normalisation.
func latin(s string) bool {
	for _, r := range s {
		if r >= endLatin || r >= utf8.RuneSelf && plainOf[r] == "" {
			return false
		}
	}
	return true
}

func foldLatin(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if r < utf8.RuneSelf {
			b = append(b, byte(r))
		} else {
			b = append(b, plainOf[r]...)
		}
	}
	return string(b)
}

// plainOf holds the letters that latin speaks of without their marks.
var plainOf = func() (table [endLatin]string) {
	for r := rune(0xc0); r < endLatin; r++ {
		s := string(r)
		if unicode.IsLetter(r) && r != 'İ' && norm.NFKC.String(s) == s {
			table[r] = decompose(s)
		}
	}
	return table
}()

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Fold is the form in which words are compared as they are typed: lower case without diacritics.
func Fold(s string) string { return foldMarks(fold1(s)) }
