package capability

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"splot/search/text"
	"splot/search/vocabulary"
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
	MaxWords    = 6
	MaxName     = 100 // characters
	maxConcepts = 3
	leastWorth  = 0.3 // of a capability beside the one that says most
)

// Suggest lists at most limit capabilities that a text asks for, in the order of the text.
func Suggest(s string, limit int) []Capability {
	lang, _ := text.Detect(s)
	groups := gather(clauses(s, lang))
	for i := range groups {
		groups[i].at = i
	}
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(b.worth(), a.worth()) })
	groups = groups[:min(len(groups), max(0, limit))]
	groups = slices.DeleteFunc(groups, func(g group) bool { return g.worth() < leastWorth*groups[0].worth() })
	out := make([]Capability, len(groups))
	for i := range groups {
		weight := 2
		if n := len(groups); n > 2 {
			weight = 3 - 3*i/n
		}
		out[i] = groups[i].capability(weight)
	}
	order := make([]int, len(groups))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(groups[a].at, groups[b].at) })
	sorted := make([]Capability, len(out))
	for i, from := range order {
		sorted[i] = out[from]
	}
	return sorted
}

// Language guesses the language of a capability's words.
func Language(s string) text.Lang {
	lang, _ := text.Detect(s)
	return lang
}

// group is clauses that speak of the same thing.
type group struct {
	phrases  []phrase
	terms    map[string]bool
	concepts []string
	at       int
}

func gather(list []clause) []group {
	var groups []group
	for _, c := range list {
		g := group{phrases: c.phrases, terms: map[string]bool{}}
		for _, p := range c.phrases {
			for _, t := range p.terms {
				g.terms[t] = true
			}
		}
		for _, found := range vocabulary.Suggest(c.text, maxConcepts) {
			g.concepts = append(g.concepts, found.Notation)
		}
		if len(g.terms) < 2 && len(g.concepts) == 0 {
			continue // a single word in passing
		}
		if i := slices.IndexFunc(groups, g.akin); i >= 0 {
			groups[i].join(g)
		} else {
			groups = append(groups, g)
		}
	}
	return groups
}

// akin tells that two groups speak of the same thing: the lesser shares half of its terms, or the first concept is the
// same and a term is.
func (g group) akin(other group) bool {
	shared := 0
	for t := range g.terms {
		if other.terms[t] {
			shared++
		}
	}
	if 2*shared >= min(len(g.terms), len(other.terms)) && shared > 0 {
		return true
	}
	return shared > 0 && len(g.concepts) > 0 && len(other.concepts) > 0 && g.concepts[0] == other.concepts[0]
}

func (g *group) join(other group) {
	g.phrases = append(g.phrases, other.phrases...)
	for t := range other.terms {
		g.terms[t] = true
	}
	for _, c := range other.concepts {
		if len(g.concepts) < maxConcepts && !slices.Contains(g.concepts, c) {
			g.concepts = append(g.concepts, c)
		}
	}
}

// worth is what the best phrases say, more with a concept: what can be named is what can be looked for.
func (g group) worth() float64 {
	sum := 0.0
	for _, p := range g.best() {
		sum += p.worth
	}
	return sum + 1.5*float64(len(g.concepts))
}

// best are the phrases that say most, in the order of the text.
func (g group) best() []phrase {
	index := make([]int, 0, len(g.phrases))
	said := map[string]bool{}
	for i, p := range g.phrases {
		if key := strings.Join(p.terms, " "); !said[key] {
			said[key] = true
			index = append(index, i)
		}
	}
	slices.SortStableFunc(index, func(a, b int) int { return cmp.Compare(g.phrases[b].worth, g.phrases[a].worth) })
	kept := index[:0]
	for _, i := range index {
		within := func(j int) bool { return contains(g.phrases[j].terms, g.phrases[i].terms) }
		if len(kept) < MaxWords && !slices.ContainsFunc(kept, within) {
			kept = append(kept, i)
		}
	}
	index = kept
	slices.Sort(index)
	out := make([]phrase, len(index))
	for i, at := range index {
		out[i] = g.phrases[at]
	}
	return out
}

// contains tells that all terms of one phrase are in another.
func contains(whole, part []string) bool {
	return !slices.ContainsFunc(part, func(t string) bool { return !slices.Contains(whole, t) })
}

func (g group) capability(weight int) Capability {
	c := Capability{Weight: weight, Required: weight > 1, Concepts: slices.Clone(g.concepts)}
	if c.Concepts == nil {
		c.Concepts = []string{}
	}
	best := g.best()
	for _, p := range best {
		c.Words = append(c.Words, shortened(p.text))
	}
	top := slices.MaxFunc(best, func(a, b phrase) int { return cmp.Compare(a.worth, b.worth) })
	c.Name = shortened(top.text)
	for _, p := range best {
		if name := c.Name + ", " + p.text; len(top.terms) == 1 && p.text != top.text && utf8.RuneCountInString(name) <= MaxName {
			c.Name = name
			break
		}
	}
	return c
}

func shortened(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > MaxName {
		return string(r[:MaxName])
	}
	return s
}
