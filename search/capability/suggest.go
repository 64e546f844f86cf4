package capability

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"splot/search/text"
)

// Capability is one thing that a text asks for.
type Capability struct {
	Name     string
	Words    []string // phrases of the text, as they stand there, in its order
	Concepts []string // EuroSciVoc notations
	Weight   int      // 1 to 3
	Required bool
}

// Bounds of a suggestion.
const (
	MaxWords   = 6
	MaxName    = 100 // characters
	most       = 8   // capabilities; more are no help, but what a text lists is kept
	fewest     = 3   // are kept though they say less
	leastWorth = 0.9
	moreWorth  = 1.4 // of one beyond the fewest
	maxPhrases = 200 // that are compared, those worth most
	againWorth = 0.3 // of a phrase that says the same again
)

// Suggest reads by a dictionary. It lists at most limit capabilities that a text asks for, in the order of the text: all
// that the text lists, and of what else it speaks of at most as many as make eight.
func Suggest(d *text.Dictionary, s string, limit int) []Capability {
	lang := Language(s)
	groups := required(d, s, lang)
	others := gather(d, s, lang)
	slices.SortStableFunc(others, func(a, b group) int { return cmp.Compare(b.worth, a.worth) })
	others = slices.DeleteFunc(others, func(g group) bool {
		return slices.ContainsFunc(groups, func(listed group) bool { return listed.phrases[0].akin(g.phrases[0]) })
	})
	groups = groups[:min(len(groups), max(0, limit))]
	groups = append(groups, best(others, min(limit, most)-len(groups))...)
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(b.worth, a.worth) })
	out := make([]Capability, len(groups))
	order := make([]int, len(groups))
	for i := range groups {
		order[i] = i
		out[i] = groups[i].capability(d, weight(i, len(groups)))
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(groups[a].at(), groups[b].at()) })
	sorted := make([]Capability, len(out))
	for i, from := range order {
		sorted[i] = out[from]
	}
	return sorted
}

// weight is 3, 2 or 1 for the first, second and last third of a list.
func weight(i, n int) int {
	if n <= 2 {
		return 2
	}
	return 3 - 3*i/n
}

// best keeps the groups that say much, of a sorted list.
func best(groups []group, limit int) []group {
	n := 0
	for n < min(len(groups), max(0, limit)) {
		w := groups[n].worth
		if w < leastWorth || n >= fewest && w < moreWorth {
			break
		}
		n++
	}
	return groups[:n]
}

// Language guesses the language of a capability's words.
func Language(s string) text.Lang {
	lang, _ := text.Detect(s)
	return lang
}

// group is phrases that say the same; the first is worth most.
type group struct {
	phrases []phrase
	worth   float64
	listed  bool // the text lists it: it is required
}

// gather puts phrases that say the same together, the most valuable first.
func gather(d *text.Dictionary, s string, lang text.Lang) []group {
	var list []phrase
	for _, sentence := range sentences(s, lang) {
		list = append(list, phrases(d, sentence, lang)...)
	}
	for i := range list {
		list[i].at = place(s, list[i])
	}
	list = slices.DeleteFunc(list, func(p phrase) bool { return p.worth == 0 })
	slices.SortStableFunc(list, func(a, b phrase) int { return cmp.Compare(b.worth, a.worth) })
	var groups []group
	for _, p := range list[:min(len(list), maxPhrases)] {
		if i := slices.IndexFunc(groups, func(g group) bool { return g.phrases[0].akin(p) }); i >= 0 {
			groups[i].phrases = append(groups[i].phrases, p)
			groups[i].worth += againWorth * p.worth
		} else {
			groups = append(groups, group{phrases: []phrase{p}, worth: p.worth})
		}
	}
	return groups
}

// place is where the first word of a phrase stands with those that follow it; of a phrase that is cut by a line break,
// where its first word does.
func place(s string, p phrase) int {
	if at := strings.Index(s, p.text()); at >= 0 {
		return at
	}
	return max(0, strings.Index(s, p.words[0].surface))
}

// akin tells that two phrases say the same: one holds two thirds of the other's terms, they are about the same word, or
// they share a term and their first field of science.
func (p *phrase) akin(other phrase) bool {
	shared := 0
	for _, t := range other.terms {
		if slices.Contains(p.terms, t) {
			shared++
		}
	}
	if shared == 0 {
		return false
	}
	if 3*shared >= 2*min(len(p.terms), len(other.terms)) {
		return true
	}
	if h := p.head(); h != "" && h == other.head() {
		return true
	}
	return len(p.concepts) > 0 && len(other.concepts) > 0 && p.concepts[0] == other.concepts[0]
}

// at is the place of a group's first phrase in the text.
func (g *group) at() int {
	return slices.MinFunc(g.phrases, func(a, b phrase) int { return cmp.Compare(a.at, b.at) }).at
}

func (g *group) capability(d *text.Dictionary, weight int) Capability {
	if g.listed {
		weight = max(weight, 2)
	}
	c := Capability{Name: g.phrases[0].name(d), Weight: weight, Required: weight > 1, Concepts: []string{}}
	said := slices.Clone(g.phrases[:min(len(g.phrases), MaxWords)])
	slices.SortFunc(said, func(a, b phrase) int { return cmp.Compare(a.at, b.at) })
	for _, p := range said {
		if w := shortened(p.text()); !slices.Contains(c.Words, w) {
			c.Words = append(c.Words, w)
		}
	}
	for _, p := range g.phrases {
		for _, notation := range p.concepts {
			if len(c.Concepts) < maxConcepts && !slices.Contains(c.Concepts, notation) {
				c.Concepts = append(c.Concepts, notation)
			}
		}
	}
	return c
}

// name is a phrase as a heading.
func (p *phrase) name(d *text.Dictionary) string {
	s := p.text()
	if p.lang == text.Polish {
		s = strings.Join(inNominative(d, p.words), " ")
	}
	r, size := utf8.DecodeRuneInString(s)
	if word, _, _ := strings.Cut(s, " "); word == strings.ToLower(word) {
		s = string(unicode.ToUpper(r)) + s[size:]
	}
	return shortened(s)
}

func shortened(s string) string {
	if r := []rune(s); len(r) > MaxName {
		return string(r[:MaxName])
	}
	return s
}
