package vocabulary

import (
	"slices"
	"sync"

	"splot/search"
	"splot/search/vocabulary/euroscivoc"
)

// Concept is one field of science.
type Concept struct {
	Notation string
	Broader  string // notation of the wider concept, empty for the six roots
	Label    search.Text
	// Alternatives are other English wordings, most of them as they occur in project descriptions.
	Alternatives []string
}

type vocabulary struct {
	concepts []Concept  // in the order of the file
	folded   []wordings // of the concepts, for Complete
	at       map[string]int
	phrases  map[string][]phrase // by the first bytes of the first word; see bucket
}

var loaded = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{at: map[string]int{}, phrases: map[string][]phrase{}}
	for i, r := range euroscivoc.Rows() {
		v.at[r.Notation] = i
		v.concepts = append(v.concepts, Concept{
			Notation: r.Notation, Broader: r.Broader, Label: search.Text{EN: r.EN, PL: r.PL}, Alternatives: r.Alternatives,
		})
		v.index(i)
	}
	return v
})

// Len is the number of concepts.
func Len() int { return len(loaded().concepts) }

// Lookup finds a concept by its notation.
func Lookup(notation string) (Concept, bool) {
	v := loaded()
	i, ok := v.at[notation]
	if !ok {
		return Concept{}, false
	}
	return v.concepts[i], true
}

// Path lists the concepts from the root down to the one named, which is last; nil for an unknown one.
func Path(notation string) []Concept {
	var path []Concept
	for c, ok := Lookup(notation); ok; c, ok = Lookup(c.Broader) {
		path = append([]Concept{c}, path...)
	}
	return path
}

// All lists every concept, in the order of the vocabulary's file.
func All() []Concept { return slices.Clone(loaded().concepts) }
