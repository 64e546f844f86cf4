package importing

import (
	"strings"

	"splot/app/importing/tabular"
)

// items are the items of a list: as the file gives them, or parted by semicolon, vertical line or line; where a cell
// has none of these, by comma, as in the client's form. A comma within a number or within brackets parts nothing.
func items(c tabular.Cell) []string {
	if len(c.List) > 0 {
		return trimmed(c.List)
	}
	text := cleaned(c.Text)
	if strings.ContainsAny(text, ";|\n") {
		return trimmed(strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '|' || r == '\n' }))
	}
	return trimmed(byComma(text))
}

func byComma(text string) []string {
	var list []string
	from, depth := 0, 0
	for i := range len(text) {
		switch text[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case ',':
			number := i > 0 && i+1 < len(text) && isDigit(text[i-1]) && isDigit(text[i+1])
			if depth <= 0 && !number {
				list = append(list, text[from:i])
				from = i + 1
			}
		}
	}
	return append(list, text[from:])
}

// trimmed takes off the marks of a bulleted list and leaves out what is empty, and what occurs before in any case.
func trimmed(list []string) []string {
	seen := map[string]bool{}
	var out []string
	for _, item := range list {
		item = strings.TrimSpace(strings.TrimLeft(inOneLine(item), "•·*–—- \t"))
		if key := strings.ToLower(item); item != "" && !seen[key] {
			seen[key] = true
			out = append(out, item)
		}
	}
	return out
}
