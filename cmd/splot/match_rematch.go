package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"time"

	"splot/app"
	"splot/app/matching"
	"splot/cmd/splot/program"
)

// lookEvery is how often the command looks how far the run has come.
const lookEvery = 500 * time.Millisecond

func matchRematchCommand() command {
	return command{
		name: "match rematch", args: "[--json]", settings: true,
		summary: "Match every entry anew and wait for it",
		help: `Splot does this by itself in the background when a new program computes scores otherwise or other weights are
switched on; an administrator can ask for it while Splot runs. A run that was interrupted goes on where it was. With the
embedded documents the command needs Splot to be stopped, with MongoDB it shares the work of the nodes that run.

  splot match rematch --data /var/lib/splot`,
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *program.Config, []string) error {
			asJSON := f.Bool("json", false, "as JSON")
			return func(ctx context.Context, t *terminal, c *program.Config, _ []string) error {
				r, err := rematch(ctx, t, c)
				if err != nil {
					return err
				}
				took := r.FinishedAt.Sub(r.StartedAt).Round(time.Millisecond)
				if *asJSON {
					return json.NewEncoder(t.out).Encode(map[string]any{
						"entries": r.Done, "changed": r.Changed, "seconds": took.Seconds(), "model": r.Model,
					})
				}
				_, err = fmt.Fprintf(t.out, "%d entries matched anew in %s; %d matches changed.\n", r.Done, took, r.Changed)
				return err
			}
		},
	}
}

func rematch(ctx context.Context, t *terminal, c *program.Config) (matching.Recompute, error) {
	var r matching.Recompute
	p, err := program.Open(ctx, c, program.NewLogger(t.err, c.LogLevel), app.Now)
	if err != nil {
		return r, err
	}
	defer p.CloseLogged(ctx)
	if err := p.FillIndex(ctx); err != nil {
		return r, err
	}
	system := app.Actor{System: true}
	err = p.Work(ctx, func(ctx context.Context) error {
		if err := p.Matching.ResumeRecompute(ctx); err != nil {
			return err
		}
		if r, err = p.Matching.StartRecompute(ctx, system); err != nil {
			return err
		}
		for r.State != matching.RecomputeFinished {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(lookEvery):
			}
			if r, err = p.Matching.RecomputeState(ctx, system); err != nil {
				return err
			}
			fmt.Fprintf(t.err, "\r%d of %d entries", r.Done, r.Total)
		}
		fmt.Fprintln(t.err)
		return nil
	})
	return r, err
}
