package app

import (
	"strings"
	"time"
)

// GlossaryTerm is a term with its translation that a manager added to the glossary by which texts of the two
// languages meet.
type GlossaryTerm struct {
	ID        ID        `bson:"-"`
	PL        string    `bson:"pl"`
	EN        string    `bson:"en"`
	Key       string    `bson:"key"` // the pair in the form in which pairs are compared; unique
	Cluster   ID        `bson:"cluster"`
	Author    ID        `bson:"author"`
	CreatedAt time.Time `bson:"createdAt"`
	UpdatedAt time.Time `bson:"updatedAt"`
}

// Limits of a term.
const (
	MaxTermLength = 80 // characters
	MaxTermWords  = 4
)

// Validate lists what is wrong with the term's fields.
func (t GlossaryTerm) Validate() []FieldError {
	var v Validator
	v.term("pl", t.PL)
	v.term("en", t.EN)
	return v.Errors
}

func (v *Validator) term(field, value string) {
	v.RequiredString(field, value)
	v.Length(field, value, MaxTermLength)
	v.Line(field, value)
	if n := len(strings.Fields(value)); n > MaxTermWords {
		v.Add(field, "too_many_words", "max", MaxTermWords, "have", n)
	}
	if strings.ContainsAny(value, "|\t\r\n") {
		v.Add(field, "pattern")
	}
}

// Trim takes off what people type around and between words.
func (t *GlossaryTerm) Trim() {
	t.PL, t.EN = strings.Join(strings.Fields(t.PL), " "), strings.Join(strings.Fields(t.EN), " ")
}
