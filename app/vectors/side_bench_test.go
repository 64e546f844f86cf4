package vectors_test

import (
	"fmt"
	"testing"

	"splot/search"
)

// BenchmarkNearest compares with 20,000 entries.
func BenchmarkNearest(b *testing.B) {
	r := newRig(b)
	for i := range 20000 {
		r.Want(entry(fmt.Sprint(i), search.Technology, fmt.Sprintf("text %d of %d", i, i%97)))
	}
	need := entry("need", search.Need, "text 5 of 7")
	r.Want(need)
	r.fill(b)
	for b.Loop() {
		r.Nearest(need, 100)
	}
}
