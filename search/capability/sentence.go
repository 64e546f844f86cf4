package capability

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"splot/search/text"
)

// Bounds of what is read of a text; what lies behind is passed over.
const (
	maxBytes     = 32 << 10
	maxSentences = 400
	maxTitle     = 150 // characters of a first line that is a title
)

// ends are where a sentence ends, or a part of it that stands for itself: new lines, bullets, brackets.
var ends = regexp.MustCompile(`[!?;•·–—()\[\]„”"]|[.…](?:\s|$)`)

// What a sentence is worth: a title says what it is about, what is looked for counts more than what there is.
const (
	titleWorth = 2.0
	seekWorth  = 1.5
	haveWorth  = 0.5
)

// sentence is a part of a text with what it is worth.
type sentence struct {
	words []word
	worth float64
}

// word is a word of a sentence. Gap tells that something stands between it and the word before: a comma, a bracket.
type word struct {
	surface, lower string
	class          class
	gap            bool
	place          bool // it stands after a preposition that makes it a circumstance: w puszce, from farms
}

type class uint8

const (
	other     class = iota // ends a phrase: a verb, an adverb, a number, a word that frames
	noun                   // and names
	adjective              // and participles
	joiner                 // a preposition that may stand within a phrase
	measure                // ends a phrase and spoils it
	without                // spoils what follows
)

// sentences cuts a text. Its first line is a title when it is short and does not end as a sentence does.
func sentences(s string, lang text.Lang) []sentence {
	var out []sentence
	for i, line := range strings.FieldsFunc(bounded(s), func(r rune) bool { return r == '\n' || r == '\r' }) {
		titled := i == 0 && utf8.RuneCountInString(line) <= maxTitle && !strings.HasSuffix(strings.TrimSpace(line), ".")
		for _, piece := range ends.Split(line, -1) {
			words := wordsOf(piece, lang)
			if len(words) == 0 {
				continue
			}
			if len(out) == maxSentences {
				return out
			}
			worth := worthOf(words, lang)
			if titled {
				worth = titleWorth
			}
			out = append(out, sentence{words, worth})
		}
	}
	return out
}

func worthOf(words []word, lang text.Lang) float64 {
	worth := 1.0
	for _, w := range words {
		if is(w.lower, "seek", lang) {
			return seekWorth
		}
		if is(w.lower, "have", lang) {
			worth = haveWorth
		}
	}
	return worth
}

func bounded(s string) string {
	if len(s) <= maxBytes {
		return s
	}
	s = s[:maxBytes]
	for len(s) > 0 && !utf8.ValidString(s[max(0, len(s)-utf8.UTFMax):]) {
		s = s[:len(s)-1]
	}
	return s
}

// wordPattern finds words, with the signs that stand within one: PA/PE, e-learning, 2+3.
var wordPattern = regexp.MustCompile(`[\p{L}\p{N}]+(?:[-/+'’.&][\p{L}\p{N}]+)*`)

func wordsOf(s string, lang text.Lang) []word {
	var out []word
	end := 0
	for _, at := range wordPattern.FindAllStringIndex(s, -1) {
		w := word{surface: s[at[0]:at[1]], gap: strings.TrimSpace(s[end:at[0]]) != ""}
		w.lower = strings.ToLower(w.surface)
		w.class = classOf(w.surface, w.lower, lang)
		if n := len(out); n > 0 && !w.gap {
			w.place = is(out[n-1].lower, "place", lang) || out[n-1].class == adjective && out[n-1].place
		}
		out = append(out, w)
		end = at[1]
	}
	return out
}

func classOf(surface, lower string, lang text.Lang) class {
	switch {
	case is(lower, "without", lang):
		return without
	case joins(lower, lang):
		return joiner
	case is(lower, "noun", lang):
		return noun
	case is(lower, "adjective", lang):
		return adjective
	case !nameable(surface):
		return other
	case is(lower, "measure", lang) && (lang != text.Polish || polishClass(lower) != adjective): // cena, not cenowy
		return measure
	case is(lower, "frame", lang), is(lower, "verb", lang), stop(surface, lang):
		return other
	case strings.ContainsFunc(surface[1:], unicode.IsUpper), strings.ContainsFunc(surface, unicode.IsDigit):
		return noun
	case lang == text.Polish:
		return polishClass(lower)
	default:
		return englishClass(lower)
	}
}

// unit is a measure such as mg/l.
var unit = regexp.MustCompile(`^\p{L}{1,3}/\p{L}{1,3}\p{N}?$`)

// nameable tells that a word can name something: letters outnumber digits, and it is no unit.
func nameable(surface string) bool {
	if unit.MatchString(surface) && surface != strings.ToUpper(surface) {
		return false
	}
	letters, digits := 0, 0
	for _, r := range surface {
		if unicode.IsLetter(r) {
			letters++
		} else if unicode.IsDigit(r) {
			digits++
		}
	}
	return letters >= 2 && letters > digits
}

func stop(surface string, lang text.Lang) bool { return len(text.Phrase(surface, lang)) == 0 }

// joins tells that a preposition may stand within a phrase: dopuszczenie do kontaktu, recycling of textiles.
func joins(lower string, lang text.Lang) bool {
	switch lower {
	case "of", "for":
		return lang != text.Polish
	case "do", "z", "ze", "dla":
		return lang == text.Polish
	}
	return false
}
