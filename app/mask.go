package app

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Masked stands where something identifying was taken out of a text.
const Masked = "•••"

// Identifying lists what of an organisation must not occur in an anonymous text: the names for Mask.
func (o Organisation) Identifying() []string {
	names := []string{o.Name, o.City, o.NIP}
	host := strings.TrimPrefix(strings.TrimPrefix(o.Website, "https://"), "http://")
	host, _, _ = strings.Cut(strings.TrimPrefix(host, "www."), "/")
	if label, _, ok := strings.Cut(host, "."); ok {
		names = append(names, host, label)
	}
	return slices.DeleteFunc(names, func(s string) bool { return strings.TrimSpace(s) == "" })
}

// Mask returns both languages of the text with Mask applied.
func (t Text) Mask(names ...string) Text {
	return Text{PL: Mask(t.PL, names...), EN: Mask(t.EN, names...)}
}

// Mask takes out of a text what would tell whose it is: addresses of any kind, telephone and tax numbers, and
// the names, in any case, inflection and compound. A name that has several words is found as a whole, by each
// word that is distinctive (not a legal form or a common word of the trade), joined, and by its initials. It
// rather hides an innocent word than shows a telling one.
func Mask(text string, names ...string) string {
	if text == "" {
		return text
	}
	hidden := contacts(text)
	tokens := tokenise(text)
	for _, name := range names {
		hidden = append(hidden, newNamePattern(name).find(tokens)...)
	}
	return cover(text, hidden)
}

// span is a part of a text, in bytes.
type span struct{ start, end int }

// word is a run of letters and digits of a text, folded to lower case without diacritics.
type word struct {
	span
	fold  string
	upper bool // written in capitals
}

var (
	emailPattern   = regexp.MustCompile(`[^\s<>()]+@[^\s<>()]+`)
	addressPattern = regexp.MustCompile(`(?i)\b(?:https?://|www\.)\S+|\b[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.(?:pl|com|eu|org|net|io|tech|edu|gov|info|biz|de|uk)\b(?:/\S*)?`)
	numberPattern  = regexp.MustCompile(`\+?\d[\d\-()\x{a0} ]{7,}\d`)
	amountPattern  = regexp.MustCompile(`(?i)^[\s\x{a0}]*(?:zł|pln|eur|€|usd|\$|mln|tys|szt|m[²³23]|kg|kwh)`)
)

// contacts finds addresses, telephone numbers and tax numbers, whoever they belong to.
func contacts(text string) []span {
	var found []span
	for _, p := range []*regexp.Regexp{emailPattern, addressPattern} {
		for _, at := range p.FindAllStringIndex(text, -1) {
			found = append(found, span{at[0], at[1]})
		}
	}
	for _, at := range numberPattern.FindAllStringIndex(text, -1) {
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, text[at[0]:at[1]])
		telephone := len(digits) >= 9 && len(digits) <= 13 && !amountPattern.MatchString(text[at[1]:])
		if telephone || ValidNIP(digits) {
			found = append(found, span{at[0], at[1]})
		}
	}
	return found
}

func tokenise(text string) []word {
	var words []word
	start := -1
	for i, r := range text {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			words, start = append(words, newWord(text, start, i)), -1
		}
	}
	if start >= 0 {
		words = append(words, newWord(text, start, len(text)))
	}
	return words
}

func newWord(text string, start, end int) word {
	s := text[start:end]
	return word{span: span{start, end}, fold: foldWord(s), upper: s == strings.ToUpper(s)}
}

// namePattern is what is looked for of one name.
type namePattern struct {
	words       []string // without legal forms and small words, in order
	distinctive []string // words, joined forms
	initials    []string // in capitals only
}

