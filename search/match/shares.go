package match

import (
	"fmt"
	"math"
	"slices"
)

// Shares are the weights of the components by name; they sum to 100.
func (w *Weights) Shares() map[string]float64 {
	whole := 0.0
	for _, share := range w.Share {
		whole += share
	}
	shares := make(map[string]float64, len(Names))
	for i, name := range Names {
		shares[name] = 100 * w.Share[i] / whole
	}
	return shares
}

// Reshared are the weights with other shares of the components, under a version of their own. It refuses shares
// that do not name exactly the components of this formula, that are negative or not finite, and a topic without
// weight: it is the one component that is always known.
func (w Weights) Reshared(version string, shares map[string]float64) (*Weights, error) {
	for name := range shares {
		if !slices.Contains(Names, name) {
			return nil, fmt.Errorf("weights %s: the formula has no component %q", version, name)
		}
	}
	w.Version = version
	for i, name := range Names {
		share, ok := shares[name]
		switch {
		case !ok:
			return nil, fmt.Errorf("weights %s: component %q has no share", version, name)
		case math.IsNaN(share) || math.IsInf(share, 0) || share < 0 || share > maxShare:
			return nil, fmt.Errorf("weights %s: the share of %q is not in 0..%d", version, name, maxShare)
		}
		w.Share[i] = share
	}
	if shares[Topic] == 0 {
		return nil, fmt.Errorf("weights %s: the topic has no share", version)
	}
	return &w, nil
}

// maxShare bounds a share; only their proportions count.
const maxShare = 1000
