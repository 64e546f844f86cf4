package app

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Validator collects what is wrong with fields; the zero value is ready.
type Validator struct {
	Errors []FieldError
	// Slack multiplies the lengths that texts may have; 0 is 1.
	Slack int
}

// Add records an error; params are alternating names and values.
func (v *Validator) Add(field, code string, params ...any) {
	v.Errors = append(v.Errors, Field(field, code, params...))
}

// Err returns the collected errors as one error, or nil.
func (v *Validator) Err() error {
	if len(v.Errors) == 0 {
		return nil
	}
	return Invalid(v.Errors...)
}

// Required checks that a text is written in at least one language. The error stands at the text itself.
func (v *Validator) Required(field string, t Text) {
	if t.Empty() {
		v.Add(field, "required")
	}
}

// RequiredString checks that a value is more than white space.
func (v *Validator) RequiredString(field, s string) {
	if strings.TrimSpace(s) == "" {
		v.Add(field, "required")
	}
}

// Length checks a value's length in characters and that it is valid text.
func (v *Validator) Length(field, s string, most int) {
	if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
		v.Add(field, "not_text")
	} else if n := utf8.RuneCountInString(s); n > most*max(1, v.Slack) {
		v.Add(field, "too_long", "max", most, "have", n)
	}
}

// Line checks what stands in one line, as a title or a keyword: no line breaks and no characters that nobody sees. Those
// turn the direction of writing ("exe.fdp"), or let two different names look alike.
func (v *Validator) Line(field, s string) {
	if strings.ContainsFunc(s, Invisible) {
		v.Add(field, "invisible")
	}
}

// LineText checks both languages of a text with Line.
func (v *Validator) LineText(field string, t Text) {
	v.Line(field+".pl", t.PL)
	v.Line(field+".en", t.EN)
}

// Name checks the name of somebody or something that may stand in a letter to a stranger: a line without an address, which
// a mail program would make a link of.
func (v *Validator) Name(field, s string) {
	v.Line(field, s)
	if lower := strings.ToLower(s); strings.Contains(lower, "://") || strings.Contains(lower, "www.") || strings.Contains(lower, "@") {
		v.Add(field, "name_address")
	}
}

// Invisible tells of a character that is not seen where it stands in a line: control and format characters (directions,
// joiners, zero widths, byte order marks), breaks of lines and paragraphs, and letters that are blank.
func Invisible(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0', '\u2800': // Hangul fillers, the blank Braille pattern
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co)
}

// InLine is a text as one line without invisible characters, for texts of sources that cannot be asked to mend them.
func InLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case Invisible(r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// Text checks both languages of a text with Length.
func (v *Validator) Text(field string, t Text, most int) {
	v.Length(field+".pl", t.PL, most)
	v.Length(field+".en", t.EN, most)
}

// OneOf checks that a value is one of a list.
func (v *Validator) OneOf(field, value string, list []string) {
	if !slices.Contains(list, value) {
		v.Add(field, notOneOf(value), "allowed", strings.Join(list, ", "))
	}
}

// SubsetOf checks that values are of a list, without repetition.
func (v *Validator) SubsetOf(field string, values, list []string) {
	for i, value := range values {
		at := field + "." + strconv.Itoa(i)
		if slices.Contains(values[:i], value) {
			v.Add(at, "twice")
		} else {
			v.OneOf(at, value, list)
		}
	}
}

// Coded checks that a value is a code of a coded list.
func (v *Validator) Coded(field, value string, list CodeList) {
	if _, ok := list.Label(value); !ok {
		v.Add(field, notOneOf(value), "allowed", list.Summary())
	}
}

// CodedList checks that values are codes of a coded list, without repetition and at most so many.
func (v *Validator) CodedList(field string, values []string, list CodeList, most int) {
	v.Count(field, len(values), most)
	for i, value := range values {
		at := field + "." + strconv.Itoa(i)
		if slices.Contains(values[:i], value) {
			v.Add(at, "twice")
		} else {
			v.Coded(at, value, list)
		}
	}
}

// Keywords checks a list of short free words: at most so many, each 2 to 60 characters, none twice.
func (v *Validator) Keywords(field string, values []string, most int) {
	v.Count(field, len(values), most)
	for i, value := range values {
		at := field + "." + strconv.Itoa(i)
		switch n := utf8.RuneCountInString(strings.TrimSpace(value)); {
		case n < 2:
			v.Add(at, "too_short", "min", 2)
		case slices.ContainsFunc(values[:i], func(other string) bool { return strings.EqualFold(other, value) }):
			v.Add(at, "twice")
		default:
			v.Length(at, value, MaxKeyword)
			v.Line(at, value)
		}
	}
}

// Count checks the number of a list's items.
func (v *Validator) Count(field string, n, most int) {
	if n > most {
		v.Add(field, "too_many", "max", most, "have", n)
	}
}

// Between checks an optional whole number's bounds.
func (v *Validator) Between(field string, value *int, least, most int) {
	if value != nil && (*value < least || *value > most) {
		v.Add(field, "out_of_range", "min", least, "max", most)
	}
}

var slugPattern = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$`)

// Slug checks a short name for addresses: small letters, digits and hyphens, at most 40.
func (v *Validator) Slug(field, value string) {
	if !slugPattern.MatchString(value) {
		v.Add(field, "slug")
	}
}

func notOneOf(value string) string {
	if value == "" {
		return "required"
	}
	return "not_one_of"
}
