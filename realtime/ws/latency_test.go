package ws_test

import (
	"slices"
	"testing"
	"time"
)

// BenchmarkPublishToSocket measures from Publish to the frame at a socket, alone and beside a peer that
// does not read: the 99th percentile must not suffer from it.
func BenchmarkPublishToSocket(b *testing.B) {
	for _, c := range []struct {
		name    string
		stalled bool
	}{{"alone", false}, {"beside a stalled peer", true}} {
		b.Run(c.name, func(b *testing.B) {
			s := open(b, nil)
			if c.stalled {
				connect(b, s.addr, "stalled").say(`{"type":"sub","channel":"flood"}`)
				eventually(b, patience, "the peer follows", func() bool { return s.Stats().Delivered == 1 })
				stall(b, s, "flood")
			}
			p := connect(b, s.addr, "p1")
			p.say(`{"type":"sub","channel":"c"}`)
			if got := p.event(); got != "text init" {
				b.Fatal(got)
			}
			var took []time.Duration
			for b.Loop() {
				start := time.Now()
				s.publish(b, "c", `[{"op":"notify"}]`)
				if got := p.event(); got != "text ev" {
					b.Fatal(got)
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
		})
	}
}