func newNamePattern(name string) namePattern {
	var p namePattern
	var all, short strings.Builder
	for _, w := range tokenise(name) {
		if isLegalForm(w.fold) {
			continue
		}
		first, _ := utf8.DecodeRuneInString(w.fold)
		all.WriteRune(first)
		if len(w.fold) > 2 || !isSmallWord(w.fold) {
			short.WriteRune(first)
			p.words = append(p.words, w.fold)
		}
	}
	for _, w := range p.words {
		if len(w) > 1 && !isCommonWord(w) || len(p.words) == 1 {
			p.distinctive = append(p.distinctive, w)
		}
	}
	if len(p.words) > 1 {
		p.distinctive = append(p.distinctive, strings.Join(p.words, ""))
	}
	for _, s := range []string{all.String(), short.String()} {
		if len(s) >= 3 && len(p.words) > 1 {
			p.initials = append(p.initials, s)
		}
	}
	return p
}

// maxJoin is how many words of a text are joined to be compared with a name written in one.
const maxJoin = 3

func (p namePattern) find(tokens []word) []span {
	var found []span
	for i, t := range tokens {
		if p.tells(t) {
			found = append(found, t.span)
		}
		if end, ok := p.joined(tokens[i:]); ok {
			found = append(found, span{t.start, end})
		}
		if end, ok := p.phrase(tokens[i:]); ok {
			found = append(found, span{t.start, end})
		}
	}
	return found
}

// tells says that a single word gives the name away.
func (p namePattern) tells(t word) bool {
	if t.upper && slices.Contains(p.initials, t.fold) {
		return true
	}
	return slices.ContainsFunc(p.distinctive, func(w string) bool {
		return inflects(t.fold, w) || len(w) >= 5 && strings.Contains(t.fold, w)
	})
}

// joined says that the text's words begin with a distinctive word, written in two or three.
func (p namePattern) joined(tokens []word) (end int, ok bool) {
	have := tokens[0].fold
	for n := 1; n < min(maxJoin, len(tokens)) && tokens[n].start-tokens[n-1].end <= 1; n++ {
		before := len(have)
		have += tokens[n].fold
		if slices.ContainsFunc(p.distinctive, func(w string) bool { return before < len(w)-2 && len(w) >= 5 && inflects(have, w) }) {
			return tokens[n].end, true
		}
	}
	return 0, false
}

// phrase says that the text's words begin with all of the name's words, small words between them aside.
func (p namePattern) phrase(tokens []word) (end int, ok bool) {
	if len(p.words) < 2 {
		return 0, false
	}
	i := 0
	for _, t := range tokens {
		switch {
		case inflects(t.fold, p.words[i]):
			if i++; i == len(p.words) {
				return t.end, true
			}
		case i == 0 || !isSmallWord(t.fold) && !isLegalForm(t.fold):
			return 0, false
		}
	}
	return 0, false
}

// inflects tells whether a folded word may be a form of a name's word: the same beginning but for the last two
// letters, and an ending no longer than Polish ones are.
func inflects(have, word string) bool {
	if have == word {
		return true
	}
	if len(word) < 4 || len(have) > len(word)+4 {
		return len(word) == 3 && strings.HasPrefix(have, word) && len(have) <= 5 && isEnding(have[3:])
	}
	same := 0
	for same < len(have) && same < len(word) && have[same] == word[same] {
		same++
	}
	return same >= max(4, len(word)-2)
}

// cover puts Masked over the spans, one for those that touch or have only spaces, dots and hyphens between them.
func cover(text string, hidden []span) string {
	if len(hidden) == 0 {
		return text
	}
	slices.SortFunc(hidden, func(a, b span) int { return a.start - b.start })
	var b strings.Builder
	at := 0
	for i := 0; i < len(hidden); {
		end := hidden[i].end
		b.WriteString(text[at:max(at, hidden[i].start)])
		for i++; i < len(hidden) && (hidden[i].start <= end || strings.Trim(text[end:hidden[i].start], " -–.&") == ""); i++ {
			end = max(end, hidden[i].end)
		}
		b.WriteString(Masked)
		at = end
	}
	b.WriteString(text[at:])
	return b.String()
}
