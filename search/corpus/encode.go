package corpus

import (
	"encoding/binary"
	"slices"
)

// A document's data: the number of its terms and the terms, as differences of their sorted numbers; then by field
// its number, how many tokens it has, and the tokens in their order: the index of the term among the sorted ones and
// in the two low bits how far the word stands from the one before: one, two, any (then the distance follows), or any
// and a compound whose parts are tokens too.
const (
	nextWord = iota
	afterOne
	anyWhere
	compound
)

func encode(tokens []token, numbers []uint32) string {
	terms := slices.Clone(numbers)
	slices.Sort(terms)
	terms = slices.Compact(terms)
	b := binary.AppendUvarint(make([]byte, 0, 4*len(terms)+2*len(tokens)), uint64(len(terms)))
	last := uint32(0)
	for _, t := range terms {
		b = binary.AppendUvarint(b, uint64(t-last))
		last = t
	}
	for i := 0; i < len(tokens); {
		n := i
		for n < len(tokens) && tokens[n].field == tokens[i].field {
			n++
		}
		b = binary.AppendUvarint(append(b, tokens[i].field), uint64(n-i))
		at := -1
		for ; i < n; i++ {
			b = appendToken(b, tokens[i], at, terms, numbers[i])
			at = tokens[i].Pos
		}
	}
	return string(b)
}

func appendToken(b []byte, t token, at int, terms []uint32, number uint32) []byte {
	i, _ := slices.BinarySearch(terms, number)
	distance := t.Pos - at
	how := anyWhere
	switch {
	case t.Joined:
		how = compound
	case distance == 1:
		how = nextWord
	case distance == 2:
		how = afterOne
	}
	b = binary.AppendUvarint(b, uint64(i)<<2|uint64(how))
	if how >= anyWhere {
		b = binary.AppendVarint(b, int64(distance))
	}
	return b
}
