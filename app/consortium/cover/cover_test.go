package cover_test

import (
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"splot/app/consortium/cover"
)

// instance draws a question with at most so many parties and capabilities.
func instance(t *rapid.T, parties, capabilities int) cover.Instance {
	k := rapid.IntRange(1, capabilities).Draw(t, "capabilities")
	n := rapid.IntRange(1, parties).Draw(t, "parties")
	in := cover.Instance{Size: rapid.IntRange(1, 6).Draw(t, "size")}
	for range k {
		in.Weights = append(in.Weights, rapid.IntRange(1, 3).Draw(t, "weight"))
		in.Required = append(in.Required, rapid.Bool().Draw(t, "required"))
	}
	for range n {
		p := cover.Party{
			Origin: cover.Origin(rapid.IntRange(0, 2).Draw(t, "origin")), Cost: rapid.IntRange(0, 5).Draw(t, "cost"),
			Forced: rapid.IntRange(0, 7).Draw(t, "forced") == 0,
		}
		for range k {
			p.Scores = append(p.Scores, float64(rapid.SampledFrom([]int{0, 0, 0, 31, 40, 55, 70, 90}).Draw(t, "score")))
		}
		in.Parties = append(in.Parties, p)
	}
	apart := map[[2]int]bool{}
	for range rapid.IntRange(0, n).Draw(t, "conflicts") {
		a, b := rapid.IntRange(0, n-1).Draw(t, "a"), rapid.IntRange(0, n-1).Draw(t, "b")
		if a != b {
			apart[[2]int{a, b}], apart[[2]int{b, a}] = true, true
		}
	}
	in.Conflict = func(a, b int) bool { return apart[[2]int{a, b}] }
	return in
}

// brute tries every team that the rules allow.
func brute(in cover.Instance) cover.Value {
	forced := 0
	for i, p := range in.Parties {
		if p.Forced {
			forced |= 1 << i
		}
	}
	size := max(in.Size, bits.OnesCount(uint(forced)))
	var best cover.Value
	found := false
	for set := range 1 << len(in.Parties) {
		if set&forced != forced || bits.OnesCount(uint(set)) > size {
			continue
		}
		var members []int
		for i := range in.Parties {
			if set&(1<<i) != 0 {
				members = append(members, i)
			}
		}
		if !peaceful(in, members) {
			continue
		}
		if v := cover.Evaluate(in, members); !found || v.Better(best) {
			best, found = v, true
		}
	}
	return best
}

// peaceful tells that nobody sits beside someone excluded, forced pairs aside.
func peaceful(in cover.Instance, members []int) bool {
	for i, a := range members {
		for _, b := range members[:i] {
			if in.Conflict(a, b) && (!in.Parties[a].Forced || !in.Parties[b].Forced) {
				return false
			}
		}
	}
	return true
}

func TestSolveEqualsBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := instance(t, 9, 6)
		got, want := cover.Solve(in), brute(in)
		if got.Value != want {
			t.Errorf("team %v is worth %+v; the best is %+v", got.Members, got.Value, want)
		}
		if !got.Exact {
			t.Error("a small instance was not searched to its end")
		}
	})
}

func TestSolveIsNeverWorseThanGreedyAndKeepsTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := instance(t, 90, 16)
		got, greedy := cover.Solve(in), cover.Greedy(in)
		if greedy.Value.Better(got.Value) {
			t.Errorf("%+v is worse than greedy %+v", got.Value, greedy.Value)
		}
		if again := cover.Solve(in); !slices.Equal(again.Members, got.Members) || again.Exact != got.Exact {
			t.Errorf("the same question has two answers: %v and %v", got.Members, again.Members)
		}
		if v := cover.Evaluate(in, got.Members); v != got.Value {
			t.Errorf("the team is worth %+v, it says %+v", v, got.Value)
		}
		forced := 0
		for i, p := range in.Parties {
			if p.Forced {
				forced++
				if !slices.Contains(got.Members, i) {
					t.Errorf("the forced party %d is not in %v", i, got.Members)
				}
			}
		}
		if len(got.Members) > max(in.Size, forced) {
			t.Errorf("%d members, at most %d", len(got.Members), in.Size)
		}
		if !peaceful(in, got.Members) {
			t.Errorf("excluded parties sit together in %v", got.Members)
		}
	})
}

// A team is small where one party does nearly as well as two, and has both origins though that costs a member.
func TestSmallStrongTeam(t *testing.T) {
	in := cover.Instance{
		Weights: []int{2, 2, 1}, Required: []bool{true, true, false}, Size: 8,
		Parties: []cover.Party{
			{Scores: []float64{0, 0, 0}, Origin: cover.Enterprise, Forced: true},
			{Scores: []float64{80, 0, 0}, Origin: cover.Science},
			{Scores: []float64{0, 80, 0}, Origin: cover.Science},
			{Scores: []float64{75, 75, 0}, Origin: cover.Science},
			{Scores: []float64{0, 0, 20}, Origin: cover.Enterprise},
		},
	}
	if got := cover.Solve(in); !slices.Equal(got.Members, []int{0, 3}) {
		t.Errorf("team %v, want the one that does both: 20 points are not worth a member", got.Members)
	}
	in.Parties[3].Origin = cover.Other
	if got := cover.Solve(in); !slices.Equal(got.Members, []int{0, 1, 2}) {
		t.Errorf("team %v, want a science unit in it, and nobody superfluous", got.Members)
	}
}

// The greatest instance of the exact search ends within the bound of its nodes.
func BenchmarkSolve(b *testing.B) {
	in := rapid.Custom(func(t *rapid.T) cover.Instance {
		in := cover.Instance{Size: 8, Conflict: func(int, int) bool { return false }}
		for range cover.MaxExactCapabilities {
			in.Weights, in.Required = append(in.Weights, rapid.IntRange(1, 3).Draw(t, "w")), append(in.Required, rapid.Bool().Draw(t, "r"))
		}
		for range cover.MaxExactParties {
			p := cover.Party{Origin: cover.Origin(rapid.IntRange(0, 2).Draw(t, "o"))}
			for range cover.MaxExactCapabilities {
				p.Scores = append(p.Scores, float64(max(0, rapid.IntRange(-200, 95).Draw(t, "s"))))
			}
			in.Parties = append(in.Parties, p)
		}
		return in
	}).Example(7)
	exact := 0
	for b.Loop() {
		if cover.Solve(in).Exact {
			exact++
		}
	}
	b.ReportMetric(float64(exact)/float64(b.N), "exact")
}
