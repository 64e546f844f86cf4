package app

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Message says in words what is wrong with the field and what would be right. It never repeats the value
// that was given. An unknown code yields a general sentence.
func (f FieldError) Message(lang Lang) string {
	text, ok := fieldTexts[f.Code]
	if !ok {
		text = Text{PL: "Ta wartość jest nieprawidłowa.", EN: "This value is not valid."}
	}
	return fill(text, lang, f.Params)
}

// Message says in words what happened, for the person who asked. An unknown reason yields the sentence of
// the error's class.
func (e *Error) Message(lang Lang) string {
	text, ok := reasonTexts[e.Reason]
	if !ok {
		text = reasonTexts[cmp.Or(classReasons[e.Class], "internal")]
	}
	if e.Retry <= 0 {
		return fill(text, lang, e.Params)
	}
	params := map[string]any{"retry": e.Retry}
	for name, value := range e.Params {
		params[name] = value
	}
	return fill(text, lang, params)
}

// classReasons names the text for an error whose own reason has none.
var classReasons = map[Class]string{
	ClassInvalid: "fields", ClassUnauthenticated: "sign_in", ClassForbidden: "forbidden",
	ClassNotFound: "not_found", ClassConflict: "conflict", ClassStale: "stale", ClassTooMany: "too_many",
	ClassTooLarge: "too_large", ClassUnsupported: "not_json", ClassUnavailable: "unavailable",
}

// fill puts params into {name} placeholders. A part in [brackets] is left out when one of its params is
// missing.
func fill(text Text, lang Lang, params map[string]any) string {
	var b strings.Builder
	rest := text.In(lang)
	for {
		before, after, found := strings.Cut(rest, "[")
		filled, _ := replace(before, lang, params)
		b.WriteString(filled)
		if !found {
			return b.String()
		}
		optional, tail, _ := strings.Cut(after, "]")
		if filled, complete := replace(optional, lang, params); complete {
			b.WriteString(filled)
		}
		rest = tail
	}
}

// replace tells also whether every placeholder had a param; one without becomes an ellipsis.
func replace(s string, lang Lang, params map[string]any) (string, bool) {
	var b strings.Builder
	complete := true
	for {
		before, after, found := strings.Cut(s, "{")
		b.WriteString(before)
		if !found {
			return b.String(), complete
		}
		name, tail, _ := strings.Cut(after, "}")
		if value, ok := params[name]; ok {
			b.WriteString(inWords(name, value, lang))
		} else {
			b.WriteString("…")
			complete = false
		}
		s = tail
	}
}

func inWords(name string, value any, lang Lang) string {
	switch v := value.(type) {
	case int:
		return grouped(int64(v), lang)
	case int64:
		return grouped(v, lang)
	case time.Duration:
		return waiting(v)
	}
	s := fmt.Sprint(value)
	if label, ok := stateTexts[s]; ok && name == "state" {
		return label.In(lang)
	}
	return s
}

// StateLabel is the name of a state of an entry, a match or an organisation as it stands in messages.
func StateLabel(state string) Text {
	if label, ok := stateTexts[state]; ok {
		return label
	}
	return Text{PL: state, EN: state}
}

// grouped writes thousands apart: 10 000 in Polish, with a no-break space, and 10,000 in English.
func grouped(n int64, lang Lang) string {
	s := strconv.FormatInt(n, 10)
	separator := "\u00a0"
	if lang == EN {
		separator = ","
	}
	if n > -10_000 && n < 10_000 {
		return s
	}
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + separator + s[i:]
	}
	return s
}

// waiting writes a time to wait, rounded up: seconds to a minute and a half, then minutes, hours after 90.
func waiting(d time.Duration) string {
	up := func(unit time.Duration, name string) string {
		return strconv.FormatInt(int64((d+unit-1)/unit), 10) + "\u00a0" + name
	}
	switch {
	case d <= 90*time.Second:
		return up(time.Second, "s")
	case d <= 90*time.Minute:
		return up(time.Minute, "min")
	}
	return up(time.Hour, "h")
}
