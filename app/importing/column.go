package importing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"splot/app"
)

// Column is a field with the place of its column in the file.
type Column struct {
	Field Field
	At    int
	Name  string // as the file writes it, or the column's letter
}

// Choice is what a person said about the columns: field by field a column's name, letter or number, and a value for all
// rows.
type Choice struct {
	Map []Pair
	Set []Pair
}

// Pair is a field with what was said about it.
type Pair struct{ Field, Value string }

// ParsePairs reads field=value,field="value, with a comma". With one it is a single pair, whose value may hold commas.
func ParsePairs(text string, single bool) ([]Pair, error) {
	var pairs []Pair
	for _, part := range parts(text, single) {
		field, value, ok := strings.Cut(part, "=")
		value = strings.TrimSpace(value)
		if n := len(value); n > 1 && value[0] == '"' && value[n-1] == '"' {
			value = strings.ReplaceAll(value[1:n-1], `""`, `"`)
		}
		if field = strings.TrimSpace(field); !ok || field == "" || value == "" && !single {
			return nil, fmt.Errorf("%q", part)
		}
		pairs = append(pairs, Pair{field, value})
	}
	return pairs, nil
}

// parts cuts at commas outside quotation marks.
func parts(text string, single bool) []string {
	if single {
		return []string{text}
	}
	var list []string
	from, quoted := 0, false
	for i := range len(text) {
		switch text[i] {
		case '"':
			quoted = !quoted
		case ',':
			if !quoted {
				list = append(list, text[from:i])
				from = i + 1
			}
		}
	}
	return append(list, text[from:])
}

// MappingError says what is wrong with a Choice. The codes: unknown_field (value, allowed), unknown_column (value,
// columns), field_twice (value), columns_clash (value, other).
type MappingError struct{ app.FieldError }

func (e *MappingError) Error() string { return e.Message(app.EN) }

func mappingError(code string, params ...any) error {
	return &MappingError{app.Field("", code, params...)}
}

// columns finds the column of each field: those that were named, and the others by what they are called, in either
// language. ignored are the columns that no field takes, in the order of the file.
func columns(fields []Field, names []string, polish func(at int) bool, choice Choice) (found []Column, ignored []string, err error) {
	taken := map[int]bool{}
	for _, p := range choice.Map {
		f, err := fieldNamed(fields, p.Field)
		if err != nil {
			return nil, nil, err
		}
		at := place(names, p.Value)
		if at < 0 {
			return nil, nil, mappingError("unknown_column", "value", p.Value, "columns", strings.Join(shown(names), ", "))
		}
		for _, c := range found {
			switch {
			case c.Field.Name == f.Name:
				return nil, nil, mappingError("field_twice", "value", f.Name)
			case c.At == at && !together(c.Field, f):
				return nil, nil, mappingError("columns_clash", "value", c.Field.Name, "other", f.Name)
			}
		}
		found = append(found, Column{f, at, nameAt(names, at)})
		taken[at] = true
	}
	for _, c := range recognised(fields, names, polish) {
		if !taken[c.At] && !slices.ContainsFunc(found, func(o Column) bool { return o.Field.Name == c.Field.Name }) {
			found = append(found, c)
			taken[c.At] = true
		}
	}
	slices.SortStableFunc(found, func(a, b Column) int { return a.At - b.At })
	for at := range names {
		if !taken[at] {
			ignored = append(ignored, nameAt(names, at))
		}
	}
	return found, ignored, nil
}

// together tells whether one column can sensibly fill two fields: a text may be an id or a title, and a text; but a
// value cannot be of two lists.
func together(a, b Field) bool {
	free := func(f Field) bool { return f.kind == textValue || f.kind == longValue }
	return free(a) || free(b)
}

func fieldNamed(fields []Field, name string) (Field, error) {
	for _, f := range fields {
		if Fold(f.Name) == Fold(name) {
			return f, nil
		}
	}
	for _, f := range fields {
		if rank(f, Fold(name)) > 0 {
			return f, nil
		}
	}
	allowed := make([]string, len(fields))
	for i, f := range fields {
		allowed[i] = f.Name
	}
	return Field{}, mappingError("unknown_import_field", "value", name, "allowed", strings.Join(allowed, ", "))
}

