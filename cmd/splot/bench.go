package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"time"
)

func benchCommand() command {
	return command{
		name: "bench", args: "match|notify [--entries 6000,100000] [--index] [--json]",
		summary: "Measure matching or notification on this machine",
		help: `Makes a temporary data folder with generated entries, always the same, and prints what it measured:

  match    the index alone: loading, memory of an entry over its texts, ranking and explaining, search as people
           type, beside plain BM25 in the same run; then the whole program: start with the existing folder, approval to
           stored match, list and search requests over HTTP, resident memory. Up to 20,000 entries, or with
           --documents, import with matching and recomputing one entry's matches as well
  notify   from the auditor's approval to the frame at the partner's socket

Several sizes are measured one after the other.

  splot bench match --entries 6000,100000`,
		setup: func(f *flag.FlagSet) func(context.Context, *terminal, *config, []string) error {
			entries := f.String("entries", "6000", "entries to generate, 100 to 200000; several sizes by comma")
			documents := f.Bool("documents", false, "match: match also more than 20000 entries as they are imported, which takes a minute for each 4000")
			index := f.Bool("index", false, "match: the index alone, whatever the number of entries")
			rounds := f.Int("rounds", 100, "notify: approvals to measure, 1 to 10000")
			profile := f.String("profile", "", "write a CPU profile for go tool pprof to this file")
			asJSON := f.Bool("json", false, "as JSON")
			return func(ctx context.Context, t *terminal, _ *config, args []string) error {
				if len(args) != 1 || args[0] != "match" && args[0] != "notify" {
					return usagef("bench: wanted `splot bench match` or `splot bench notify`")
				}
				sizes, ok := benchSizes(*entries)
				if !ok || *rounds < 1 || *rounds > 10_000 {
					return usagef("bench: --entries is 100 to 200000, --rounds is 1 to 10000")
				}
				measure := func(ctx context.Context, t *terminal, r *benchReport) error {
					return benchMatch(ctx, t, r, *documents, *index)
				}
				if args[0] == "notify" {
					measure = func(ctx context.Context, t *terminal, r *benchReport) error { return benchNotify(ctx, t, r, *rounds) }
				}
				return profiled(*profile, func() error {
					for _, size := range sizes {
						r := &benchReport{Bench: args[0], Entries: size, CPUs: runtime.NumCPU()}
						if err := errors.Join(measure(ctx, t, r), r.print(t.out, *asJSON)); err != nil {
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

// benchReport is what a bench measured.
type benchReport struct {
	Bench   string       `json:"bench"`
	Entries int          `json:"entries"`
	CPUs    int          `json:"cpus"`
	Figures []benchValue `json:"figures"`
}

// benchValue is one measured thing: a single value, or the percentiles of many.
type benchValue struct {
	Name   string  `json:"name"`
	Unit   string  `json:"unit"`
	Value  float64 `json:"value,omitempty"`
	Count  int     `json:"count,omitempty"`
	P50    float64 `json:"p50,omitempty"`
	P95    float64 `json:"p95,omitempty"`
	P99    float64 `json:"p99,omitempty"`
	Max    float64 `json:"max,omitempty"`
	Target float64 `json:"target,omitempty"` // what we want: at most this, of the value or the p95
}

func (r *benchReport) single(name, unit string, value, target float64) {
	r.Figures = append(r.Figures, benchValue{Name: name, Unit: unit, Value: value, Target: target})
}

func (r *benchReport) times(name string, took []time.Duration, target float64) {
	slices.Sort(took)
	at := func(q float64) float64 {
		if len(took) == 0 {
			return 0
		}
		return float64(took[min(int(q*float64(len(took))), len(took)-1)].Microseconds()) / 1000
	}
	r.Figures = append(r.Figures, benchValue{
		Name: name, Unit: "ms", Count: len(took), P50: at(.5), P95: at(.95), P99: at(.99), Max: at(1), Target: target,
	})
}

func (r *benchReport) print(w io.Writer, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(r)
	}
	fmt.Fprintf(w, "%s: %d entries, %d CPUs\n", r.Bench, r.Entries, r.CPUs)
	for _, f := range r.Figures {
		measured, text := f.Value, fmt.Sprintf("%.1f %s", f.Value, f.Unit)
		if f.Count > 0 {
			measured = f.P95
			text = fmt.Sprintf("p50 %.1f  p95 %.1f  p99 %.1f  max %.1f %s (n=%d)", f.P50, f.P95, f.P99, f.Max, f.Unit, f.Count)
		}
		verdict := ""
		if f.Target > 0 {
			verdict = fmt.Sprintf("   wanted ≤ %g: reached", f.Target)
			if measured > f.Target {
				verdict = fmt.Sprintf("   wanted ≤ %g: NOT reached", f.Target)
			}
		}
		fmt.Fprintf(w, "  %-34s %s%s\n", f.Name, text, verdict)
	}
	return nil
}

// resident is the process's memory in MB, after giving back what is free; 0 where the system does not
// tell.
func resident() float64 {
	runtime.GC()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024
		}
	}
	return 0
}
