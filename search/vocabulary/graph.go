package vocabulary

import (
	"math"
	"sync"
)

// graph is the tree of concepts by their index.
type graph struct {
	broader []int32 // -1: a root
	depth   []uint8
	content []float32 // information content in [0, 1]
}

// tree computes how much a concept says by how few concepts lie below it (N. Seco, T. Veale, J. Hayes, "An intrinsic
// information content metric for semantic similarity in WordNet", 2004): 1 for a leaf, near 0 for a root.
var tree = sync.OnceValue(func() *graph {
	v := loaded()
	n := len(v.concepts)
	g := &graph{broader: make([]int32, n), depth: make([]uint8, n), content: make([]float32, n)}
	for i, c := range v.concepts {
		g.broader[i] = -1
		if b, ok := v.at[c.Broader]; ok {
			g.broader[i] = int32(b)
		}
	}
	below := make([]int, n)
	for i := range v.concepts {
		for b := g.broader[i]; b >= 0 && g.depth[i] < math.MaxUint8; b = g.broader[b] {
			below[b]++
			g.depth[i]++
		}
	}
	for i, below := range below {
		g.content[i] = float32(1 - math.Log(float64(below+1))/math.Log(float64(n)))
	}
	return g
})

// meet is the most special concept that is or holds both; -1 when there is none.
func (g *graph) meet(a, b int32) int32 {
	for a != b {
		if g.depth[a] < g.depth[b] {
			a, b = b, a
		}
		if a = g.broader[a]; a < 0 {
			return -1
		}
	}
	return a
}

// Nearness says how near two concepts, by their numbers in All, are by what they have in common, in [0, 1]: 1 for the same
// concept, 0 for concepts of different roots and for unknown ones (D. Lin, "An information-theoretic definition of
// similarity", 1998).
func Nearness(a, b int) float64 {
	g := tree()
	if a < 0 || b < 0 || a >= len(g.depth) || b >= len(g.depth) {
		return 0
	}
	if a == b {
		return 1
	}
	x, y := int32(a), int32(b)
	m := g.meet(x, y)
	if m < 0 {
		return 0
	}
	return float64(2 * g.content[m] / (g.content[x] + g.content[y]))
}

// Distance counts the steps from one concept to the other through the tree; -1 when there is no way.
func Distance(a, b string) int {
	x, y, ok := pairOf(a, b)
	if !ok {
		return -1
	}
	g := tree()
	m := g.meet(x, y)
	if m < 0 {
		return -1
	}
	return int(g.depth[x]) + int(g.depth[y]) - 2*int(g.depth[m])
}

// Between lists the concepts on the way from one to the other, both included: up to what they have in common, then
// down. It is nil when there is no way.
func Between(a, b string) []Concept {
	x, y, ok := pairOf(a, b)
	if !ok {
		return nil
	}
	g := tree()
	m := g.meet(x, y)
	if m < 0 {
		return nil
	}
	v := loaded()
	var way []Concept
	for ; x != m; x = g.broader[x] {
		way = append(way, v.concepts[x])
	}
	way = append(way, v.concepts[m])
	at := len(way)
	for ; y != m; y = g.broader[y] {
		way = append(way, v.concepts[y])
	}
	for i, j := at, len(way)-1; i < j; i, j = i+1, j-1 {
		way[i], way[j] = way[j], way[i]
	}
	return way
}

// Content is how much a concept says, in [0, 1]: 1 for a most special one, 0 for an unknown one.
func Content(notation string) float64 {
	i, ok := loaded().at[notation]
	if !ok {
		return 0
	}
	return float64(tree().content[i])
}

// Number is the index in All of a concept.
func Number(notation string) (int, bool) {
	i, ok := loaded().at[notation]
	return i, ok
}

// Notation is that of the concept with a number; empty when there is none.
func Notation(number int) string {
	if all := loaded().concepts; number >= 0 && number < len(all) {
		return all[number].Notation
	}
	return ""
}

func pairOf(a, b string) (x, y int32, ok bool) {
	at := loaded().at
	i, known := at[a]
	j, other := at[b]
	return int32(i), int32(j), known && other
}
