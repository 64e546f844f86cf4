package vocabulary

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"splot/search"
)

// Concept is one field of science.
type Concept struct {
	Notation string
	Broader  string // notation of the wider concept, empty for the six roots
	Label    search.Text
	// Alternatives are other English wordings, most of them as they occur in project descriptions.
	Alternatives []string
}

//go:embed euroscivoc.tsv.gz
var packed []byte

type vocabulary struct {
	concepts []Concept  // in the order of the file
	folded   []wordings // of the concepts, for Complete
	at       map[string]int
	phrases  map[string][]phrase // by the first bytes of the first word; see bucket
}

// loaded panics on broken data: it is part of the program.
var loaded = sync.OnceValue(func() *vocabulary {
	v, err := load(packed)
	if err != nil {
		panic("vocabulary: " + err.Error())
	}
	return v
})

func load(packed []byte) (*vocabulary, error) {
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("open EuroSciVoc: %w", err)
	}
	v := &vocabulary{at: map[string]int{}, phrases: map[string][]phrase{}}
	lines := bufio.NewScanner(unpacked)
	lines.Scan() // header
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "\t")
		if len(cells) != 5 {
			return nil, fmt.Errorf("EuroSciVoc line %q has %d cells", lines.Text(), len(cells))
		}
		c := Concept{Notation: cells[0], Broader: cells[1], Label: search.Text{EN: cells[2], PL: cells[3]}}
		if cells[4] != "" {
			c.Alternatives = strings.Split(cells[4], "|")
		}
		v.at[c.Notation] = len(v.concepts)
		v.concepts = append(v.concepts, c)
		v.index(len(v.concepts) - 1)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read EuroSciVoc: %w", err)
	}
	return v, nil
}

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
