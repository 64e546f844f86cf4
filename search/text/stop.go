package text

import (
	_ "embed" // the word lists
	"strings"
)

//go:embed stop.pl.txt
var stopPL string

//go:embed stop.en.txt
var stopEN string

//go:embed weak.txt
var weakWords string

var stops = map[Lang]map[string]bool{Polish: words(stopPL), English: words(stopEN)}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func isStop(lower string, lang Lang) bool { return stops[lang][lower] }

// weak holds the stems of words that every entry of such a platform may contain.
var weak = func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(weakWords) {
		lang, list, _ := strings.Cut(strings.TrimSpace(line), ":")
		for _, w := range strings.Fields(list) {
			m[Stem(w, Lang(lang))] = true
		}
	}
	return m
}()

// Weak tells that a term says little about the subject whatever a small corpus counts: project, solution,
// nowoczesny. Whoever weighs terms lowers it.
func Weak(term string) bool { return weak[term] }
