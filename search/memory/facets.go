package memory

import (
	"splot/search"
	"splot/search/corpus"
)

// facets counts the values of the facets that are asked for. Documents are counted by the number of their whole list
// of values; the values are looked up at the end.
type facets struct {
	r     corpus.Reader
	names []string
	tally [][]int32 // by facet and view: by the number of the values
}

func newFacets(r corpus.Reader, names []string) facets {
	return facets{r: r, names: names, tally: make([][]int32, 2*len(names))}
}

func (f *facets) count(d *corpus.Doc, view search.View) {
	full := 0
	if view == search.ViewFull {
		full = 1
	}
	for i, name := range f.names {
		t := &f.tally[2*i+full]
		if *t == nil {
			*t = make([]int32, f.r.FacetNumbers())
		}
		(*t)[f.r.FacetNumber(d, name)]++
	}
}

func (f *facets) counts() map[string]map[string]int {
	out := map[string]map[string]int{}
	for i, name := range f.names {
		values := map[string]int{}
		for full, view := range []search.View{search.ViewTeaser, search.ViewFull} {
			for n, times := range f.tally[2*i+full] {
				if times == 0 {
					continue
				}
				e := f.r.FacetEntry(uint32(n))
				for v := range e.FacetValues(name, view) {
					values[v] += int(times)
				}
			}
		}
		out[name] = values
	}
	return out
}
