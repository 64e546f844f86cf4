package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Report is what a bench measured.
type Report struct {
	Bench   string  `json:"bench"`
	Entries int     `json:"entries"`
	CPUs    int     `json:"cpus"`
	Figures []Value `json:"figures"`
	// Contests are requests of Splot beside a peer.
	Contests []Contest `json:"contests,omitempty"`
}

// Value is one measured thing: a single value, or the percentiles of many.
type Value struct {
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

func (r *Report) single(name, unit string, value, target float64) {
	r.Figures = append(r.Figures, Value{Name: name, Unit: unit, Value: value, Target: target})
}

func (r *Report) times(name string, took []time.Duration, target float64) {
	slices.Sort(took)
	at := func(q float64) float64 {
		if len(took) == 0 {
			return 0
		}
		return float64(took[min(int(q*float64(len(took))), len(took)-1)].Microseconds()) / 1000
	}
	r.Figures = append(r.Figures, Value{
		Name: name, Unit: "ms", Count: len(took), P50: at(.5), P95: at(.95), P99: at(.99), Max: at(1), Target: target,
	})
}

// Print writes the figures as lines, or as JSON.
func (r *Report) Print(w io.Writer, asJSON bool) error {
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
	for _, c := range r.Contests {
		fmt.Fprintf(w, "  %-34s %s\n", c.Name, c.Splot)
		if c.Peer != nil {
			fmt.Fprintf(w, "  %-34s %s   ratio %.2f\n", "  peer", *c.Peer, c.Ratio)
		}
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
