package app_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"splot/app"
)

func TestValidator(t *testing.T) {
	list := []string{"a", "b"}
	n := func(i int) *int { return &i }
	tests := []struct {
		name  string
		check func(v *app.Validator)
		want  []string // field: code
	}{
		{"text at the limit", func(v *app.Validator) { v.Length("f", strings.Repeat("ż", 5), 5) }, nil},
		{"text over the limit", func(v *app.Validator) { v.Length("f", strings.Repeat("ż", 6), 5) }, []string{"f: too_long"}},
		{"broken UTF-8", func(v *app.Validator) { v.Length("f", "a\xff", 5) }, []string{"f: not_text"}},
		{"a zero character", func(v *app.Validator) { v.Length("f", "a\x00", 5) }, []string{"f: not_text"}},
		{"both languages too long", func(v *app.Validator) { v.Text("f", app.Text{PL: "abc", EN: "abc"}, 2) }, []string{"f.pl: too_long", "f.en: too_long"}},
		{"one language is enough", func(v *app.Validator) { v.Required("f", app.Text{EN: "x"}) }, nil},
		{"white space is nothing", func(v *app.Validator) { v.Required("f", app.Text{PL: " \n\t", EN: "\u00a0"}) }, []string{"f: required"}},
		{"white space string", func(v *app.Validator) { v.RequiredString("f", "  ") }, []string{"f: required"}},
		{"one of", func(v *app.Validator) { v.OneOf("f", "b", list) }, nil},
		{"none of", func(v *app.Validator) { v.OneOf("f", "c", list) }, []string{"f: not_one_of"}},
		{"other case", func(v *app.Validator) { v.OneOf("f", "B", list) }, []string{"f: not_one_of"}},
		{"empty of", func(v *app.Validator) { v.OneOf("f", "", list) }, []string{"f: required"}},
		{"subset", func(v *app.Validator) { v.SubsetOf("f", []string{"a", "b", "a", "c"}, list) }, []string{"f.2: twice", "f.3: not_one_of"}},
		{"coded", func(v *app.Validator) { v.Coded("f", "mazowieckie", app.Voivodeships) }, nil},
		{"label in place of the code", func(v *app.Validator) { v.Coded("f", "łódzkie", app.Voivodeships) }, []string{"f: not_one_of"}},
		{"coded list", func(v *app.Validator) { v.CodedList("f", []string{"22", "22", "45"}, app.PKDDivisions, 2) }, []string{"f: too_many", "f.1: twice", "f.2: not_one_of"}},
		{"keywords", func(v *app.Validator) {
			v.Keywords("f", []string{"folia", "Folia", "x", " y ", strings.Repeat("ł", 60), strings.Repeat("ł", 61)}, 6)
		}, []string{"f.1: twice", "f.2: too_short", "f.3: too_short", "f.5: too_long"}},
		{"as many as allowed", func(v *app.Validator) { v.Count("f", 3, 3) }, nil},
		{"one too many", func(v *app.Validator) { v.Count("f", 4, 3) }, []string{"f: too_many"}},
		{"not stated", func(v *app.Validator) { v.Between("f", nil, 1, 9) }, nil},
		{"least", func(v *app.Validator) { v.Between("f", n(1), 1, 9) }, nil},
		{"most", func(v *app.Validator) { v.Between("f", n(9), 1, 9) }, nil},
		{"below", func(v *app.Validator) { v.Between("f", n(0), 1, 9) }, []string{"f: out_of_range"}},
		{"above", func(v *app.Validator) { v.Between("f", n(10), 1, 9) }, []string{"f: out_of_range"}},
		{"countries", func(v *app.Validator) { v.Countries("f", []string{"PL", "EP", "WO"}) }, nil},
		{"small country", func(v *app.Validator) { v.Countries("f", []string{"pl"}) }, []string{"f: country"}},
		{"long country", func(v *app.Validator) { v.Countries("f", []string{"POL"}) }, []string{"f: country"}},
		{"concepts", func(v *app.Validator) { v.Concepts("f", []string{"1001", "", strings.Repeat("1", 13)}) }, []string{"f: concept", "f: concept"}},
	}
	for _, test := range tests {
		var v app.Validator
		test.check(&v)
		if got := faults(v.Errors); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
		if err := v.Err(); (err != nil) != (len(test.want) > 0) || err != nil && app.ClassOf(err) != app.ClassInvalid {
			t.Errorf("%s: Err() = %v", test.name, err)
		}
	}
}

