package learn

import (
	"math"
	"slices"
)

const (
	// spread is the standard deviation of the prior: a share is believed to lie within ten of a hundred of its
	// default.
	spread = 0.1
	// floor is the part of its default that a share keeps at least, so that no component falls silent because of
	// what people happened to be shown.
	floor = 0.1

	passes    = 400
	precision = 1e-5 // of a coefficient, relative to the slope
)

// Fit estimates shares, which sum to 100, from examples around the default ones.
func Fit(examples []Example, base Shares) Shares {
	base = base.scaled(1)
	names := base.names()
	r := regression{columns: make([][]float64, len(names)), prior: make([]float64, len(names))}
	r.fill(examples, base, names)
	slope := r.calibrate(examples, base)
	for j, name := range names {
		r.prior[j] = slope * base[name]
	}
	coefficients := r.solve(slope)
	out := make(Shares, len(names))
	for j, name := range names {
		out[name] = coefficients[j]
	}
	return out.scaled(100)
}

// regression is the data of a logistic regression by columns.
type regression struct {
	columns   [][]float64
	good      []float64 // 1 or 0
	weights   []float64
	prior     []float64
	intercept float64
}

// fill gives an unknown component the mean of the known ones: so the score spreads its weight.
func (r *regression) fill(examples []Example, base Shares, names []string) {
	score := base.scorer()
	for _, e := range examples {
		mean := score(e.Values)
		for j, name := range names {
			v, known := e.Values[name]
			if !known {
				v = mean
			}
			r.columns[j] = append(r.columns[j], v)
		}
		good := 0.0
		if e.Good {
			good = 1
		}
		r.good = append(r.good, good)
		r.weights = append(r.weights, e.weight())
	}
	r.normalise()
}

// normalise makes the weights sum to the number of examples, so that the prior keeps its worth.
func (r *regression) normalise() {
	sum := 0.0
	for _, w := range r.weights {
		sum += w
	}
	for i := range r.weights {
		r.weights[i] *= float64(len(r.weights)) / sum
	}
}

// The slope of the default score's log odds is kept in bounds within which a score means something.
const minSlope, maxSlope = 2, 40

// calibrate fits the log odds to the default score alone and returns their slope; it sets the intercept.
func (r *regression) calibrate(examples []Example, base Shares) float64 {
	scores, score := make([]float64, len(examples)), base.scorer()
	for i, e := range examples {
		scores[i] = score(e.Values)
	}
	slope := float64(minSlope)
	for range 50 {
		var g0, g1, h00, h01, h11 float64
		for i, x := range scores {
			p := logistic(r.intercept + slope*x)
			d, h := r.weights[i]*(p-r.good[i]), r.weights[i]*p*(1-p)
			g0, g1 = g0+d, g1+d*x
			h00, h01, h11 = h00+h, h01+h*x, h11+h*x*x
		}
		h00, h11 = h00+1e-6, h11+1e-3 // where all scores are alike the slope stays
		det := h00*h11 - h01*h01
		s0, s1 := (h11*g0-h01*g1)/det, (h00*g1-h01*g0)/det
		r.intercept -= clip(s0, 3)
		slope = min(maxSlope, max(minSlope, slope-clip(s1, 3)))
	}
	return slope
}

// solve finds the most probable coefficients by descending one after the other, each step bounded by the greatest
// curvature that the logistic loss can have, so that none goes too far.
func (r *regression) solve(slope float64) []float64 {
	penalty := 1 / (spread * slope * spread * slope)
	d := descent{regression: r, odds: make([]float64, len(r.good))}
	beta := slices.Clone(r.prior)
	for i := range d.odds {
		d.odds[i] = r.intercept
		for j, column := range r.columns {
			d.odds[i] += beta[j] * column[i]
		}
	}
	ones := slices.Repeat([]float64{1}, len(r.good))
	for range passes {
		moved := math.Abs(d.move(ones, 0, 0, math.Inf(-1)))
		for j, column := range r.columns {
			step := d.move(column, penalty*(beta[j]-r.prior[j]), penalty, floor*r.prior[j]-beta[j])
			beta[j] += step
			moved = max(moved, math.Abs(step))
		}
		if moved < precision*slope {
			break
		}
	}
	return beta
}

// descent is a regression with the log odds of every example at the present coefficients.
type descent struct {
	*regression
	odds []float64
}

// move changes one coefficient, by at least least, and returns by how much.
func (d *descent) move(column []float64, pull, penalty, least float64) float64 {
	gradient, curvature := pull, penalty
	for i, x := range column {
		gradient += d.weights[i] * (logistic(d.odds[i]) - d.good[i]) * x
		curvature += d.weights[i] / 4 * x * x
	}
	if curvature == 0 {
		return 0
	}
	step := max(least, -gradient/curvature)
	for i, x := range column {
		d.odds[i] += step * x
	}
	return step
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func clip(x, most float64) float64 { return min(most, max(-most, x)) }
