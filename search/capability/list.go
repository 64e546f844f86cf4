package capability

import (
	"regexp"
	"strings"

	"splot/search/text"
)

// What a text lists, it requires: each item is a capability of its own, however little it says to a dictionary, so
// that nobody takes for covered what nobody offers.

// bullet is the beginning of a line that is an item.
var bullet = regexp.MustCompile(`^\s*(?:[-–—•*·▪◦]|\d{1,2}[.)]|[a-z]\))\s+`)

// opening is what a list within a sentence follows.
var opening = map[text.Lang]*regexp.Regexp{
	text.Polish:  regexp.MustCompile(`(?i)(?::|\b(?:w tym|m\.in\.|między innymi|takie jak|takich jak|takimi jak|takiego jak|obejmuje|obejmować|obejmą|zapewnić|zapewni|wymaga|wymagane są|potrzebne są|potrzebny jest|potrzebna jest|potrzebujemy|szukamy|poszukujemy|interesuje nas|oczekujemy)(?:\s+także|\s+też|\s+również)?)\s+`),
	text.English: regexp.MustCompile(`(?i)(?::|\b(?:including|includes?|such as|covers?|covering|should cover|must cover|provide|requires?|required are|needed are|we need|we seek|we look for|looking for|wanted))\s*:?\s+`),
}

// between separates the items of a list within a sentence.
var between = map[text.Lang]*regexp.Regexp{
	text.Polish:  regexp.MustCompile(`\s*[,;]\s*(?:(?:a także|oraz|i|lub|albo)\s+)?|\s+(?:a także|oraz|i|lub|albo)\s+`),
	text.English: regexp.MustCompile(`\s*[,;]\s*(?:(?:as well as|and|or)\s+)?|\s+(?:as well as|and|or)\s+`),
}

// sentenceEnd ends a list within a sentence; a dot of an abbreviation stands before a small letter.
var sentenceEnd = regexp.MustCompile(`[.!?](?:\s+\p{Lu}|\s*$)|\n`)

// Bounds of what is taken for a list.
const (
	fewestItems = 2
	maxItem     = 9 // words; more are a clause
)

// listed are the items that a text lists, in its order.
func listed(s string, lang text.Lang) []string {
	var out []string
	lines := strings.Split(bounded(s), "\n")
	for _, line := range lines {
		if item := bullet.ReplaceAllString(line, ""); item != line {
			if within := enumerated(item, lang); len(within) > 0 {
				out = append(out, within...)
			} else {
				out = append(out, trimmed(item))
			}
			continue
		}
		out = append(out, enumerated(line, lang)...)
	}
	return out
}

// enumerated are the items of the lists within one line.
func enumerated(line string, lang text.Lang) []string {
	begins, splits := opening[lang], between[lang]
	if begins == nil {
		begins, splits = opening[text.English], between[text.English]
	}
	var out []string
	for rest := line; ; {
		at := begins.FindStringIndex(rest)
		if at == nil {
			return out
		}
		rest = rest[at[1]:]
		list := rest
		if end := sentenceEnd.FindStringIndex(rest); end != nil {
			list = rest[:end[0]]
		}
		if again := begins.FindStringIndex(list); again != nil { // "szukamy partnerów, w tym: …"
			continue
		}
		items := splits.Split(list, -1)
		if len(items) < fewestItems {
			continue
		}
		for _, item := range items {
			if item = trimmed(item); item != "" && len(strings.Fields(item)) <= maxItem {
				out = append(out, item)
			}
		}
		rest = rest[len(list):]
	}
}

func trimmed(item string) string { return strings.Trim(strings.TrimSpace(item), ".,;:!?„”\"") }

// required are the groups of what a text lists, each of the first thing that an item names.
func required(d *text.Dictionary, s string, lang text.Lang) []group {
	var out []group
	for _, item := range listed(s, lang) {
		found := phrases(d, sentence{nouns(wordsOf(item, lang), lang), seekWorth}, lang)
		if len(found) == 0 {
			continue
		}
		p := found[0]
		if len(p.terms) == 0 || p.timed() {
			continue
		}
		p.worth = max(p.worth, moreWorth)
		p.at = strings.Index(s, item)
		same := func(g group) bool { return strings.EqualFold(g.phrases[0].text(), p.text()) }
		if !contains(out, same) && len(out) < maxRequired {
			out = append(out, group{phrases: []phrase{p}, worth: p.worth, listed: true})
		}
	}
	return out
}

// nouns takes the words of an item that frame elsewhere for what they are: ocena cyklu życia, ochrona własności.
func nouns(words []word, lang text.Lang) []word {
	for i, w := range words {
		if lang != text.Polish || w.class != other && w.class != measure {
			continue
		}
		if c := polishClass(w.lower); (c == noun || c == adjective) && nameable(w.surface) && !is(w.lower, "seek", lang) && !stop(w.surface, lang) {
			words[i].class = c
		}
	}
	return words
}

// maxRequired is how many capabilities a project may have.
const maxRequired = 24

func contains(groups []group, is func(group) bool) bool {
	for _, g := range groups {
		if is(g) {
			return true
		}
	}
	return false
}

// timed tells that a phrase is about money, time or a measure, or is one general word: no ability.
func (p *phrase) timed() bool {
	return is(p.about(), "measure", p.lang) || len(p.terms) == 1 && (is(p.about(), "alone", p.lang) || is(p.about(), "frame", p.lang))
}
