package app

import "strings"

// Lang is a language of the product.
type Lang string

// The languages.
const (
	PL Lang = "pl"
	EN Lang = "en"
)

// Langs lists the languages, the default first.
var Langs = []Lang{PL, EN}

// Text is what a user wrote, in one language or in both.
type Text struct {
	PL string `bson:"pl,omitempty"`
	EN string `bson:"en,omitempty"`
}

// Empty tells whether nothing is written in any language.
func (t Text) Empty() bool { return strings.TrimSpace(t.PL) == "" && strings.TrimSpace(t.EN) == "" }

// In returns the text in a language, or in the other one where it is missing.
func (t Text) In(lang Lang) string {
	if lang == EN && t.EN != "" || t.PL == "" {
		return t.EN
	}
	return t.PL
}

// Trim returns the text without surrounding white space.
func (t Text) Trim() Text { return Text{PL: strings.TrimSpace(t.PL), EN: strings.TrimSpace(t.EN)} }
