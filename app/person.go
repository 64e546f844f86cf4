package app

import (
	"net/mail"
	"strings"
	"time"
)

// Person is someone who signs in.
type Person struct {
	ID           ID      `bson:"-"`
	Name         string  `bson:"name"`
	Email        string  `bson:"email"` // login, in the form of NormaliseEmail; unique
	Locale       Lang    `bson:"locale"`
	Scheme       string  `bson:"scheme"` // one of Schemes
	Organisation ID      `bson:"organisation,omitempty"`
	Grants       []Grant `bson:"grants"`
	// Scopes holds the grants in the form of Grant.Scope, for queries.
	Scopes    []string  `bson:"scopes"`
	Disabled  bool      `bson:"disabled"`
	CreatedAt time.Time `bson:"createdAt"`
	UpdatedAt time.Time `bson:"updatedAt"`
}

// Schemes are the colour schemes that a person can choose.
var Schemes = []string{"auto", "light", "dark"}

// Limits of a person's fields. OWASP asks for at least 8 characters with a second factor and 15 without;
// NIST SP 800-63B-4 allows no composition rules.
const (
	MaxPersonName = 120
	MaxEmail      = 254
	MinPassword   = 12
	MaxPassword   = 256
)

// NormaliseEmail returns the form in which addresses are compared: trimmed and in lower case.
func NormaliseEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Validate lists what is wrong with the person's fields.
func (p Person) Validate() []FieldError {
	var v Validator
	v.RequiredString("name", p.Name)
	v.Length("name", p.Name, MaxPersonName)
	v.Name("name", p.Name)
	v.Email("email", p.Email)
	v.OneOf("locale", string(p.Locale), []string{string(PL), string(EN)})
	v.OneOf("scheme", p.Scheme, Schemes)
	return v.Errors
}

// Email checks that the value is one plain address.
func (v *Validator) Email(field, value string) {
	a, err := mail.ParseAddress(value)
	if err != nil || a.Address != value || len(value) > MaxEmail {
		v.Add(field, "email")
	}
}

// Password checks a new password's length and that it is not the address itself.
func (v *Validator) Password(field, value, email string) {
	switch n := len([]rune(value)); {
	case n < MinPassword:
		v.Add(field, "password_short", "min", MinPassword)
	case len(value) > MaxPassword:
		v.Add(field, "too_long", "max", MaxPassword)
	case NormaliseEmail(value) == email:
		v.Add(field, "password_email")
	}
}
