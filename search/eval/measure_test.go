package eval_test

import (
	"math"
	"strconv"
	"testing"

	"splot/search/eval"
)

func right(ids ...string) map[string]bool {
	m := map[string]bool{}
	for _, id := range ids {
		m[id] = true
	}
	return m
}

func numbers(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = strconv.Itoa(i)
	}
	return list
}

// TestMeasure compares with figures calculated by hand from the definitions.
func TestMeasure(t *testing.T) {
	log3 := 1 / math.Log2(3)
	for _, c := range []struct {
		name    string
		ranking []string
		right   map[string]bool
		want    eval.Figures
	}{
		{"nothing found", nil, right("a"), eval.Figures{}},
		{"perfect", []string{"a", "b", "c"}, right("a", "b"), eval.Figures{NDCG: 1, Recall: 1, MAP: 1}},
		{"second place", []string{"x", "a"}, right("a"), eval.Figures{NDCG: log3, Recall: 1, MAP: 0.5}},
		{"half", []string{"x", "a"}, right("a", "b"), eval.Figures{NDCG: log3 / (1 + log3), Recall: 0.5, MAP: 0.25}},
		{"eleventh", numbers(11), right("10"), eval.Figures{NDCG: 0, Recall: 1, MAP: 1.0 / 11}},
		{"hundredth", numbers(101), right("99"), eval.Figures{Recall: 1, MAP: 0.01}},
		{"hundred and first", numbers(101), right("100"), eval.Figures{MAP: 1.0 / 101}},
		{"many right", numbers(10), right(numbers(20)...), eval.Figures{NDCG: 1, Recall: 0.5, MAP: 0.5}},
	} {
		got := eval.Measure(c.ranking, c.right)
		if math.Abs(got.NDCG-c.want.NDCG)+math.Abs(got.Recall-c.want.Recall)+math.Abs(got.MAP-c.want.MAP) > 1e-9 {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}

func outcome(ndcg ...float64) eval.Outcome {
	var o eval.Outcome
	for i, x := range ndcg {
		o.Topics = append(o.Topics, i)
		o.Each = append(o.Each, eval.Figures{NDCG: x, Recall: 0.5})
	}
	return o
}

// TestCompare knows the exact p where few topics allow to count all exchanges.
func TestCompare(t *testing.T) {
	zeros := outcome(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	for _, c := range []struct {
		name          string
		b             eval.Outcome
		difference, p float64
	}{
		{"the same", zeros, 0, 1},
		{"always better", outcome(.1, .1, .1, .1, .1, .1, .1, .1, .1, .1), 0.1, 2.0 / 1024},
		{"once better", outcome(1, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0.1, 1},
		{"as often worse", outcome(.2, -.2, .2, -.2, .2, -.2, .2, -.2, .2, -.2), 0, 1},
		{"worse by two to eight", outcome(-.1, -.1, -.1, -.1, -.1, -.1, -.1, -.1, .1, .1), -0.06, 2 * 56.0 / 1024},
	} {
		got := eval.Compare(zeros, c.b)
		if math.Abs(got.NDCG.Difference-c.difference) > 1e-9 || math.Abs(got.NDCG.P-c.p) > 0.01 {
			t.Errorf("%s: got %+v, want %v and %v", c.name, got.NDCG, c.difference, c.p)
		}
		if again := eval.Compare(zeros, c.b); again != got {
			t.Errorf("%s: %+v, and again %+v", c.name, got, again)
		}
		if got.Recall != (eval.Difference{P: 1}) {
			t.Errorf("%s: recall is the same: %+v", c.name, got.Recall)
		}
	}
}

func TestAgree(t *testing.T) {
	a := eval.Outcome{Top: [][]string{{"a", "b"}, {"a", "b"}, {}, {"a"}}}
	b := eval.Outcome{Top: [][]string{{"b", "a"}, {"a", "c"}, {}, {"a", "b"}}}
	if got, want := eval.Agree(a, b), (eval.Agreement{Same: 0.5, Overlap: 0.75}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
