package text

import (
	"slices"
	"strings"

	"splot/search"
)

// Part groups the texts of an entry by how much a word in them says.
type Part uint8

// The parts, in the order of Parts.
const (
	Title Part = iota
	Teaser
	Keywords
	Body // description and the other public fields of the form
	Parts
)

// Public tells that the part is shown of an anonymous teaser.
func (p Part) Public() bool { return p == Title || p == Teaser }

// Field is one text of an entry. Name is the path by which a client finds the text: title.pl, keywords, …
type Field struct {
	Name string
	Part Part
	Lang Lang
	Text string
}

// Names lists every Field.Name; a field's number is its index here.
var Names = []string{
	"title.pl", "title.en", "teaser.pl", "teaser.en", "keywords",
	"description.pl", "description.en", "detail.pl", "detail.en",
}

// Fields lists the texts of e that are not empty, in the order of Names. The form says the language of all but
// keywords; a text that is surely in the other language is analysed as such.
func Fields(e search.Entry) []Field {
	out := stated(e)
	home := homeLang(e)
	for i := range out {
		f := &out[i]
		if lang, sure := Detect(f.Text); sure || f.Lang == Unknown && lang != Unknown {
			f.Lang = lang
		} else if f.Lang == Unknown {
			f.Lang = home
		}
	}
	return out
}

// FieldsIn are the Fields of an entry whose languages are known, by their numbers.
func FieldsIn(e search.Entry, lang func(number uint8) Lang) []Field {
	out := stated(e)
	for i := range out {
		out[i].Lang = lang(out[i].Number())
	}
	return out
}

// stated lists the texts with the language that the form states.
func stated(e search.Entry) []Field {
	all := []Field{
		{Names[0], Title, Polish, e.Title.PL},
		{Names[1], Title, English, e.Title.EN},
		{Names[2], Teaser, Polish, e.Teaser.PL},
		{Names[3], Teaser, English, e.Teaser.EN},
		{Names[4], Keywords, Unknown, JoinKeywords(e.Keywords)},
		{Names[5], Body, Polish, e.Description.PL},
		{Names[6], Body, English, e.Description.EN},
		{Names[7], Body, Polish, e.Detail.PL},
		{Names[8], Body, English, e.Detail.EN},
	}
	return slices.DeleteFunc(all, func(f Field) bool { return f.Text == "" })
}

// Number is the index of a field's name in Names.
func (f Field) Number() uint8 {
	for i, n := range Names {
		if n == f.Name {
			return uint8(i)
		}
	}
	return uint8(len(Names))
}

// JoinKeywords is the one text that stands for a list of keywords; offsets in "keywords" refer to it.
func JoinKeywords(keywords []string) string { return strings.Join(keywords, "; ") }

// homeLang is the language in which more of e is written.
func homeLang(e search.Entry) Lang {
	pl := len(e.Title.PL) + len(e.Teaser.PL) + len(e.Description.PL)
	en := len(e.Title.EN) + len(e.Teaser.EN) + len(e.Description.EN)
	if en > pl {
		return English
	}
	return Polish
}
