package program

import (
	"slices"
	"sync"

	"splot/app/matching"
	"splot/search/vocabulary"
)

// nearConcepts knows for matching which concepts of the vocabulary are near others.
type nearConcepts struct{}

// neighbours lists the wider and the narrower concepts of each.
var neighbours = sync.OnceValue(func() map[string][]string {
	next := map[string][]string{}
	for _, c := range vocabulary.All() {
		if c.Broader != "" {
			next[c.Notation] = append(next[c.Notation], c.Broader)
			next[c.Broader] = append(next[c.Broader], c.Notation)
		}
	}
	return next
})

// Near walks the vocabulary step by step from the concepts named.
func (nearConcepts) Near(notations []string, limit int) []matching.NearConcept {
	var found []matching.NearConcept
	seen := map[string]bool{}
	now := slices.DeleteFunc(slices.Clone(notations), func(n string) bool { _, ok := vocabulary.Lookup(n); return !ok })
	for distance := 0; len(now) > 0 && len(found) < limit; distance++ {
		var next []string
		for _, n := range now {
			if seen[n] || len(found) == limit {
				continue
			}
			seen[n] = true
			found = append(found, matching.NearConcept{Notation: n, Distance: distance})
			next = append(next, neighbours()[n]...)
		}
		now = next
	}
	return found
}

// Suggest lists the concepts that a text names.
func (nearConcepts) Suggest(text string, limit int) []string {
	var list []string
	for _, c := range vocabulary.Suggest(text, limit) {
		list = append(list, c.Notation)
	}
	return list
}
