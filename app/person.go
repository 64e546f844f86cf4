package app

import (
	"net/mail"
	"regexp"
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
	Scopes   []string `bson:"scopes"`
	Disabled bool     `bson:"disabled"`
	// Function is the job title, Phone the telephone number; both may be empty.
	Function string `bson:"function,omitempty"`
	Phone    string `bson:"phone,omitempty"`
	// Shares are the details of Shareable that a mutual partner sees beside the name. Nil is DefaultShares: the person
	// never chose.
	Shares    []string  `bson:"shares"`
	CreatedAt time.Time `bson:"createdAt"`
	UpdatedAt time.Time `bson:"updatedAt"`
}

// The details of a person that a mutual partner may see beside the name.
const (
	ShareFunction = "function"
	ShareEmail    = "email"
	SharePhone    = "phone"
)

var (
	// Shareable lists them.
	Shareable = []string{ShareFunction, ShareEmail, SharePhone}
	// DefaultShares is what a partner sees of who never chose: enough to answer, and no telephone.
	DefaultShares = []string{ShareFunction, ShareEmail}
)

// Contact is what a mutual partner sees of a person; what the person does not share is empty.
type Contact struct{ Name, Function, Email, Phone string }

// Shared lists what the person shares with a mutual partner.
func (p Person) Shared() []string {
	if p.Shares == nil {
		return DefaultShares
	}
	return p.Shares
}

// Contact is what a mutual partner sees of the person.
func (p Person) Contact() Contact {
	c := Contact{Name: p.Name}
	for _, share := range p.Shared() {
		switch share {
		case ShareFunction:
			c.Function = p.Function
		case ShareEmail:
			c.Email = p.Email
		case SharePhone:
			c.Phone = p.Phone
		}
	}
	return c
}

// Schemes are the colour schemes that a person can choose.
var Schemes = []string{"auto", "light", "dark"}

// Limits of a person's fields. OWASP asks for at least 8 characters with a second factor and 15 without;
// NIST SP 800-63B-4 allows no composition rules.
const (
	MaxPersonName = 120
	MaxFunction   = 120
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
	if p.Function != "" {
		v.Length("function", p.Function, MaxFunction)
		v.Name("function", p.Function)
	}
	v.Phone("phone", p.Phone)
	v.SubsetOf("shares", p.Shares, Shareable)
	return v.Errors
}

// Email checks that the value is one plain address.
func (v *Validator) Email(field, value string) {
	a, err := mail.ParseAddress(value)
	if err != nil || a.Address != value || len(value) > MaxEmail {
		v.Add(field, "email")
	}
}

var phonePattern = regexp.MustCompile(`^\+?[0-9][0-9 ()/.-]{4,24}[0-9]$`)

// Phone checks a telephone number, if there is one: digits with the signs that people put between them.
func (v *Validator) Phone(field, value string) {
	if value != "" && !phonePattern.MatchString(value) {
		v.Add(field, "phone")
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
