package text

import (
	_ "embed" // spelling.tsv, irregular.en.txt
	"strings"
)

// stemEnglish reduces an English word of small ASCII letters to its stem by the rules of the Porter2 algorithm
// (M. F. Porter, "The English (Porter2) stemming algorithm"), after bringing British spelling to one form.
func stemEnglish(w string) string {
	if len(w) <= 2 || !isASCII(w) {
		return w
	}
	if word, ok := irregular[w]; ok {
		w = word
	}
	s := stemmer{b: []byte(oneSpelling(w))}
	s.markY()
	s.regions()
	s.plural()
	s.past()
	s.finalY()
	s.suffixes(step2, 0)
	s.suffixes(step3, 0)
	s.suffixes(step4, 1)
	s.finalE()
	return shared(strings.ToLower(string(s.b)))
}

// shared takes the i of energi, therapi and industri off, as Polish loses the vowels of energia and terapia.
func shared(stem string) string {
	if n := len(stem); n > 5 && stem[n-1] == 'i' && !vowel(stem[n-2]) && stem != "polici" {
		return stem[:n-1]
	}
	return stem
}

// oneSpelling brings the spellings of Britain and America to one.
func oneSpelling(w string) string {
	for i := range len(w) {
		for _, s := range spellings[w[i]] {
			if (i > 0 || s.first) && strings.HasPrefix(w[i:], s.from) {
				return w[:i] + s.to + w[i+len(s.from):]
			}
		}
	}
	return w
}

type spelling struct {
	from, to string
	first    bool // also at the start of a word
}

//go:embed spelling.tsv
var spellingTSV string

// spellings by their first letter.
var spellings = func() (table [256][]spelling) {
	for line := range strings.Lines(spellingTSV) {
		from, to, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || line[0] == '#' {
			continue
		}
		from, first := strings.CutPrefix(from, "^")
		table[from[0]] = append(table[from[0]], spelling{from, to, first})
	}
	return table
}()

//go:embed irregular.en.txt
var irregularText string

// irregular maps the forms that no rule finds to their words, and a word that a rule would break to itself.
var irregular = func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(irregularText) {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" {
			for _, form := range f[1:] {
				m[form] = f[0]
			}
		}
	}
	return m
}()

type stemmer struct {
	b      []byte
	region [2]int // starts of the regions R1 and R2
}

func vowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

// markY writes a y that is a consonant as Y.
func (s *stemmer) markY() {
	for i, c := range s.b {
		if c == 'y' && (i == 0 || vowel(s.b[i-1])) {
			s.b[i] = 'Y'
		}
	}
}

func (s *stemmer) regions() {
	w := string(s.b)
	from := 0
	for _, p := range []string{"gener", "commun", "arsen", "inter", "organ", "univers"} {
		if strings.HasPrefix(w, p) {
			from = len(p)
		}
	}
	if from == 0 {
		from = s.after(0)
	}
	s.region = [2]int{from, s.after(from)}
}

// after is the position behind the first consonant that follows a vowel, at or after from.
func (s *stemmer) after(from int) int {
	for i := from + 1; i < len(s.b); i++ {
		if !vowel(s.b[i]) && vowel(s.b[i-1]) {
			return i + 1
		}
	}
	return len(s.b)
}

func (s *stemmer) ends(suffix string) bool {
	return len(s.b) > len(suffix) && string(s.b[len(s.b)-len(suffix):]) == suffix
}

func (s *stemmer) cut(n int) { s.b = s.b[:len(s.b)-n] }

func (s *stemmer) hasVowel(before int) bool {
	for _, c := range s.b[:max(before, 0)] {
		if vowel(c) {
			return true
		}
	}
	return false
}

func (s *stemmer) plural() {
	switch {
	case s.ends("sses"):
		s.cut(2)
	case s.ends("ied"), s.ends("ies"):
		if len(s.b) > 4 {
			s.cut(2)
		} else {
			s.cut(1)
		}
	case s.ends("sis"): // analysis as analyses
		s.cut(2)
	case s.ends("us"), s.ends("ss"), s.ends("is"), string(s.b) == "lens":
	case s.ends("s") && s.hasVowel(len(s.b)-2):
		s.cut(1)
	}
}

func (s *stemmer) past() {
	for _, x := range []string{"eedly", "eed"} {
		if s.ends(x) {
			if len(s.b)-len(x) >= s.region[0] {
				s.cut(len(x) - 2)
			}
			return
		}
	}
	for _, x := range []string{"ingly", "edly", "ing", "ed"} {
		if !s.ends(x) {
			continue
		}
		if s.hasVowel(len(s.b) - len(x)) {
			s.cut(len(x))
			s.repair()
		}
		return
	}
}

