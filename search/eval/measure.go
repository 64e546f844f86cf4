package eval

import "math"

// The depths of the measures.
const (
	gainDepth   = 10
	recallDepth = 100
)

// Figures are the measures of one ranking, or their means over topics; all are in [0, 1].
type Figures struct {
	NDCG   float64 // of the first 10: binary gain, log2 discount, the ideal over everything that is right
	Recall float64 // share of what is right among the first 100
	MAP    float64 // average precision over the whole ranking
}

// Measure compares a ranking with what is right, of which there is something.
func Measure(ranking []string, right map[string]bool) Figures {
	var f Figures
	hits := 0
	for i, id := range ranking {
		if !right[id] {
			continue
		}
		hits++
		f.MAP += float64(hits) / float64(i+1)
		if i < gainDepth {
			f.NDCG += discount(i)
		}
		if i < recallDepth {
			f.Recall++
		}
	}
	ideal := 0.0
	for i := range min(gainDepth, len(right)) {
		ideal += discount(i)
	}
	n := float64(len(right))
	return Figures{f.NDCG / ideal, f.Recall / n, f.MAP / n}
}

func discount(i int) float64 { return 1 / math.Log2(float64(i+2)) }

// mean is the mean of a list that is not empty.
func mean(list []Figures) Figures {
	var sum Figures
	for _, f := range list {
		sum.NDCG += f.NDCG
		sum.Recall += f.Recall
		sum.MAP += f.MAP
	}
	n := float64(max(1, len(list)))
	return Figures{sum.NDCG / n, sum.Recall / n, sum.MAP / n}
}
