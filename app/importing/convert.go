package importing

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"splot/app"
	"splot/app/importing/tabular"
)

// Finding is something about one value of a row: why it is refused, or how it was adapted.
type Finding struct {
	Field string
	Value string // as the file has it
	app.FieldError
}

// converted is a field's value in its stored form, with what was adapted or what is wrong.
type converted struct {
	value   []string
	adapted []app.FieldError
	wrong   *app.FieldError
}

func wrong(code string, params ...any) converted {
	f := app.Field("", code, params...)
	return converted{wrong: &f}
}

// blanks are what people write where there is nothing.
var blanks = []string{"", "-", "--", "---", "–", "—", ".", "brak", "brak danych", "nd", "n/d", "n.d.", "nie dotyczy", "n/a", "none", "null", "nan", "emptyfield", "b/d", "bd", "b.d.", "nie ma", "?"}

func blank(text string) bool { return slices.Contains(blanks, strings.ToLower(inOneLine(text))) }

// convert makes of a cell what its field holds.
func convert(f Field, c tabular.Cell, lang app.Lang) converted {
	if c.Problem != nil {
		e := app.FieldError{Code: c.Problem.Code, Params: c.Problem.Params}
		return converted{wrong: &e}
	}
	text := cleaned(c.Text)
	if text == "" {
		return converted{}
	}
	switch f.kind {
	case codeValue:
		return oneCode(codeTable(f), text, lang)
	case codesValue:
		return someCodes(codeTable(f), c, lang)
	}
	if blank(text) {
		return converted{}
	}
	switch f.kind {
	case wordsValue:
		list := c
		plain, was := plainText(c.Text)
		if was {
			list = tabular.Cell{Text: plain}
		}
		return adaptedIf(was, items(list)...)
	case numberValue:
		n, err := wholeNumber(text)
		if err != nil {
			return wrong("whole_number")
		}
		return converted{value: []string{strconv.Itoa(n)}}
	case decimalValue:
		n, err := decimal(text)
		if err != nil {
			return wrong("number")
		}
		return converted{value: []string{strconv.FormatFloat(n, 'f', -1, 64)}}
	case dateValue:
		t, ok := date(text)
		if !ok {
			return wrong("date")
		}
		return converted{value: []string{t.Format(time.DateOnly)}}
	case websiteValue:
		return website(text)
	case taxValue:
		return converted{value: []string{inOneLine(text)}} // its form depends on the country
	}
	plain, was := plainText(text)
	if f.kind == textValue {
		plain = inOneLine(plain)
	}
	return adaptedIf(was, plain)
}

func adaptedIf(html bool, value ...string) converted {
	value = slices.DeleteFunc(value, func(s string) bool { return s == "" })
	c := converted{value: value}
	if html {
		c.adapted = []app.FieldError{app.Field("", "html")}
	}
	return c
}

func codeTable(f Field) *codes {
	if f.codes == "patentOffices" {
		return patentOffices()
	}
	return codeTables()[f.codes]
}

func oneCode(table *codes, text string, lang app.Lang) converted {
	code, adapted, ok := table.find(text)
	switch {
	case ok && adapted != nil && code == "":
		return converted{adapted: []app.FieldError{*adapted}}
	case ok && adapted != nil:
		return converted{value: []string{code}, adapted: []app.FieldError{*adapted}}
	case ok:
		return converted{value: []string{code}}
	case blank(text):
		return converted{}
	}
	return wrong("not_one_of", "allowed", table.allowed(lang))
}

// joins are what people put between the last two items of a list, or between short ones.
var joins = regexp.MustCompile(`\s*/\s*|\s+(?:i|oraz|and|&)\s+`)

// someCodes takes a list of codes or labels. A label may hold commas itself, so the whole, and several items together,
// are tried before single ones.
func someCodes(table *codes, c tabular.Cell, lang app.Lang) converted {
	if code, adapted, ok := table.find(cleaned(c.Text)); ok {
		return withSuccessors(converted{}, code, adapted)
	}
	var out converted
	list := items(c)
	for len(list) > 0 {
		n := len(list)
		for ; n > 0; n-- {
			if code, adapted, ok := table.find(strings.Join(list[:n], ", ")); ok {
				out = withSuccessors(out, code, adapted)
				break
			}
		}
		switch {
		case n > 0:
			list = list[n:]
		case blank(list[0]):
			list = list[1:]
		case joins.MatchString(list[0]):
			list = append(joins.Split(list[0], -1), list[1:]...)
		default:
			f := app.Field("", "not_one_of_item", "value", list[0], "allowed", table.allowed(lang))
			out.wrong = &f
			return out
		}
	}
	return out
}

func withSuccessors(out converted, code string, adapted *app.FieldError) converted {
	for _, code := range successors(code, adapted) {
		if !slices.Contains(out.value, code) {
			out.value = append(out.value, code)
		}
	}
	if adapted != nil {
		out.adapted = append(out.adapted, *adapted)
	}
	return out
}

var (
	scheme = regexp.MustCompile(`(?i)^https?:/{1,3}`)
	host   = regexp.MustCompile(`^[\p{L}0-9](?:[\p{L}0-9-]*[\p{L}0-9])?(?:\.[\p{L}0-9](?:[\p{L}0-9-]*[\p{L}0-9])?)+(?::[0-9]+)?(?:[/?#].*)?$`)
)

// website gives an address the scheme that people leave out. Of several it takes the first.
func website(text string) converted {
	first := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ';' || r == ',' || r == '\n' || r == '|' })
	if len(first) == 0 {
		return converted{}
	}
	at := strings.TrimRight(first[0], ".")
	beginning := "https://"
	if s := scheme.FindString(at); s != "" {
		at = at[len(s):]
		if strings.HasPrefix(strings.ToLower(s), "http:") {
			beginning = "http://"
		}
	}
	if !host.MatchString(at) {
		return wrong("website")
	}
	c := converted{value: []string{beginning + at}}
	if len(first) > 1 {
		c.adapted = []app.FieldError{app.Field("", "first_of", "value", c.value[0])}
	}
	return c
}

// patentOffices are the countries and the two offices that grant for several.
func patentOffices() *codes {
	countries := codeTables()["countries"]
	table := &codes{list: countries.list, byWord: map[string]string{}}
	for word, code := range countries.byWord {
		table.byWord[word] = code
	}
	for word, code := range map[string]string{"ep": "EP", "epo": "EP", "europa": "EP", "europe": "EP", "patenteuropejski": "EP", "wo": "WO", "pct": "WO", "swiat": "WO", "world": "WO"} {
		table.byWord[word] = code
	}
	return table
}
