package app_test

import (
	"testing"

	"splot/app"
)

func TestNIP(t *testing.T) {
	tests := []struct {
		in   string
		want bool
	}{
		{"1234563218", true},
		{"9999999999", true},  // 405 mod 11 = 9
		{"0000000000", false}, // its checksum fits, but it is nobody's
		{"1234563219", false},
		{"2134563218", false}, // two digits exchanged
		{"123456321", false},
		{"12345632180", false},
		{"", false},
		{"12345632a8", false},
		{"123 456 32", false},
		{"١٢٣٤٥٦٣٢١٨", false}, // digits of another script
		{"/234563218", false}, // the character below '0'
		{":234563218", false}, // the character above '9'
	}
	for _, test := range tests {
		if got := app.ValidNIP(test.in); got != test.want {
			t.Errorf("ValidNIP(%q) = %t, want %t", test.in, got, test.want)
		}
	}
}

// A tenth digit of 10 does not exist: with these nine digits no number is valid.
func TestNIPWithoutPossibleCheckDigit(t *testing.T) {
	for d := range 10 {
		if in := "100000016" + string(rune('0'+d)); app.ValidNIP(in) {
			t.Errorf("%s is valid", in)
		}
	}
}

func TestNormaliseNIP(t *testing.T) {
	tests := []struct{ in, want string }{
		{"123-456-32-18", "1234563218"},
		{"PL1234563218", "1234563218"},
		{" pl 123 456 32 18 ", "1234563218"},
		{"1234563218", "1234563218"},
		{"brak", "BRAK"},
	}
	for _, test := range tests {
		if got := app.NormaliseNIP(test.in); got != test.want {
			t.Errorf("NormaliseNIP(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}