func TestSlug(t *testing.T) {
	tests := []struct {
		in   string
		want bool
	}{
		{"makros", true},
		{"e-medycyna", true},
		{"a", true},
		{"7", true},
		{strings.Repeat("a", 40), true},
		{strings.Repeat("a", 41), false},
		{"", false},
		{"-a", false},
		{"a-", false},
		{"Makros", false},
		{"łódź", false},
		{"a b", false},
		{"a\n", false},
		{"a/b", false},
	}
	for _, test := range tests {
		var v app.Validator
		if v.Slug("slug", test.in); (len(v.Errors) == 0) != test.want {
			t.Errorf("%q: valid is %t, want %t", test.in, len(v.Errors) == 0, test.want)
		}
	}
}

func TestEmailAndWebsite(t *testing.T) {
	tests := []struct {
		in             string
		email, website bool
	}{
		{"jan@firma.example", true, false},
		{"Jan <jan@firma.example>", false, false},
		{"jan@firma.example, ewa@firma.example", false, false},
		{"jan", false, false},
		{"jan@firma.example\n", false, false},
		{strings.Repeat("a", 250) + "@b.example", false, false},
		{"https://firma.example", false, true},
		{"http://firma.example/o-nas?x=1", false, true},
		{"javascript:alert(1)", false, false},
		{"data:text/html,x", false, false},
		{"//firma.example", false, false},
		{"https://", false, false},
		{"https://firma.example/a b", false, false},
		{"https://firma.example/" + strings.Repeat("a", 300), false, false},
	}
	for _, test := range tests {
		var email, website app.Validator
		email.Email("email", test.in)
		website.Website("website", test.in)
		if got := len(email.Errors) == 0; got != test.email {
			t.Errorf("e-mail %q: valid is %t", test.in, got)
		}
		if got := len(website.Errors) == 0; got != test.website {
			t.Errorf("website %q: valid is %t", test.in, got)
		}
	}
}

func TestPassword(t *testing.T) {
	const email = "ewa.kowal@firma.example"
	tests := []struct {
		in   string
		want []string
	}{
		{strings.Repeat("ż", 12), nil},
		{strings.Repeat("a", 11), []string{"p: password_short"}},
		{strings.Repeat("a", 256), nil},
		{strings.Repeat("a", 257), []string{"p: too_long"}},
		{"Ewa.Kowal@firma.example", []string{"p: password_email"}},
		{"", []string{"p: password_short"}},
	}
	for _, test := range tests {
		var v app.Validator
		v.Password("p", test.in, email)
		if got := faults(v.Errors); !slices.Equal(got, test.want) {
			t.Errorf("%d characters: got %q, want %q", len([]rune(test.in)), got, test.want)
		}
	}
}

// An error's text names fields and codes only: it goes into logs, the values must not.
func TestErrorsDoNotRepeatValues(t *testing.T) {
	const secret = "tajne-haslo-klienta"
	var v app.Validator
	v.Email("email", secret)
	v.OneOf("kind", secret, app.Kinds)
	v.Coded("pkd", secret, app.PKDDivisions)
	v.Slug("slug", strings.ToUpper(secret))
	v.Website("website", secret)
	v.Length("title", secret, 3)
	v.Password("password", secret, secret)
	err := v.Err()
	texts := err.Error()
	for _, f := range v.Errors {
		texts += f.Message(app.PL) + f.Message(app.EN)
	}
	if len(v.Errors) != 7 || strings.Contains(strings.ToLower(texts), secret) {
		t.Errorf("%d errors: %s", len(v.Errors), texts)
	}
	if wrapped := errors.Join(errors.New("save"), err); app.ClassOf(wrapped) != app.ClassInvalid {
		t.Errorf("the class is lost in %v", wrapped)
	}
}

func faults(list []app.FieldError) []string {
	var out []string
	for _, f := range list {
		out = append(out, f.Field+": "+f.Code)
	}
	return out
}
