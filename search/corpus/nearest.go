package corpus

import (
	"cmp"
	"slices"
)

// matrix keeps the vectors of a side's documents close together, a row each.
type matrix struct {
	width int
	rows  []int8
	docs  []*Doc // by row; nil is free
	free  []uint32
}

// add enters a document's vector. One of another length than the first has no neighbours.
func (m *matrix) add(d *Doc) {
	v := d.Vector()
	if len(v) == 0 {
		return
	}
	if m.width == 0 {
		m.width = len(v)
	}
	if len(v) != m.width {
		return
	}
	n := len(m.docs)
	if k := len(m.free); k > 0 {
		n, m.free = int(m.free[k-1]), m.free[:k-1]
		m.docs[n] = d
		copy(m.rows[n*m.width:], v)
	} else {
		m.docs = append(m.docs, d)
		m.rows = append(m.rows, v...)
	}
	d.row = uint32(n) + 1
}

func (m *matrix) remove(d *Doc) {
	if d.row == 0 {
		return
	}
	m.docs[d.row-1] = nil
	m.free = append(m.free, d.row-1)
	if len(m.free) == len(m.docs) {
		*m = matrix{}
	}
}

// Neighbour is a document with the product of its vector and the one that was asked for.
type Neighbour struct {
	Doc     *Doc
	Product int32
}

// Nearest finds the documents of a side whose vectors have the greatest product with a vector, at most k, best first,
// ties by id. It looks at all of them: 100,000 of 64 numbers take some milliseconds.
func (c *Corpus) Nearest(side Side, vector []int8, k int) []Neighbour {
	c.live.begin()
	defer c.live.end()
	c.mu.RLock()
	defer c.mu.RUnlock()
	m := &c.vectors[side]
	if k <= 0 || len(vector) == 0 || len(vector) != m.width {
		return nil
	}
	var best []Neighbour // at most 2k, cut to k when full
	least := int32(-1 << 31)
	for i, d := range m.docs {
		if d == nil {
			continue
		}
		if p := product(vector, m.rows[i*m.width:(i+1)*m.width]); p >= least {
			if best = append(best, Neighbour{d, p}); len(best) == 2*k {
				best = nearest(best, k)
				least = best[k-1].Product
			}
		}
	}
	return nearest(best, k)
}

func nearest(list []Neighbour, k int) []Neighbour {
	slices.SortFunc(list, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(b.Product, a.Product), cmp.Compare(a.Doc.ID(), b.Doc.ID()))
	})
	return list[:min(k, len(list))]
}

func product(a, b []int8) int32 {
	b = b[:len(a)]
	var s, t int32
	i := 0
	for ; i+1 < len(a); i += 2 {
		s += int32(a[i]) * int32(b[i])
		t += int32(a[i+1]) * int32(b[i+1])
	}
	if i < len(a) {
		s += int32(a[i]) * int32(b[i])
	}
	return s + t
}
