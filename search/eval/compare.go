package eval

import (
	"math"
	"math/rand/v2"
)

// permutations is how many random exchanges a comparison draws; the least p that it can tell is 1 in this.
const permutations = 20_000

// Difference is how much better the second of two systems is in a measure, and the probability of a difference at
// least as large, in either direction, if both were the same.
type Difference struct {
	Difference float64 `json:"difference"`
	P          float64 `json:"p"`
}

// Comparison holds the differences of two systems.
type Comparison struct {
	NDCG   Difference `json:"ndcgAt10"`
	Recall Difference `json:"recallAt100"`
}

// Compare tells how much better b is than a on the same topics: a paired randomisation test, which exchanges the
// two systems' figures of each topic at random. The seed is fixed, so that the same figures give the same p.
func Compare(a, b Outcome) Comparison {
	gain := func(of func(Figures) float64) []float64 {
		list := make([]float64, len(a.Each))
		for i := range list {
			list[i] = of(b.Each[i]) - of(a.Each[i])
		}
		return list
	}
	return Comparison{
		NDCG:   randomise(gain(func(f Figures) float64 { return f.NDCG })),
		Recall: randomise(gain(func(f Figures) float64 { return f.Recall })),
	}
}

// randomise tests paired differences. Sums that differ by rounding only count as equal.
func randomise(differences []float64) Difference {
	const rounding = 1e-9
	if len(differences) == 0 {
		return Difference{P: 1}
	}
	observed := 0.0
	for _, d := range differences {
		observed += d
	}
	random := rand.New(rand.NewPCG(20, 26)) //nolint:gosec // reproducible on purpose
	as := 0
	for range permutations - 1 {
		sum := 0.0
		bits := uint64(0)
		for i, d := range differences {
			if i%64 == 0 {
				bits = random.Uint64()
			}
			if bits&1 == 0 {
				d = -d
			}
			bits >>= 1
			sum += d
		}
		if math.Abs(sum) >= math.Abs(observed)-rounding {
			as++
		}
	}
	return Difference{observed / float64(len(differences)), float64(as+1) / permutations}
}
