package app_test

import (
	"testing"

	"splot/app"
)

func TestTaxNumberByCountry(t *testing.T) {
	for _, test := range []struct{ country, in, stored, code string }{
		{"PL", "PL 526-104-08-28", "5261040828", ""},
		{"PL", "NIP: 526\u00a0104\u00a008\u00a028", "5261040828", ""},
		{"PL", "5261040829", "5261040829", "nip_checksum"},
		{"IT", "IT 01234567890", "IT01234567890", ""},
		{"IT", "01234567890", "IT01234567890", ""},
		{"IT", "IT123", "IT123", "vat_number"},
		{"GR", "EL123456789", "EL123456789", ""},
		{"AT", "ATU12345678", "ATU12345678", ""},
		{"DE", "de 123.456.789", "DE123456789", ""},
		{"CH", "CHE-123.456.789", "CHE123456789", ""},
		{"US", "12", "12", "tax_number"},
		{"CZ", "", "", ""},
	} {
		o := app.Organisation{Name: "x", Origin: "other", Country: test.country, NIP: app.NormaliseTaxNumber(test.in, test.country)}
		if test.country == app.Poland {
			o.Voivodeship = "lodzkie"
		}
		got := ""
		for _, e := range o.Validate() {
			got += e.Code
		}
		if o.NIP != test.stored || got != test.code {
			t.Errorf("%s %q: stored %q, %q; want %q, %q", test.country, test.in, o.NIP, got, test.stored, test.code)
		}
	}
}

func TestOnlyPolishOrganisationsHaveAVoivodeship(t *testing.T) {
	for _, test := range []struct{ country, voivodeship, code string }{
		{"PL", "", "required"}, {"PL", "lodzkie", ""}, {"IT", "", ""}, {"IT", "lodzkie", "only_poland"}, {"XX", "", "not_one_of"},
	} {
		got := ""
		for _, e := range (app.Organisation{Name: "x", Origin: "other", Country: test.country, Voivodeship: test.voivodeship}).Validate() {
			got += e.Code
		}
		if got != test.code {
			t.Errorf("%s, %q: %q, want %q", test.country, test.voivodeship, got, test.code)
		}
	}
}