// repair gives hop(p)ing, hop(ing) and relat(ing) the ends that hopped, hope and relate have.
func (s *stemmer) repair() {
	n := len(s.b)
	switch {
	case s.ends("at"), s.ends("bl"), s.ends("iz"):
		s.b = append(s.b, 'e')
	case n >= 2 && s.b[n-1] == s.b[n-2] && strings.IndexByte("bdfgmnprt", s.b[n-1]) >= 0:
		s.cut(1)
	case n <= s.region[0] && s.shortEnd(n):
		s.b = append(s.b, 'e')
	}
}

// shortEnd tells that the first n bytes end in a short syllable.
func (s *stemmer) shortEnd(n int) bool {
	if n == 2 {
		return vowel(s.b[0]) && !vowel(s.b[1])
	}
	if n < 3 {
		return false
	}
	c := s.b[n-1]
	return !vowel(c) && c != 'w' && c != 'x' && c != 'Y' && vowel(s.b[n-2]) && !vowel(s.b[n-3])
}

func (s *stemmer) finalY() {
	n := len(s.b)
	if n > 2 && (s.b[n-1] == 'y' || s.b[n-1] == 'Y') && !vowel(s.b[n-2]) {
		s.b[n-1] = 'i'
	}
}

type rule struct {
	suffix, by string
	after      string // the suffix goes only behind one of these letters
	inR2       bool
}

// Longer suffixes stand before those that end them.
var step2 = []rule{
	{suffix: "ization", by: "ize"},
	{suffix: "ational", by: "ate"},
	{suffix: "fulness", by: "ful"},
	{suffix: "ousness", by: "ous"},
	{suffix: "iveness", by: "ive"},
	{suffix: "tional", by: "tion"},
	{suffix: "biliti", by: "ble"},
	{suffix: "lessli", by: "less"},
	{suffix: "entli", by: "ent"},
	{suffix: "ation", by: "ate"},
	{suffix: "alism", by: "al"},
	{suffix: "aliti", by: "al"},
	{suffix: "ousli", by: "ous"},
	{suffix: "iviti", by: "ive"},
	{suffix: "fulli", by: "ful"},
	{suffix: "enci", by: "ence"},
	{suffix: "anci", by: "ance"},
	{suffix: "abli", by: "able"},
	{suffix: "izer", by: "ize"},
	{suffix: "ator", by: "ate"},
	{suffix: "alli", by: "al"},
	{suffix: "bli", by: "ble"},
	{suffix: "ogi", by: "og", after: "l"},
	{suffix: "li", after: "cdeghkmnrt"},
}

var step3 = []rule{
	{suffix: "ational", by: "ate"},
	{suffix: "tional", by: "tion"},
	{suffix: "alize", by: "al"},
	{suffix: "icate", by: "ic"},
	{suffix: "iciti", by: "ic"},
	{suffix: "ative", inR2: true},
	{suffix: "ical", by: "ic"},
	{suffix: "ness"},
	{suffix: "ful"},
}

var step4 = []rule{
	{suffix: "ement"},
	{suffix: "ance"},
	{suffix: "ence"},
	{suffix: "able"},
	{suffix: "ible"},
	{suffix: "ment"},
	{suffix: "ant"},
	{suffix: "ent"},
	{suffix: "ism"},
	{suffix: "ate"},
	{suffix: "iti"},
	{suffix: "ous"},
	{suffix: "ive"},
	{suffix: "ize"},
	{suffix: "ion", after: "st"},
	{suffix: "al"},
	{suffix: "er"},
	{suffix: "ic"},
}

// suffixes applies the first rule whose suffix the word has, if the suffix lies in the region.
func (s *stemmer) suffixes(rules []rule, region int) {
	last := s.b[len(s.b)-1]
	for _, r := range rules {
		if r.suffix[len(r.suffix)-1] != last || !s.ends(r.suffix) {
			continue
		}
		at := len(s.b) - len(r.suffix)
		if at < s.region[region] || r.inR2 && at < s.region[1] {
			return
		}
		if r.after != "" && strings.IndexByte(r.after, s.b[at-1]) < 0 {
			return
		}
		s.b = append(s.b[:at], r.by...)
		return
	}
}

func (s *stemmer) finalE() {
	n := len(s.b)
	switch {
	case s.ends("e"):
		if n-1 >= s.region[1] || n-1 >= s.region[0] && !s.shortEnd(n-1) {
			s.cut(1)
		}
	case s.ends("ll") && n-1 >= s.region[1]:
		s.cut(1)
	}
}
