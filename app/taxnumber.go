package app

import (
	"regexp"
	"strings"
)

// Poland is the country of organisations that say nothing else.
const Poland = "PL"

// vatNumber is what the VAT numbers of a member state of the European Union look like: the letters that they
// begin with, the rest as a pattern, and one to show (Council Directive 2006/112/EC, art. 215; VIES).
type vatNumber struct{ letters, rest, example string }

var vatNumbers = map[string]vatNumber{
	"AT": {"AT", `U[0-9]{8}`, "ATU12345678"}, "BE": {"BE", `[01]?[0-9]{9}`, "BE0123456789"}, "BG": {"BG", `[0-9]{9,10}`, "BG123456789"},
	"CY": {"CY", `[0-9]{8}[A-Z]`, "CY12345678X"}, "CZ": {"CZ", `[0-9]{8,10}`, "CZ12345678"}, "DE": {"DE", `[0-9]{9}`, "DE123456789"},
	"DK": {"DK", `[0-9]{8}`, "DK12345678"}, "EE": {"EE", `[0-9]{9}`, "EE123456789"}, "ES": {"ES", `[0-9A-Z][0-9]{7}[0-9A-Z]`, "ESA12345678"},
	"FI": {"FI", `[0-9]{8}`, "FI12345678"}, "FR": {"FR", `[0-9A-Z]{2}[0-9]{9}`, "FR12345678901"}, "GR": {"EL", `[0-9]{9}`, "EL123456789"},
	"HR": {"HR", `[0-9]{11}`, "HR12345678901"}, "HU": {"HU", `[0-9]{8}`, "HU12345678"}, "IE": {"IE", `[0-9][0-9A-Z+*][0-9]{5}[A-Z]{1,2}`, "IE1234567X"},
	"IT": {"IT", `[0-9]{11}`, "IT12345678901"}, "LT": {"LT", `[0-9]{9}(?:[0-9]{3})?`, "LT123456789"}, "LU": {"LU", `[0-9]{8}`, "LU12345678"},
	"LV": {"LV", `[0-9]{11}`, "LV12345678901"}, "MT": {"MT", `[0-9]{8}`, "MT12345678"}, "NL": {"NL", `[0-9A-Z+*]{12}`, "NL123456789B01"},
	"PT": {"PT", `[0-9]{9}`, "PT123456789"}, "RO": {"RO", `[0-9]{2,10}`, "RO1234567890"}, "SE": {"SE", `[0-9]{12}`, "SE123456789001"},
	"SI": {"SI", `[0-9]{8}`, "SI12345678"}, "SK": {"SK", `[0-9]{10}`, "SK1234567890"},
}

var plainTaxNumber = regexp.MustCompile(`^[0-9A-Z]{4,20}$`)

// NormaliseTaxNumber returns a tax number as it is stored: in Poland the digits of the NIP, in the European Union
// the VAT number with the letters of its country, elsewhere letters and digits. What does not look like one is
// returned as it was given.
func NormaliseTaxNumber(s, country string) string {
	if country == Poland {
		return NormaliseNIP(s)
	}
	s = strings.NewReplacer("-", "", " ", "", "\u00a0", "", ".", "", "/", "").Replace(strings.ToUpper(strings.TrimSpace(s)))
	if of, known := vatNumbers[country]; known && s != "" && !strings.HasPrefix(s, of.letters) {
		return of.letters + s
	}
	return s
}

func (v *Validator) taxNumber(field, value, country string) {
	of, union := vatNumbers[country]
	switch {
	case value == "":
	case country == Poland:
		if !ValidNIP(value) {
			v.Add(field, "nip_checksum")
		}
	case union:
		if !regexp.MustCompile("^" + of.letters + of.rest + "$").MatchString(value) {
			v.Add(field, "vat_number", "country", country, "example", of.example)
		}
	case !plainTaxNumber.MatchString(value):
		v.Add(field, "tax_number")
	}
}
