package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"

	"splot/cmd/splot/bench"
	"splot/cmd/splot/program"
)

func benchCommand() command {
	return command{
		name: "bench", args: "match|notify|api [--entries 6000,100000] [--index] [--json]",
		summary: "Measure matching, notification or the API on this machine",
		help: `Makes a temporary data folder with generated entries, always the same, and prints what it measured:

  match    the index alone: loading, memory of an entry over its texts, ranking and explaining, search as people
           type, beside plain BM25 in the same run; then the whole program: start with the existing folder, approval to
           stored match, list and search requests over HTTP, resident memory. Up to 20,000 entries, or with
           --documents, import with matching and recomputing one entry's matches as well
  notify   from the auditor's approval to the frame at the partner's socket
  api      reading and writing over HTTP with eight clients, in turn with another server that has equal records and
           rights, if --peer names its program (make bench-api builds PocketBase for that)

Several sizes are measured one after the other.

  splot bench match --entries 6000,100000`,
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *program.Config, []string) error {
			entries := f.String("entries", "6000", "entries to generate, 100 to 200000; several sizes by comma")
			documents := f.Bool("documents", false, "match: match also more than 20000 entries as they are imported, which takes a minute for each 4000")
			index := f.Bool("index", false, "match: the index alone, whatever the number of entries")
			rounds := f.Int("rounds", 100, "notify: approvals to measure, 1 to 10000")
			peer := f.String("peer", "", "api: program that serves the same records, to be measured beside Splot")
			profile := f.String("profile", "", "write a CPU profile for go tool pprof to this file")
			asJSON := f.Bool("json", false, "as JSON")
			return func(ctx context.Context, t *terminal, _ *program.Config, args []string) error {
				if len(args) != 1 || !slices.Contains([]string{"match", "notify", "api"}, args[0]) {
					return usagef("bench: wanted `splot bench match`, `splot bench notify` or `splot bench api`")
				}
				sizes, ok := benchSizes(*entries)
				if !ok || *rounds < 1 || *rounds > 10_000 {
					return usagef("bench: --entries is 100 to 200000, --rounds is 1 to 10000")
				}
				measure := func(ctx context.Context, t *terminal, r *bench.Report) error {
					return bench.Match(ctx, t.err, r, *documents, *index)
				}
				switch args[0] {
				case "notify":
					measure = func(ctx context.Context, t *terminal, r *bench.Report) error {
						return bench.Notify(ctx, t.err, r, *rounds)
					}
				case "api":
					measure = func(ctx context.Context, t *terminal, r *bench.Report) error { return bench.API(ctx, t.err, r, *peer) }
				}
				return profiled(*profile, func() error {
					for _, size := range sizes {
						r := &bench.Report{Bench: args[0], Entries: size, CPUs: runtime.NumCPU()}
						if err := errors.Join(measure(ctx, t, r), r.Print(t.out, *asJSON)); err != nil {
							return err
						}
					}
					return nil
				})
			}
		},
	}
}

// benchSizes reads numbers of entries; false if one is out of bounds or there are too many.
func benchSizes(list string) ([]int, bool) {
	var sizes []int
	for s := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || n < 100 || n > 200_000 || len(sizes) == 10 {
			return nil, false
		}
		sizes = append(sizes, n)
	}
	return sizes, true
}

// profiled does f and writes its CPU profile, if a file is named.
func profiled(file string, f func() error) error {
	if file == "" {
		return f()
	}
	to, err := os.Create(file) //nolint:gosec // the person who measures names it
	if err != nil {
		return fmt.Errorf("write profile: %w", err)
	}
	if err := pprof.StartCPUProfile(to); err != nil {
		return errors.Join(fmt.Errorf("write profile: %w", err), to.Close())
	}
	err = f()
	pprof.StopCPUProfile()
	return errors.Join(err, to.Close())
}
