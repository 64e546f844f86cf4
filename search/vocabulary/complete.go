package vocabulary

import (
	"cmp"
	"slices"
	"strings"
)

// Complete lists concepts for what someone has typed so far, at most limit: first those whose label in the
// language ("pl" or "en") begins with it, then those with a word that does, then the other language's
// labels, then the alternatives; shorter labels first.
func Complete(prefix, lang string, limit int) []Concept {
	words := fold(prefix)
	if len(words) == 0 {
		return nil
	}
	v := loaded()
	typed := strings.Join(words, " ")
	type hit struct{ concept, class, length int }
	var hits []hit
	for i, w := range v.folded {
		own, other := w.pl, w.en
		if lang == "en" {
			own, other = other, own
		}
		if class := class(own, other, w.alternatives, " "+typed); class > 0 {
			hits = append(hits, hit{i, class, len(own)})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.length, b.length), cmp.Compare(a.concept, b.concept))
	})
	found := make([]int, len(hits))
	for i, h := range hits {
		found[i] = h.concept
	}
	return v.pick(found, limit)
}

// wordings are a concept's labels and alternatives, folded, each word after a space.
type wordings struct {
	pl, en       string
	alternatives []string
}

func foldedWordings(c Concept) wordings {
	line := func(s string) string { return " " + strings.Join(fold(s), " ") }
	w := wordings{pl: line(c.Label.PL), en: line(c.Label.EN)}
	for _, a := range c.Alternatives {
		w.alternatives = append(w.alternatives, line(a))
	}
	return w
}

// class is how well a concept completes what was typed, 1 best, 0 not at all.
func class(own, other string, alternatives []string, typed string) int {
	begins := func(s string) bool { return strings.HasPrefix(s, typed) }
	switch {
	case begins(own):
		return 1
	case strings.Contains(own, typed):
		return 2
	case begins(other):
		return 3
	case strings.Contains(other, typed):
		return 4
	case slices.ContainsFunc(alternatives, begins):
		return 5
	}
	return 0
}
