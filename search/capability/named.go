package capability

import (
	"strings"

	"splot/search/text"
	"splot/search/text/lemma"
)

// inNominative are the surfaces of a Polish phrase with its head in the nominative: as a dictionary writes the whole phrase,
// by the endings, or else by the dictionary's form of the head, with which its adjectives agree. What no source knows
// stays as it stands.
func inNominative(d *text.Dictionary, words []word) []string {
	whole := surfaces(words)
	for _, n := range d.Namings(whole, text.Polish) {
		if n.Start == 0 && n.End == len(whole) && n.Words > 1 {
			return []string{n.Name}
		}
	}
	out := base(words)
	if strings.Join(out, " ") != whole {
		return out
	}
	head := headOf(words)
	if head < 0 || acronym(words[head].surface) {
		return out
	}
	name := baseForm(d, words[head])
	if many, ok := manyDoings(words, head); ok {
		name = many
	}
	if name == "" || strings.EqualFold(name, words[head].surface) {
		return out
	}
	return agreed(words, head, name, out)
}

func headOf(words []word) int {
	for i, w := range words {
		if w.class == noun {
			return i
		}
	}
	return -1
}

// agreed puts a name in the place of the head, and the adjectives that go with it into its gender, if their case is
// plain; otherwise all stays as it stands.
func agreed(words []word, head int, name string, out []string) []string {
	adjectives := agreeing(words, head)
	for _, at := range adjectives {
		if caseMark(words[at].surface) == "" {
			return out
		}
	}
	out[head] = name
	for _, at := range adjectives {
		out[at] = agree(words[at].surface, caseMark(words[at].surface), genderEnding(name))
	}
	return out
}

// manyDoings is the nominative of nouns such as dań and badań, whose adjectives tell that they are many.
func manyDoings(words []word, head int) (string, bool) {
	surface := words[head].surface
	for _, e := range []struct{ from, to string }{{"ań", "ania"}, {"eń", "enia"}} {
		if stem, ok := strings.CutSuffix(surface, e.from); ok {
			if _, known := lemma.Of(text.Fold(stem + e.to)); known {
				return stem + e.to, true
			}
		}
	}
	return "", false
}

// genderEnding is the ending of an adjective beside a noun in the nominative.
func genderEnding(name string) string {
	switch {
	case hasSuffix(name, []string{"ania", "enia"}):
		return "e"
	case strings.HasSuffix(name, "ość"), strings.HasSuffix(name, "a"):
		return "a"
	case hasSuffix(name, []string{"o", "e", "um", "ę"}):
		return "e"
	}
	return "y"
}

// baseForm is a noun as a dictionary writes it, empty for one that none knows.
func baseForm(d *text.Dictionary, w word) string {
	for _, n := range d.Namings(w.surface, text.Polish) {
		if polishClass(strings.ToLower(n.Name)) == noun && n.Words == 1 {
			return n.Name
		}
	}
	return text.Headword(w.surface)
}
