package eval

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// System ranks the documents of a collection for one of its topics: ids, best first, at least the first 100.
type System interface {
	Rank(ctx context.Context, topic int) ([]string, error)
}

// Outcome is what one system reached, topic by topic.
type Outcome struct {
	Topics []int // numbers of the topics, ascending
	Each   []Figures
	Top    [][]string // the first 10 of each
	Took   []time.Duration
}

// Run measures a system on topics of a collection.
func Run(ctx context.Context, c *Collection, s System, topics []int) (Outcome, error) {
	o := Outcome{Topics: topics}
	for _, topic := range topics {
		start := time.Now()
		ranking, err := s.Rank(ctx, topic)
		took := time.Since(start)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return o, fmt.Errorf("rank topic %s: %w", c.Topics[topic].ID, err)
		}
		o.Each = append(o.Each, Measure(ranking, c.Judged[c.Topics[topic].ID]))
		o.Top = append(o.Top, slices.Clone(ranking[:min(gainDepth, len(ranking))]))
		o.Took = append(o.Took, took)
	}
	return o, nil
}

// Mean is the mean over the topics.
func (o Outcome) Mean() Figures { return mean(o.Each) }

// Milliseconds is the time that a share of the topics took at most: 0.5 is the median.
func (o Outcome) Milliseconds(share float64) float64 {
	if len(o.Took) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(o.Took))
	return float64(sorted[min(len(sorted)-1, int(share*float64(len(sorted))))].Microseconds()) / 1000
}

// Agreement compares the first ten of two systems on the same topics.
type Agreement struct {
	Same    float64 // share of topics with the same first ten, in whatever order
	Overlap float64 // mean share of the first ten that both have
}

// Agree compares two outcomes on the same topics.
func Agree(a, b Outcome) Agreement {
	var sum Agreement
	for i := range a.Top {
		both := 0
		for _, id := range a.Top[i] {
			if slices.Contains(b.Top[i], id) {
				both++
			}
		}
		longer := max(len(a.Top[i]), len(b.Top[i]))
		if both == longer {
			sum.Same++
		}
		if longer == 0 {
			sum.Overlap++
			continue
		}
		sum.Overlap += float64(both) / float64(longer)
	}
	n := float64(max(1, len(a.Top)))
	return Agreement{sum.Same / n, sum.Overlap / n}
}
