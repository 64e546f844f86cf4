package capability

import (
	_ "embed" // the list of words
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"splot/search/text"
)

// Bounds of what is read of a text; what lies behind is passed over.
const (
	maxBytes   = 32 << 10
	maxClauses = 400
	maxPhrase  = 4 // words
)

// ends are where a clause ends whatever stands there: the end of a sentence, a new line, a bullet, brackets.
var ends = regexp.MustCompile(`[!?;:•·–—()\[\]\n\r]|\.(?:\s|$)`)

// joints are where a clause may end: what they join are often two things.
var joints = regexp.MustCompile(`(?i),|\s(?:oraz|i|a także|lub|jak również|wraz z|and|or|as well as|together with|including)\s`)

// clause is a part of a text that speaks of one thing, as far as its form tells.
type clause struct {
	text    string
	phrases []phrase
}

// phrase is a run of words that mean something.
type phrase struct {
	text  string
	terms []string
	worth float64
}

// clauses cuts a text. Pieces without two words that mean something go with the piece before them in their sentence.
func clauses(s string, lang text.Lang) []clause {
	var out []clause
	for _, sentence := range cut(bounded(s), ends) {
		begin := len(out)
		for _, piece := range cut(sentence, joints) {
			c := clause{piece, phrases(piece, lang)}
			switch {
			case len(c.phrases) == 0:
			case c.words() < 2 && len(out) > begin:
				last := &out[len(out)-1]
				last.text += ", " + c.text
				last.phrases = append(last.phrases, c.phrases...)
			case len(out) < maxClauses:
				out = append(out, c)
			}
		}
	}
	return out
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

func cut(s string, at *regexp.Regexp) []string {
	var out []string
	for _, piece := range at.Split(s, -1) {
		if piece = strings.TrimSpace(piece); piece != "" {
			out = append(out, piece)
		}
	}
	return out
}

func (c clause) words() int {
	n := 0
	for _, p := range c.phrases {
		n += len(p.terms)
	}
	return n
}

// phrases finds the runs of words of a clause that mean something, each of at most maxPhrase words.
func phrases(s string, lang text.Lang) []phrase {
	var out []phrase
	var run []text.Token
	flush := func() {
		for len(run) > 0 {
			n := min(len(run), maxPhrase)
			if len(run) > maxPhrase {
				n = (len(run) + 1) / 2
				n = min(n, maxPhrase)
			}
			out = append(out, phraseOf(s, run[:n]))
			run = run[n:]
		}
	}
	for _, t := range text.Analyse(s, lang) {
		if t.Joined {
			continue
		}
		if len(run) > 0 && !touch(s[run[len(run)-1].End:t.Start]) {
			flush()
		}
		if text.Weak(t.Term) || number(t.Surface) || frames()[text.Fold(t.Surface)] {
			flush()
			continue
		}
		run = append(run, t)
	}
	flush()
	return out
}

// framing lists words of calls and needs that say nothing of what is asked for. A phrase ends at them.
//
//go:embed framing.txt
var framing string

var frames = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(framing) {
		_, list, _ := strings.Cut(line, ":")
		for _, w := range strings.Fields(list) {
			words[text.Fold(w)] = true
		}
	}
	return words
})

func touch(gap string) bool { return strings.Trim(gap, " \u00a0-/") == "" }

func number(s string) bool {
	return !strings.ContainsFunc(s, unicode.IsLetter)
}

func phraseOf(s string, run []text.Token) phrase {
	p := phrase{text: s[run[0].Start:run[len(run)-1].End]}
	for _, t := range run {
		p.terms = append(p.terms, t.Term)
		p.worth += 0.5 + float64(min(utf8.RuneCountInString(t.Surface), 12))/12
	}
	return p
}
