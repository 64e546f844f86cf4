package app_test

import (
	"slices"
	"strings"
	"testing"

	"splot/app"
)

// TestNames tries every noun's name with what no name holds; a new noun stands in the list, or its names are unchecked.
func TestNames(t *testing.T) {
	nouns := map[string]func(name string) []app.FieldError{
		"person":       func(n string) []app.FieldError { return app.Person{Name: n}.Validate() },
		"organisation": func(n string) []app.FieldError { return app.Organisation{Name: n}.Validate() },
		"city":         func(n string) []app.FieldError { return app.Organisation{City: n}.Validate() },
		"keyword":      func(n string) []app.FieldError { return app.Organisation{Keywords: []string{n}}.Validate() },
		"cluster":      func(n string) []app.FieldError { return app.Cluster{Name: app.Text{EN: n}}.Validate() },
		"entry":        func(n string) []app.FieldError { return app.Content{Title: app.Text{PL: n}}.Check(app.Need, false) },
		"project":      func(n string) []app.FieldError { return (&app.Project{Title: app.Text{PL: n}}).Validate() },
		"capability": func(n string) []app.FieldError {
			return (&app.Project{Capabilities: []app.Capability{{Name: n}}}).Validate()
		},
		"watch": func(n string) []app.FieldError { return (&app.Watch{Name: n}).Validate() },
		"term":  func(n string) []app.FieldError { return app.GlossaryTerm{PL: n}.Validate() },
		"equipment": func(n string) []app.FieldError {
			return app.Content{Competence: &app.CompetenceForm{Equipment: []app.Equipment{{Model: n}}}}.Check(app.Competence, false)
		},
	}
	mailed := []string{"person", "organisation", "cluster"}
	has := func(list []app.FieldError, code string) bool {
		return slices.ContainsFunc(list, func(f app.FieldError) bool { return f.Code == code })
	}
	for noun, validate := range nouns {
		for what, bad := range map[string]string{
			"a line break": "Anna\nNowak", "a return": "Anna\rNowak", "a tab": "Anna\tNowak", "right to left": "fdp\u202eexe", "an isolate": "a\u2067b", "zero width": "An\u200bna",
			"a joiner": "An\u200dna", "a byte order mark": "\ufeffAnna", "a soft hyphen": "An\u00adna", "a line separator": "An\u2028na", "nothing but blank": "\u3164\u3164", "a delete": "An\x7fna",
			"a tag": "Anna\U000e0041", "private": "An\ue000na", "a control": "An\u0085na",
		} {
			if !has(validate(bad), "invisible") {
				t.Errorf("the name of a %s holds %s", noun, what)
			}
		}
		for _, address := range []string{"Zobacz https://evil.example/zaloguj teraz", "www.evil.example", "WWW.EVIL.EXAMPLE", "anna@evil.example"} {
			if got := has(validate(address), "name_address"); got != slices.Contains(mailed, noun) {
				t.Errorf("the name of a %s may be %q: %v", noun, address, !got)
			}
		}
		for _, good := range []string{"Zażółć Gęślą-Jaźń", "O'Neill & Sons (Polska) Sp. z o.o.", "東京大学", "Φυσική 2,5 µm", "a\u00a0b", "Ł. Wiśniewski – Łódź"} {
			if list := validate(good); has(list, "invisible") || has(list, "name_address") {
				t.Errorf("the name of a %s may not be %q: %v", noun, good, list)
			}
		}
	}
	if got := app.InLine("  An\u200bna\n\u00a0 Nowak\u202e "); got != "Anna Nowak" || strings.ContainsFunc(got, app.Invisible) {
		t.Errorf("in a line: %q", got)
	}
}
