package app

import "strings"

// nipWeights are the weights of the tax number's checksum (Regulation of the Polish Minister of Finance on
// NIP): the weighted sum of the first nine digits modulo 11 is the tenth digit.
var nipWeights = [9]int{6, 5, 7, 2, 3, 4, 5, 6, 7}

// NormaliseNIP returns the ten digits of a Polish tax number without the separators and the country
// prefix that people write (PL, NIP:), or what was given if it does not look like one.
func NormaliseNIP(s string) string {
	s = strings.NewReplacer("-", "", "\u2013", "", " ", "", "\u00a0", "", "\u202f", "", ".", "", ":", "").Replace(strings.ToUpper(s))
	return strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(s), "NIP"), "PL")
}

// ValidNIP tells whether s is ten digits with a right checksum.
func ValidNIP(s string) bool {
	if len(s) != 10 {
		return false
	}
	sum := 0
	for i := range 10 {
		d := int(s[i] - '0')
		if d < 0 || d > 9 {
			return false
		}
		if i < 9 {
			sum += d * nipWeights[i]
		} else if sum%11 != d {
			return false
		}
	}
	return s != "0000000000"
}
