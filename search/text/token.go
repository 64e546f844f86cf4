package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lang is a language of the product; Unknown asks for detection.
type Lang string

// The languages that have an analysis.
const (
	Unknown Lang = ""
	Polish  Lang = "pl"
	English Lang = "en"
)

// Bounds of one analysed text. What lies behind them is not indexed.
const (
	MaxTokens    = 20_000
	maxWordBytes = 64 // a longer run of letters is no word of a language and yields no token
	maxJoined    = 4  // parts of a compound that are also indexed as one term
)

// Token is one occurrence of a term. text[Start:End] is Surface, in bytes of the text as it was given.
// Pos counts words, stop words included; the terms of a compound and of its first part share a Pos.
type Token struct {
	Term    string
	Surface string
	Start   int
	End     int
	Pos     int
	Joined  bool // the whole of a compound whose parts are tokens too
}

// Analyse yields the terms of s in the order of the text, at most MaxTokens. Any bytes are valid input.
func Analyse(s string, lang Lang) []Token {
	if lang == Unknown {
		lang, _ = Detect(s)
	}
	a := analysis{lang: lang, shouting: shouting(s), out: make([]Token, 0, len(s)/8+1)}
	eachChunk(s, func(start, end int) bool {
		a.chunk(s, start, end)
		return len(a.out) < MaxTokens
	})
	return a.out
}

type analysis struct {
	lang     Lang
	shouting bool // the text is in capitals, so capitals do not mark an acronym
	out      []Token
	pos      int
	number   Token // the number that directly precedes, for its unit
}

// chunk adds the tokens of one run of word characters and joiners.
func (a *analysis) chunk(s string, start, end int) {
	parts := splitChunk(s, start, end)
	first := a.pos
	whole := make([]string, 0, maxJoined)
	for _, p := range parts {
		w := fold1(s[p.start:p.end])
		if len(parts) <= maxJoined {
			whole = append(whole, w)
		}
		a.word(s, p.start, p.end, w)
	}
	if len(whole) > 1 && joinable(s[start:end]) {
		term := a.joined(whole)
		if len(term) <= maxWordBytes && utf8.RuneCountInString(term) > 2 {
			a.add(Token{Term: term, Surface: s[start:end], Start: start, End: end, Pos: first, Joined: true})
		}
	}
}

// joined is the term of a compound: its parts together, of which the last is inflected.
func (a *analysis) joined(parts []string) string {
	last := len(parts) - 1
	head := foldMarks(strings.Join(parts[:last], ""))
	if len(parts[last]) < 4 {
		return head + foldMarks(parts[last])
	}
	return head + Stem(parts[last], a.lang)
}

// word adds one word (lower is its folded case, marks kept) and, after a number, number and unit as one term.
func (a *analysis) word(s string, start, end int, lower string) {
	t := Token{Surface: s[start:end], Start: start, End: end, Pos: a.pos}
	a.pos++
	number := a.number
	a.number = Token{}
	if isNumber(lower) {
		t.Term = lower
		a.number = t
		if len(lower) > 1 && len(lower) <= 8 {
			a.add(t)
		}
		return
	}
	if number.Term != "" && start-number.End <= 3 && strings.TrimSpace(s[number.End:start]) == "" && isUnit(lower) {
		a.add(Token{
			Term: number.Term + foldMarks(lower), Surface: s[number.Start:end],
			Start: number.Start, End: end, Pos: number.Pos, Joined: true,
		})
	}
	if t.Term = a.term(t.Surface, lower); t.Term != "" {
		a.add(t)
	}
}

func (a *analysis) add(t Token) {
	if len(a.out) < MaxTokens {
		a.out = append(a.out, t)
	}
}

// term is the index term of a word, "" for a stop word or a single letter.
func (a *analysis) term(surface, lower string) string {
	if len(lower) > maxWordBytes {
		return ""
	}
	if !a.shouting && isAcronym(surface) {
		return foldMarks(strings.TrimSuffix(lower, "s"))
	}
	if isStop(lower, a.lang) {
		return ""
	}
	if utf8.RuneCountInString(lower) < 2 {
		return ""
	}
	return Stem(lower, a.lang)
}

// Stem is the index term of one word in lower case. Words with digits or signs are kept whole.
func Stem(lower string, lang Lang) string {
	for _, r := range lower {
		if !unicode.IsLetter(r) {
			return foldMarks(lower)
		}
	}
	switch lang {
	case Polish:
		return stemPolish(lower)
	case English:
		return stemEnglish(foldMarks(lower))
	default:
		return foldMarks(lower)
	}
}

// isAcronym tells AI, LED, SMEs from a word: two to six capitals, an s of the plural allowed.
func isAcronym(surface string) bool {
	surface = strings.TrimSuffix(surface, "s")
	n := 0
	for _, r := range surface {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 6
}

// shouting tells that capitals outweigh small letters in the text's first part.
func shouting(s string) bool {
	upper, lower := 0, 0
	for i, r := range s {
		if i > 2000 {
			break
		}
		if unicode.IsUpper(r) {
			upper++
		} else if unicode.IsLower(r) {
			lower++
		}
	}
	return upper > 12 && upper > lower
}

func isNumber(w string) bool {
	digit := false
	for i := range len(w) {
		switch c := w[i]; {
		case c >= '0' && c <= '9':
			digit = true
		case c != '.' && c != ',':
			return false
		}
	}
	return digit
}
