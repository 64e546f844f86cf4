package learn_test

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"splot/search/learn"
)

var seed = flag.Uint64("seed", 0, "of random tests; 0 takes the clock")

var base = learn.Shares{"topic": 54, "phrases": 6, "field": 12, "cooperation": 8, "readiness": 12, "region": 5, "freshness": 3}

// random makes a generator and prints its seed.
func random(t *testing.T) *rand.Rand {
	s := *seed
	if s == 0 {
		s = uint64(time.Now().UnixNano())
	}
	t.Logf("-seed %d repeats this", s)
	return rand.New(rand.NewPCG(s, 1))
}

// simulate shows lists in the order of the default score to people who look at places with a falling probability
// and act by preferences of their own.
func simulate(r *rand.Rand, needs, length int, preferences learn.Shares) []learn.Example {
	var list []learn.Example
	for n := range needs {
		rows := make([]learn.Example, length)
		for i := range rows {
			values := map[string]float64{}
			for name := range base {
				if name == "topic" || r.Float64() < 0.8 { // what an entry states
					values[name] = r.Float64()
				}
			}
			rows[i] = learn.Example{Need: fmt.Sprint(n), List: fmt.Sprint(n), Values: values, Weight: 1}
		}
		slices.SortFunc(rows, func(a, b learn.Example) int {
			if base.Score(a.Values) > base.Score(b.Values) {
				return -1
			}
			return 1
		})
		for i := range rows {
			rows[i].Rank = i + 1
			looked := r.Float64() < math.Pow(float64(i+1), -0.7)
			likes := r.Float64() < 1/(1+math.Exp(-14*(preferences.Score(rows[i].Values)-0.6)))
			rows[i].Good = looked && likes
			rows[i].Found = rows[i].Good || looked && r.Float64() < 0.3
		}
		list = append(list, rows...)
	}
	return list
}

// TestLearnRecoversPreferences simulates people who care for readiness and cooperation more than the default
// does, and not for region.
func TestLearnRecoversPreferences(t *testing.T) {
	if testing.Short() {
		t.Skip("fits thousands of examples six times; run without -short")
	}
	r := random(t)
	preferences := learn.Shares{"topic": 30, "phrases": 5, "field": 5, "cooperation": 25, "readiness": 33, "region": 1, "freshness": 1}
	got, err := learn.Learn(simulate(r, 300, 20, preferences), base)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", got)
	for name, direction := range map[string]float64{"topic": -1, "cooperation": 1, "readiness": 1, "region": -1} {
		if change := got.Shares[name] - base[name]; change*direction <= 0 {
			t.Errorf("%s went from %.1f to %.1f", name, base[name], got.Shares[name])
		}
	}
	order := []string{"readiness", "cooperation", "field", "region"}
	for i := range order[1:] {
		if got.Shares[order[i]] <= got.Shares[order[i+1]] {
			t.Errorf("%s %.1f should exceed %s %.1f", order[i], got.Shares[order[i]], order[i+1], got.Shares[order[i+1]])
		}
	}
	if !got.Better() || got.Held.AUC < got.Default.AUC+0.02 || got.Held.NDCG <= got.Default.NDCG {
		t.Errorf("held out %+v, default %+v", got.Held, got.Default)
	}
	sum := 0.0
	for _, share := range got.Shares {
		sum += share
		if share < 0 {
			t.Errorf("a negative share: %v", got.Shares)
		}
	}
	if math.Abs(sum-100) > 1e-6 {
		t.Errorf("the shares sum to %v", sum)
	}
}

// TestLearnStaysWithTheDefault: people who act by the default shares give no reason to leave them.
func TestLearnStaysWithTheDefault(t *testing.T) {
	if testing.Short() {
		t.Skip("fits thousands of examples six times; run without -short")
	}
	got, err := learn.Learn(simulate(random(t), 300, 20, base), base)
	if err != nil {
		t.Fatal(err)
	}
	for name := range base {
		if math.Abs(got.Shares[name]-base[name]) > 8 {
			t.Errorf("%s went from %.1f to %.1f", name, base[name], got.Shares[name])
		}
	}
	if math.Abs(got.Held.AUC-got.Default.AUC) > 0.02 {
		t.Errorf("held out %+v, default %+v", got.Held, got.Default)
	}
}

// TestFitWithoutEvidenceIsThePrior: examples that say nothing leave the default.
func TestFitWithoutEvidenceIsThePrior(t *testing.T) {
	var list []learn.Example
	for i := range 100 {
		list = append(list, learn.Example{Need: fmt.Sprint(i / 2), Values: map[string]float64{"topic": 0.5, "field": 0.5}, Good: i%2 == 0, Weight: 1})
	}
	for name, share := range learn.Fit(list, base) {
		if math.Abs(share-base[name]) > 1 {
			t.Errorf("%s went from %.1f to %.1f", name, base[name], share)
		}
	}
}

func TestLearnWantsEnough(t *testing.T) {
	all := simulate(random(t), 29, 20, base)
	if _, err := learn.Learn(all, base); !errors.Is(err, learn.ErrTooLittle) {
		t.Errorf("29 needs: %v", err)
	}
	for i := range all {
		all[i].Need, all[i].Good = fmt.Sprint(i), i < learn.MinGood-1
	}
	if _, err := learn.Learn(all, base); !errors.Is(err, learn.ErrTooLittle) {
		t.Errorf("49 good: %v", err)
	}
}

// TestLearnForgetsOrder: the source's order changes nothing.
func TestLearnForgetsOrder(t *testing.T) {
	r := random(t)
	list := simulate(r, 60, 20, base)
	a, err := learn.Learn(list, base)
	if err != nil {
		t.Fatal(err)
	}
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	b, err := learn.Learn(list, base)
	if err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(a.Shares, b.Shares) || a.Held != b.Held || a.Default != b.Default {
		t.Errorf("%+v, and in another order %+v", a, b)
	}
}
