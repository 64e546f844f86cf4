package learn

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
)

// Folds of the cross-validation.
const Folds = 5

// Quality is how well a score ranks examples.
type Quality struct {
	AUC float64 // probability that a good example scores higher than another one, by their weights; ties count half
	// NDCG is that of the first 10 of each list that holds both kinds. What is good gains its weight, or the shares
	// by which the lists were made would always look best: people act on what stands on top.
	NDCG float64
}

// Report is the fitted shares with their quality on examples that they were not fitted on.
type Report struct {
	Counts
	Shares  Shares // fitted on all
	Held    Quality
	Default Quality // of the default shares on the same examples
}

// Learn fits and measures. It refuses too little data with ErrTooLittle.
func Learn(examples []Example, base Shares) (Report, error) {
	r := Report{Counts: Count(examples)}
	if err := r.Check(); err != nil {
		return r, err
	}
	examples = sorted(examples)
	held, plain := make([]float64, len(examples)), make([]float64, len(examples))
	for fold := range Folds {
		var rest []Example
		for _, e := range examples {
			if foldOf(e.Need) != fold {
				rest = append(rest, e)
			}
		}
		if len(rest) == 0 {
			continue // all needs fell into one fold, of which there are thirty at least
		}
		fitted, usual := Fit(rest, base).scorer(), base.scorer()
		for i, e := range examples {
			if foldOf(e.Need) == fold {
				held[i], plain[i] = fitted(e.Values), usual(e.Values)
			}
		}
	}
	r.Held, r.Default = measure(examples, held), measure(examples, plain)
	r.Shares = Fit(examples, base)
	return r, nil
}

// Better tells whether the fitted shares rank what they were not fitted on better than the default ones.
func (r Report) Better() bool { return r.Held.AUC > r.Default.AUC }

// sorted brings examples into an order of their own: sums must not depend on that of their source.
func sorted(examples []Example) []Example {
	examples = slices.Clone(examples)
	slices.SortStableFunc(examples, func(a, b Example) int {
		return cmp.Or(cmp.Compare(a.Need, b.Need), cmp.Compare(a.List, b.List), cmp.Compare(a.Rank, b.Rank))
	})
	return examples
}

func foldOf(need string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(need)) // a hash never fails
	return int(h.Sum32() % Folds)
}

func measure(examples []Example, scores []float64) Quality {
	lists := map[string][]int{}
	for i, e := range examples {
		lists[e.List] = append(lists[e.List], i)
	}
	sum, n := 0.0, 0.0
	for _, e := range examples { // in the order of the examples, each list once
		if x, ok := ndcg(examples, scores, lists[e.List]); ok {
			sum += x
			n++
		}
		delete(lists, e.List)
	}
	return Quality{auc(examples, scores), sum / max(1, n)}
}

// auc sums the weights of pairs in the right order by going through the examples by score.
func auc(examples []Example, scores []float64) float64 {
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[a], scores[b]) })
	var right, below, good float64
	for start := 0; start < len(order); {
		end := start
		tiedGood, tiedOther := 0.0, 0.0
		for end < len(order) && scores[order[end]] == scores[order[start]] {
			if e := examples[order[end]]; e.Good {
				tiedGood += e.weight()
			} else {
				tiedOther += e.weight()
			}
			end++
		}
		right += tiedGood * (below + tiedOther/2)
		below += tiedOther
		good += tiedGood
		start = end
	}
	if good == 0 || below == 0 {
		return 0.5
	}
	return right / (good * below)
}

func ndcg(examples []Example, scores []float64, list []int) (float64, bool) {
	var gains []float64
	for _, i := range list {
		if e := examples[i]; e.Good {
			gains = append(gains, e.weight())
		}
	}
	if len(gains) == 0 || len(gains) == len(list) {
		return 0, false
	}
	slices.SortFunc(gains, func(a, b float64) int { return cmp.Compare(b, a) })
	order := slices.Clone(list)
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	gain, ideal := 0.0, 0.0
	for place, i := range order[:min(10, len(order))] {
		discount := 1 / math.Log2(float64(place+2))
		if e := examples[i]; e.Good {
			gain += discount * e.weight()
		}
		if place < len(gains) {
			ideal += discount * gains[place]
		}
	}
	return gain / ideal, true
}
