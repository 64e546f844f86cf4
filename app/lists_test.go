package app_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"splot/app"
)

func TestLists(t *testing.T) {
	tests := []struct {
		name  string
		list  app.CodeList
		size  int
		form  string
		known map[string]string // code → English label
	}{
		{"voivodeships", app.Voivodeships, 16, `^[a-z-]+$`, map[string]string{"lodzkie": "Łódź", "mazowieckie": "Mazovia"}},
		{"sectors", app.Sectors, 14, `^[a-z0-9_]+$`, map[string]string{"agri_food": "agri-food", "other": "other"}},
		{"languages", app.Languages, 25, `^[a-z]{2}$`, map[string]string{"pl": "Polish", "uk": "Ukrainian", "sl": "Slovene"}},
		{"countries", app.Countries, 250, `^[A-Z]{2}$`, map[string]string{"PL": "Poland", "CZ": "Czechia", "BA": "Bosnia and Herzegovina"}},
		{"PKD divisions", app.PKDDivisions, 87, `^[0-9]{2}$`, map[string]string{"22": "Manufacture of rubber and plastic products", "72": "Scientific research and development"}},
		{"smart specialisations", app.KIS, 13, `^KIS[0-9]+$`, map[string]string{"KIS1": "Healthy society", "KIS7": "Circular economy"}},
	}
	for _, test := range tests {
		if len(test.list) != test.size {
			t.Errorf("%s: %d codes, want %d", test.name, len(test.list), test.size)
		}
		form := regexp.MustCompile(test.form)
		var codes []string
		for _, c := range test.list {
			if !form.MatchString(c.Code) {
				t.Errorf("%s: code %q does not look like %s", test.name, c.Code, test.form)
			}
			for _, label := range []string{c.Label.PL, c.Label.EN} {
				if label == "" || label != strings.TrimSpace(label) {
					t.Errorf("%s: code %q has the label %q", test.name, c.Code, label)
				}
			}
			codes = append(codes, c.Code)
		}
		slices.Sort(codes)
		if len(slices.Compact(codes)) != len(test.list) {
			t.Errorf("%s: a code occurs twice", test.name)
		}
		for code, want := range test.known {
			if got, ok := test.list.Label(code); !ok || got.EN != want {
				t.Errorf("%s: %q is %q (%t), want %q", test.name, code, got.EN, ok, want)
			}
		}
		if _, ok := test.list.Label(""); ok {
			t.Errorf("%s: the empty code has a label", test.name)
		}
	}
}

// Divisions that PKD 2007 had and PKD 2025 has not, and numbers that no edition uses.
func TestPKDHasOnlyDivisionsOf2025(t *testing.T) {
	for _, code := range []string{"00", "04", "34", "40", "44", "45", "48", "54", "57", "67", "76", "83", "89"} {
		if label, ok := app.PKDDivisions.Label(code); ok {
			t.Errorf("division %s is there: %q", code, label.PL)
		}
	}
}

func TestSummary(t *testing.T) {
	tests := []struct {
		in   app.CodeList
		want string
	}{
		{app.CodeList{{Code: "a"}, {Code: "b"}}, "a, b"},
		{app.PKDDivisions, "01, 02, 03 … 99"},
		{nil, ""},
	}
	for _, test := range tests {
		if got := test.in.Summary(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}
