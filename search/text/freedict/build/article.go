package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sense is one meaning of a word: its translations and how far its remarks tell against or for technical use.
type sense struct {
	english []string
	rank    int
}

var (
	headline = regexp.MustCompile(`^(.+?)(?: /[^/]*/)?(?: /[^/]*/)* <(n|adj|v|pn|acronym|adv)>$`)
	trailing = regexp.MustCompile(`\s+\d+\.$`)
	brackets = regexp.MustCompile(`\s*[(\[][^)\]]*[)\]]`)
)

// read takes an article apart. Names, and kinds of words that no entry is looked for by, give "".
func read(article string) (word string, senses []sense) {
	lines := strings.Split(strings.TrimSpace(article), "\n")
	m := headline.FindStringSubmatch(lines[0])
	if m == nil {
		return "", nil
	}
	if kind := m[2]; kind == "adv" || kind == "pn" && capital(m[1]) {
		return "", nil
	}
	word = strings.ToLower(strings.TrimSpace(m[1]))
	if strings.ContainsAny(word, "\t:|;,.!?") || len(strings.Fields(word)) > maxWords {
		return "", nil
	}
	expected := 1
	for i, line := range lines[1:] {
		english, ok := "", false
		if rest, found := strings.CutPrefix(line, fmt.Sprintf("%d. ", expected)); found {
			english, ok = rest, true
		} else if i == 0 {
			english, ok = line, true
		}
		if ok {
			expected++
			senses = append(senses, sense{english: terms(english), rank: len(senses)})
			continue
		}
		if len(senses) > 0 && strings.HasPrefix(line, "(") {
			senses[len(senses)-1].rank += remark(line)
		}
	}
	return word, senses
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// remark weighs what stands in brackets before a meaning: the trades come forward, slang and the like go back.
func remark(line string) int {
	for _, x := range []string{"potocznie", "przenośnie", "wulgarn", "przestarz", "religi", "kulinar", "sport", "karcian", "szach", "żegl", "muzyk", "slang", "gwar", "dawniej", "książk", "żartobl", "pogard", "histori"} {
		if strings.Contains(line, x) {
			return 3
		}
	}
	for _, x := range []string{"techni", "chemi", "fizy", "biolog", "medycyn", "informaty", "elektr", "ekonom", "ekolog", "budown", "matematy", "astronom", "geolog", "rolni", "genety", "materiał", "telekom"} {
		if strings.Contains(line, x) {
			return -1
		}
	}
	return 0
}

// maxWords bounds the words of a term on either side.
const maxWords = 4

// terms are the translations of one line, without remarks, articles and the to of verbs.
func terms(line string) []string {
	line = trailing.ReplaceAllString(line, "")
	line = brackets.ReplaceAllString(line, "")
	var out []string
	for t := range strings.FieldsFuncSeq(line, func(r rune) bool { return r == ',' || r == ';' }) {
		t = strings.TrimSpace(t)
		for _, article := range []string{"to ", "a ", "an ", "the ", "be "} {
			t = strings.TrimPrefix(t, article)
		}
		if t != "" && len(strings.Fields(t)) <= maxWords && plainEnglish(t) && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

func plainEnglish(t string) bool {
	for _, r := range t {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ' ' && r != '-' && r != '\'' {
			return false
		}
	}
	return true
}

// Confidence of the first translation in hundredths, what each further meaning and each further wording of
// a meaning loses, and the least that is kept.
const (
	first       = 80
	perSense    = 9
	perWording  = 4
	least       = 40
	maxWordings = 5
)

type wording struct {
	english    string
	confidence int
}

func translations(senses []sense) string {
	slices.SortStableFunc(senses, func(a, b sense) int { return cmp.Compare(a.rank, b.rank) })
	var all []wording
	for i, s := range senses {
		for j, t := range s.english {
			all = append(all, wording{t, first - perSense*i - perWording*j - 3*strings.Count(t, " ")})
		}
	}
	slices.SortStableFunc(all, func(a, b wording) int { return cmp.Compare(b.confidence, a.confidence) })
	var out, seen []string
	for _, w := range all {
		if w.confidence < least || len(out) == maxWordings || slices.Contains(seen, w.english) {
			continue
		}
		seen = append(seen, w.english)
		out = append(out, fmt.Sprintf("%s:%d", w.english, w.confidence))
	}
	return strings.Join(out, "|")
}
