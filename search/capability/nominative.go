package capability

import (
	"slices"
	"strings"

	"splot/search/text"
	"splot/search/text/lemma"
)

// plurals are nouns in -nia that are many things rather than the genitive of a doing.
var plurals = []string{"badania", "opakowania", "wymagania", "zadania", "dania", "ubrania", "urządzenia", "szkolenia", "pytania", "nagrania", "zanieczyszczenia", "schorzenia", "ćwiczenia"}

// base are the surfaces of a Polish phrase with its head, and the adjectives that go with it, in the nominative, where
// the endings leave no doubt. Elsewhere the words stay as they stand.
func base(words []word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.surface
	}
	head := slices.IndexFunc(words, func(w word) bool { return w.class == noun })
	if head < 0 || acronym(words[head].surface) {
		return out
	}
	adjectives := agreeing(words, head)
	mark := ""
	for i, at := range adjectives {
		m := caseMark(out[at])
		if m == "" || i > 0 && m != mark {
			return out
		}
		mark = m
	}
	name, ending, ok := nominative(out[head], mark)
	if !ok {
		return out
	}
	out[head] = name
	for _, at := range adjectives {
		out[at] = agree(out[at], mark, ending)
	}
	return out
}

func acronym(surface string) bool { return surface == strings.ToUpper(surface) }

// agreeing are the places of the adjectives that go with the head: those before it and those directly behind.
func agreeing(words []word, head int) []int {
	var out []int
	for i := range head {
		out = append(out, i)
	}
	for i := head + 1; i < len(words) && words[i].class == adjective; i++ {
		out = append(out, i)
	}
	return out
}

// caseMark is the ending of an adjective that tells its case.
func caseMark(adjective string) string {
	for _, m := range []string{"ego", "ej", "ych", "ich", "ą", "ymi", "imi", "ym", "im"} {
		if strings.HasSuffix(adjective, m) {
			return m
		}
	}
	return ""
}

// agree puts an adjective into the nominative: ending is y, a or e.
func agree(adjective, mark, ending string) string {
	stem := strings.TrimSuffix(adjective, mark)
	soft := strings.HasPrefix(mark, "i")
	switch {
	case soft && ending == "y":
		return stem + "i"
	case soft && ending == "e":
		return stem + "ie"
	case ending == "a" && mark == "ej" && hasSuffix(stem, []string{"ki", "gi"}):
		return strings.TrimSuffix(stem, "i") + "a"
	case ending == "y" && strings.HasSuffix(stem, "i"):
		return stem
	}
	return stem + ending
}

// replacements are endings of nouns by the mark of their adjective, none: "".
var replacements = map[string][]struct{ from, to, adjective string }{
	"": {
		{"owaniem", "owanie", ""},
		{"aniem", "anie", ""},
		{"eniem", "enie", ""},
		{"aniu", "anie", ""},
		{"eniu", "enie", ""},
		{"ania", "anie", ""},
		{"enia", "enie", ""},
		{"ością", "ość", ""},
		{"ości", "ość", ""},
		{"cji", "cja", ""},
		{"zji", "zja", ""},
		{"sji", "sja", ""},
		{"cję", "cja", ""},
		{"cją", "cja", ""},
		{"zję", "zja", ""},
		{"sję", "sja", ""},
		{"gii", "gia", ""},
		{"fii", "fia", ""},
		{"rię", "ria", ""},
		{"lię", "lia", ""},
		{"nię", "nia", ""},
		{"rę", "ra", ""},
		{"nę", "na", ""},
		{"kę", "ka", ""},
		{"wę", "wa", ""},
		{"tę", "ta", ""},
		{"dę", "da", ""},
		{"ogę", "oga", ""},
		{"zę", "za", ""},
		{"pę", "pa", ""},
		{"bę", "ba", ""},
		{"łę", "ła", ""},
		{"mę", "ma", ""},
		{"cę", "ca", ""},
		{"ków", "ki", ""},
		{"gów", "gi", ""},
		{"ców", "ce", ""},
		{"ów", "y", ""},
		{"kami", "ki", ""},
		{"gami", "gi", ""},
		{"kiem", "k", ""},
		{"giem", "g", ""},
		{"em", "", ""},
		{"u", "", ""},
	},
	"ej": {
		{"ości", "ość", "a"}, {"ji", "ja", "a"}, {"ii", "ia", "a"}, {"ki", "ka", "a"}, {"gi", "ga", "a"}, {"y", "a", "a"},
	},
	"ą":   {{"ością", "ość", "a"}, {"ość", "ość", "a"}, {"ę", "a", "a"}, {"ją", "ja", "a"}, {"rą", "ra", "a"}, {"ną", "na", "a"}, {"ką", "ka", "a"}, {"wą", "wa", "a"}, {"dą", "da", "a"}, {"tą", "ta", "a"}},
	"ego": {{"nia", "nie", "e"}, {"cia", "cie", "e"}, {"u", "", "y"}, {"a", "", "y"}, {"a", "o", "e"}},
	"ym":  {{"niem", "nie", "e"}, {"niu", "nie", "e"}, {"em", "", "y"}, {"em", "o", "e"}},
	"im":  {{"niem", "nie", "e"}, {"niu", "nie", "e"}, {"em", "", "y"}},
	"ych": {{"ków", "ki", "e"}, {"gów", "gi", "e"}, {"ców", "ce", "e"}, {"czów", "cze", "e"}, {"żów", "że", "e"}, {"rzy", "rze", "e"}, {"ów", "y", "e"}, {"cji", "cje", "e"}, {"gii", "gie", "e"}, {"lii", "lie", "e"}, {"rii", "rie", "e"}, {"ań", "ania", "e"}, {"eń", "enia", "e"}, {"", "y", "e"}, {"", "i", "e"}, {"", "a", "e"}},
	"ich": {{"ków", "ki", "e"}, {"gów", "gi", "e"}, {"ów", "y", "e"}, {"cji", "cje", "e"}, {"gii", "gie", "e"}, {"ań", "ania", "e"}, {"eń", "enia", "e"}, {"", "y", "e"}},
}

// nominative is a noun in the nominative and the ending that its adjectives take.
func nominative(surface, mark string) (string, string, bool) {
	if hasSuffix(strings.ToLower(surface), plurals) {
		return "", "", false
	}
	for _, r := range replacements[mark] {
		stem, ok := strings.CutSuffix(surface, r.from)
		if !ok || len(stem) < 3 || r.to == r.from && r.from != "ość" {
			continue
		}
		name := stem + r.to
		if r.to == "" && (alternates(stem) || !sameWord(surface, stem+"owi")) || (r.from == "" || r.from == "ów") && !sharp(stem) || !sameWord(surface, name) {
			continue
		}
		return name, r.adjective, true
	}
	return "", "", false
}

// alternates tells that a stem may change its vowel without an ending: rozwoju, rozwój; błędu, błąd.
func alternates(stem string) bool {
	r := []rune(stem)
	last := r[len(r)-1]
	return len(r) > 1 && strings.ContainsRune("oęó", r[len(r)-2]) && strings.ContainsRune("bdgwzżlłrj", last)
}

// sharp tells that a word ends in a consonant that takes -y, as do genitives without an ending: membran.
func sharp(surface string) bool {
	r := []rune(surface)
	return strings.ContainsRune("bdfłmnprstwkg", r[len(r)-1])
}

func sameWord(a, b string) bool {
	key, ok := lemma.Of(text.Fold(a))
	if !ok {
		return false
	}
	other, ok := lemma.Of(text.Fold(b))
	return ok && key == other
}