// place finds a column by its name, exactly or in any case, or by its letter or number.
func place(names []string, name string) int {
	if at := slices.Index(names, name); at >= 0 {
		return at
	}
	if folded := Fold(name); folded != "" {
		if at := slices.IndexFunc(names, func(n string) bool { return Fold(n) == folded }); at >= 0 {
			return at
		}
	}
	name = strings.TrimSpace(name)
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(names) {
		return n - 1
	}
	n := 0
	for _, r := range strings.ToUpper(name) {
		if r < 'A' || r > 'Z' || n > 1000 {
			return -1
		}
		n = n*26 + int(r-'A') + 1
	}
	if n < 1 || n > len(names) {
		return -1
	}
	return n - 1
}

// letter is a column's letter, as spreadsheets count.
func letter(at int) string {
	var s string
	for at++; at > 0; at = (at - 1) / 26 {
		s = string(rune('A'+(at-1)%26)) + s
	}
	return s
}

func nameAt(names []string, at int) string {
	if names[at] == "" {
		return letter(at)
	}
	return names[at]
}

func shown(names []string) []string {
	list := make([]string, len(names))
	for at := range names {
		list[at] = nameAt(names, at)
	}
	return list
}

// The ranks of a name: the field's own, a label of the client, another word for it.
const (
	byWord = iota + 1
	byLabel
	byName
)

// rank tells how surely a folded name is that of a field.
func rank(f Field, name string) int {
	if name == "" {
		return 0
	}
	if name == Fold(f.Name) || name == Fold(f.base) && f.Lang == "" {
		return byName
	}
	if f.Lang != "" {
		for _, mark := range marks[f.Lang] {
			if name == Fold(f.base)+mark || name == Fold(f.Label.PL)+mark || name == Fold(f.Label.EN)+mark {
				return byName
			}
		}
		if name == Fold(f.base) {
			return byLabel
		}
	}
	if name == Fold(f.Label.PL) || name == Fold(f.Label.EN) {
		return byLabel
	}
	for _, word := range f.also {
		if name == Fold(word) {
			return byWord
		}
	}
	return 0
}

// marks are what says the language of a column, at the end of its name.
var marks = map[app.Lang][]string{
	app.PL: {"pl", "pol", "popolsku", "polski", "polish", "jezykpolski", "wjezykupolskim", "inpolish"},
	app.EN: {"en", "eng", "ang", "poangielsku", "angielski", "english", "jezykangielski", "wjezykuangielskim", "inenglish"},
}

// recognised finds columns by their names. Of several that could be a field, the surest wins, then the first. A column
// of texts that does not say its language is in Polish if the texts are; where nothing tells, in the language of its name.
func recognised(fields []Field, names []string, polish func(at int) bool) []Column {
	type candidate struct {
		Column
		rank int
	}
	var all []candidate
	for at, name := range names {
		folded := Fold(name)
		for _, f := range fields {
			n := rank(f, folded)
			if n == 0 || n < byName && f.Lang != "" && f.Lang != languageOf(f, name, at, polish) {
				continue
			}
			all = append(all, candidate{Column{f, at, nameAt(names, at)}, n})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return b.rank - a.rank })
	var found []Column
	for _, c := range all {
		if !slices.ContainsFunc(found, func(o Column) bool { return o.At == c.At || o.Field.Name == c.Field.Name }) {
			found = append(found, c.Column)
		}
	}
	return found
}

func languageOf(f Field, name string, at int, polish func(at int) bool) app.Lang {
	if polish != nil && polish(at) {
		return app.PL
	}
	folded := Fold(name)
	if folded == Fold(f.base) || folded == Fold(f.Label.EN) || english(name) {
		return app.EN
	}
	return app.PL
}

// english tells whether a word of the table for columns is English: those of the table that no Polish word resembles.
func english(name string) bool {
	return slices.Contains([]string{
		"name", "subject", "headline", "summary", "text", "abstract", "fulldescription", "shortdescription", "details", "about", "aboutus", "overview",
		"activity", "lead", "confidential", "confidentialdetail", "advantages", "benefits", "problemdescription",
	}, Fold(name)) && !strings.ContainsFunc(name, func(r rune) bool { return r > unicode.MaxASCII })
}

// Recognise tells how many of the names are those of fields, for tabular.Options.
func Recognise(what string, kind app.Kind, choice Choice) func(names []string) int {
	fields := Fields(what, kind)
	return func(names []string) int {
		n := len(recognised(fields, names, nil))
		for _, p := range choice.Map {
			if slices.ContainsFunc(names, func(name string) bool { return name != "" && Fold(name) == Fold(p.Value) }) {
				n++
			}
		}
		return n
	}
}
