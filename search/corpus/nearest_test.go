package corpus_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"splot/search"
	"splot/search/corpus"
	"splot/search/text"
)

// byTitle makes the vectors that a test writes down by the title.
type byTitle map[string][]int8

func (v byTitle) Vector(p *text.Profile) []int8 {
	if len(p.Fields) == 0 {
		return nil
	}
	return v[p.Fields[0].Text]
}

// Nearest finds what a comparison with every document finds, whatever was replaced and deleted before.
func TestNearestIsTheGreatestProduct(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 4))
	vectors := byTitle{}
	draw := func() []int8 {
		v := make([]int8, 33)
		for i := range v {
			v[i] = int8(random.IntN(255) - 127)
		}
		return v
	}
	c := corpus.New(corpus.Options{Vectoriser: vectors})
	have := map[string][]int8{}
	for i := range 900 {
		id, title := fmt.Sprint(random.IntN(300)), fmt.Sprint("tytuł ", i)
		vectors[title] = draw()
		c.Put(entry(id, int64(i), search.Technology, title))
		have[id] = vectors[title]
		if i%5 == 0 {
			gone := fmt.Sprint(random.IntN(300))
			c.Delete(gone)
			delete(have, gone)
		}
	}
	c.Put(entry("without", 1, search.Technology, "bez wektora"))
	asked := draw()
	type pair struct {
		id      string
		product int32
	}
	var want []pair
	for id, v := range have {
		p := pair{id: id}
		for i := range v {
			p.product += int32(v[i]) * int32(asked[i])
		}
		want = append(want, p)
	}
	slices.SortFunc(want, func(a, b pair) int { return cmp.Or(cmp.Compare(b.product, a.product), cmp.Compare(a.id, b.id)) })
	got := c.Nearest(corpus.Offers, asked, 20)
	if len(got) != 20 {
		t.Fatalf("%d neighbours", len(got))
	}
	for i, n := range got {
		if n.Doc.ID() != want[i].id || n.Product != want[i].product {
			t.Errorf("neighbour %d: %s with %d, want %+v", i, n.Doc.ID(), n.Product, want[i])
		}
	}
	if len(c.Nearest(corpus.Needs, asked, 20)) != 0 || len(c.Nearest(corpus.Offers, asked[:5], 20)) != 0 {
		t.Error("neighbours of another side or length")
	}
}
