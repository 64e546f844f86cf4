package learn

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
)

// Example is a pair that was shown to one side, and what became of it.
type Example struct {
	Need   string             // examples of one need are never both fitted on and held out
	List   string             // whose list it stood in: what is ranked against each other
	Values map[string]float64 // of the known components, in [0, 1]
	Good   bool               // interest or more, against declined or left
	Found  bool               // somebody acted on it; false is merely left
	Rank   int                // place in the list, from 1; 0 is unknown and counts as 1
	Weight float64            // worth beside its place; 1 is usual
}

// The least data that is learned from. With fewer the prior would decide alone, and the measures would be noise:
// the standard error of an AUC of fifty against fifty is about 0.05.
const (
	MinGood  = 50
	MinOther = 50
	MinNeeds = 30
)

// ErrTooLittle says that there is less data than the minimum.
var ErrTooLittle = errors.New("too little data to learn from")

// Counts of a set of examples.
type Counts struct{ Examples, Good, Other, Needs int }

// Count counts examples.
func Count(examples []Example) Counts {
	c := Counts{Examples: len(examples)}
	needs := map[string]bool{}
	for _, e := range examples {
		needs[e.Need] = true
		if e.Good {
			c.Good++
		} else {
			c.Other++
		}
	}
	c.Needs = len(needs)
	return c
}

// Check tells whether there is enough data.
func (c Counts) Check() error {
	if c.Good < MinGood || c.Other < MinOther || c.Needs < MinNeeds {
		return fmt.Errorf("%w: %d good and %d other examples of %d needs, wanted %d, %d and %d",
			ErrTooLittle, c.Good, c.Other, c.Needs, MinGood, MinOther, MinNeeds)
	}
	return nil
}

// How places in a list are corrected for. People look at the place r with a probability of about r^-eta; what was
// acted on there counts its inverse, at most maxBoost, so that a single find far down does not decide.
const (
	eta      = 0.7
	maxBoost = 5
)

// weight is what an example counts. What was merely left keeps its weight at any place: that is the estimate that
// is not biased by the place (the inverse propensity applies to what was acted on).
func (e Example) weight() float64 {
	if !e.Found {
		return e.Weight
	}
	return e.Weight * min(maxBoost, math.Pow(float64(max(1, e.Rank)), eta))
}

// Shares are weights of components by name. Only their proportions count.
type Shares map[string]float64

// Score is the weighted mean of the known values, in [0, 1].
func (s Shares) Score(values map[string]float64) float64 { return s.scorer()(values) }

// scorer is Score for many: it sums in one order, so that equal values give equal scores to the last bit.
func (s Shares) scorer() func(values map[string]float64) float64 {
	names := s.names()
	shares := make([]float64, len(names))
	for i, name := range names {
		shares[i] = s[name]
	}
	return func(values map[string]float64) float64 {
		sum, whole := 0.0, 0.0
		for i, name := range names {
			if v, known := values[name]; known {
				sum += shares[i] * v
				whole += shares[i]
			}
		}
		if whole == 0 {
			return 0
		}
		return sum / whole
	}
}

func (s Shares) names() []string { return slices.Sorted(maps.Keys(s)) }

// scaled are the same proportions with another sum.
func (s Shares) scaled(to float64) Shares {
	sum := 0.0
	for _, name := range s.names() {
		sum += s[name]
	}
	out := make(Shares, len(s))
	for name, share := range s {
		out[name] = share / sum * to
	}
	return out
}
