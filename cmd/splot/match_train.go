package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"splot/app"
	"splot/app/learning"
	"splot/cmd/splot/program"
	"splot/search/learn"
	"splot/search/match"
)

func matchTrainCommand() command {
	return command{
		name: "match train", args: "[--dry-run] [--json]", settings: true,
		summary: "Learn weights from what people did with matches, and propose them",
		help: fmt.Sprintf(`Fits the weights of the score's components to the interests, declines and agreements of the last two years, and to
what was shown and left for two weeks: a logistic regression whose prior are the shipped weights, with places in
lists corrected for. Declines for capacity, route_unclear, description_unclear and other say nothing about
relevance and are left out, and so is what another formula scored.

It prints how well learned and shipped weights rank what they were not fitted on (five folds by need), and stores
the learned ones as a new version, unless they rank no better. An administrator switches it on or back in the
client; nothing else ever does. At least %d good and %d other examples of %d needs are wanted; with fewer it
proposes nothing.

  splot match train --dry-run --data /var/lib/splot`, learn.MinGood, learn.MinOther, learn.MinNeeds),
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *program.Config, []string) error {
			dry := f.Bool("dry-run", false, "store nothing")
			asJSON := f.Bool("json", false, "as JSON")
			return func(ctx context.Context, t *terminal, c *program.Config, args []string) error {
				if len(args) > 0 {
					return usagef("match train: it takes flags only, not %q", args[0])
				}
				p, err := program.Open(ctx, c, program.NewLogger(t.err, c.LogLevel), app.Now)
				if err != nil {
					return err
				}
				defer p.CloseLogged(ctx)
				r, err := train(ctx, p.Learning, *dry)
				if err != nil {
					return err
				}
				return r.print(t.out, *asJSON)
			}
		},
	}
}

// trainReport is what match train prints.
type trainReport struct {
	Examples int                `json:"examples"`
	Good     int                `json:"good"`
	Other    int                `json:"other"`
	Needs    int                `json:"needs"`
	LeftOut  map[string]int     `json:"leftOut"`
	Learned  *quality           `json:"learned,omitempty"`
	Shipped  *quality           `json:"shipped,omitempty"`
	Weights  map[string]float64 `json:"weights,omitempty"`
	// Version is the proposed one; empty if there is none, and then Verdict says why.
	Version string `json:"version,omitempty"`
	Verdict string `json:"verdict"`
}

type quality struct {
	AUC  float64 `json:"auc"`
	NDCG float64 `json:"ndcgAt10"`
}

// train fits, measures and, unless it is dry, proposes what is better.
func train(ctx context.Context, l *learning.Service, dry bool) (*trainReport, error) {
	seen, leftOut, err := l.Examples(ctx)
	if err != nil {
		return nil, err
	}
	examples := make([]learn.Example, len(seen))
	for i, e := range seen {
		examples[i] = learn.Example{
			Need: string(e.Need), List: string(e.List), Values: e.Values, Good: e.Good, Found: e.Found, Rank: e.Rank, Weight: e.Weight,
		}
	}
	fitted, err := learn.Learn(examples, match.Default.Shares())
	r := &trainReport{Examples: fitted.Examples, Good: fitted.Good, Other: fitted.Other, Needs: fitted.Needs, LeftOut: leftOut}
	if errors.Is(err, learn.ErrTooLittle) {
		r.Verdict = "nothing is proposed: " + err.Error()
		return r, nil
	}
	if err != nil {
		return nil, err
	}
	r.Learned, r.Shipped, r.Weights = &quality{fitted.Held.AUC, fitted.Held.NDCG}, &quality{fitted.Default.AUC, fitted.Default.NDCG}, fitted.Shares
	switch {
	case !fitted.Better():
		r.Verdict = "nothing is proposed: the learned weights rank no better than the shipped ones"
		return r, nil
	case dry:
		r.Verdict = "nothing is stored: this was a dry run"
		return r, nil
	}
	v, err := l.ProposeWeights(ctx, fitted.Shares, learning.Report{
		Examples: r.Examples, Positives: r.Good, Negatives: r.Other, Needs: r.Needs, LeftOut: leftOut, Folds: learn.Folds,
		AUC: r.Learned.AUC, DefaultAUC: r.Shipped.AUC, NDCG: r.Learned.NDCG, DefaultNDCG: r.Shipped.NDCG,
	})
	if err != nil {
		return nil, err
	}
	r.Version, r.Verdict = v.Version, "proposed; an administrator can switch it on"
	return r, nil
}

func (r *trainReport) print(w io.Writer, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(r)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "%d examples of %d needs: %d good, %d other\n", r.Examples, r.Needs, r.Good, r.Other)
	for _, reason := range slices.Sorted(maps.Keys(r.LeftOut)) {
		fmt.Fprintf(table, "left out, %s:\t%d\n", reason, r.LeftOut[reason])
	}
	if r.Learned != nil {
		fmt.Fprintf(table, "\nheld out\tAUC\tnDCG@10\nlearned\t%.3f\t%.3f\nshipped\t%.3f\t%.3f\n\ncomponent\tlearned\tshipped\n",
			r.Learned.AUC, r.Learned.NDCG, r.Shipped.AUC, r.Shipped.NDCG)
		shipped := match.Default.Shares()
		for _, name := range match.Names {
			fmt.Fprintf(table, "%s\t%.1f\t%.1f\n", name, r.Weights[name], shipped[name])
		}
	}
	if r.Version != "" {
		fmt.Fprintf(table, "\nversion %s:", r.Version)
	}
	fmt.Fprintln(table, "\n"+r.Verdict)
	return table.Flush()
}
