package importing

import (
	"strings"

	"splot/app"
	"splot/app/importing/tabular"
)

// Value is what a field makes of a text, its items joined, or "!" and the code of what is wrong.
func Value(what string, kind app.Kind, field, text string) string {
	f, err := fieldNamed(Fields(what, kind), field)
	if err != nil {
		return "!" + err.Error()
	}
	c := convert(f, tabular.Cell{Text: text}, app.EN)
	if c.wrong == nil && f.kind == taxValue && len(c.value) > 0 {
		nip := app.NormaliseTaxNumber(c.value[0], app.Poland)
		if !app.ValidNIP(nip) {
			return "!nip_checksum"
		}
		return nip
	}
	if c.wrong != nil {
		return "!" + c.wrong.Code
	}
	return strings.Join(c.value, ";")
}

// Header is the field of a column with a name.
func Header(what string, kind app.Kind, name string) string {
	for _, c := range recognised(Fields(what, kind), []string{name}, nil) {
		return c.Field.Name
	}
	return ""
}
