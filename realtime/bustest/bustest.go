// Package bustest is the conformance suite of realtime.Bus: what every implementation promises.
package bustest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"splot/realtime"
)

// patience bounds every wait for a message; it is long because a loaded machine is no failure.
const patience = 20 * time.Second

// Run checks buses made by open, which returns two ends of one bus (two nodes; they may be the same
// value where there is only one) that are running, and are stopped when the test ends.
func Run(t *testing.T, open func(t *testing.T) (a, b realtime.Bus)) {
	cases := []struct {
		name string
		run  func(t *testing.T, a, b realtime.Bus)
	}{
		{"a subscription is announced as fresh", fresh},
		{"messages cross in order", order},
		{"topics are apart", topics},
		{"every subscriber of a topic gets every message", fanOut},
		{"a second subscriber is told that it is fresh", freshAgain},
		{"nothing comes after cancel", cancel},
		{"cancel of one leaves the other", cancelOne},
		{"a payload is carried as it is", payloads},
		{"an oversized payload is refused", oversized},
		{"many topics", manyTopics},
		{"ready", ready},
		{"publishing without subscribers is no error", alone},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, b := open(t)
			c.run(t, a, b)
		})
	}
}

// Probe is a subscriber that keeps what it got.
type Probe struct {
	mu      sync.Mutex
	changed *sync.Cond
	got     []realtime.Message
}

// NewProbe returns an empty probe.
func NewProbe() *Probe {
	p := &Probe{}
	p.changed = sync.NewCond(&p.mu)
	return p
}

// Receive is the callback to subscribe with.
func (p *Probe) Receive(m realtime.Message) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.got = append(p.got, m)
	p.changed.Broadcast()
}

// Await waits until what the probe got satisfies enough, and returns it.
func (p *Probe) Await(t *testing.T, what string, enough func(fresh int, payloads []string) bool) []string {
	t.Helper()
	expired := false
	alarm := time.AfterFunc(patience, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		expired = true
		p.changed.Broadcast()
	})
	defer alarm.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		n, payloads := p.sorted()
		if enough(n, payloads) {
			return payloads
		}
		if expired {
			t.Fatalf("waited %v for %s; got %d fresh signals and %d payloads", patience, what, n, len(payloads))
		}
		p.changed.Wait()
	}
}

func (p *Probe) sorted() (fresh int, payloads []string) {
	for _, m := range p.got {
		if m.Fresh {
			fresh++
		} else {
			payloads = append(payloads, string(m.Payload))
		}
	}
	return fresh, payloads
}

// AwaitFresh waits for n signals of freshness in all.
func (p *Probe) AwaitFresh(t *testing.T, n int) {
	t.Helper()
	p.Await(t, fmt.Sprintf("%d fresh signals", n), func(fresh int, _ []string) bool { return fresh >= n })
}

// AwaitPayloads waits for n payloads in all and returns them.
func (p *Probe) AwaitPayloads(t *testing.T, n int) []string {
	t.Helper()
	return p.Await(t, fmt.Sprintf("%d payloads", n), func(_ int, got []string) bool { return len(got) >= n })
}

func subscribe(t *testing.T, b realtime.Bus, topic string) (*Probe, func()) {
	t.Helper()
	p := NewProbe()
	cancel := b.Subscribe(topic, p.Receive)
	t.Cleanup(cancel)
	p.AwaitFresh(t, 1)
	return p, cancel
}

func publish(t *testing.T, b realtime.Bus, topic string, payloads ...string) {
	t.Helper()
	for _, text := range payloads {
		if err := b.Publish(context.Background(), topic, []byte(text)); err != nil {
			t.Fatalf("publish on %s: %v", topic, err)
		}
	}
}

func fresh(t *testing.T, _, b realtime.Bus) {
	p, _ := subscribe(t, b, "one")
	if got := p.got[0]; !got.Fresh || got.Topic != "one" || got.Payload != nil {
		t.Fatalf("first message is %+v, want a fresh signal on topic one", got)
	}
}

func order(t *testing.T, a, b realtime.Bus) {
	p, _ := subscribe(t, b, "order")
	const n = 2000
	for i := range n {
		publish(t, a, "order", fmt.Sprint(i))
	}
	for i, got := range p.AwaitPayloads(t, n) {
		if got != fmt.Sprint(i) {
			t.Fatalf("payload %d is %q", i, got)
		}
	}
}

func topics(t *testing.T, a, b realtime.Bus) {
	one, _ := subscribe(t, b, "t.1")
	two, _ := subscribe(t, b, "t.2")
	publish(t, a, "t.2", "for two")
	publish(t, a, "t.1", "for one")
	publish(t, a, "t.*", "for a pattern")
	publish(t, a, "t.1", "end")
	publish(t, a, "t.2", "end")
	if got := one.AwaitPayloads(t, 2); got[0] != "for one" || got[1] != "end" {
		t.Errorf("topic t.1 got %q", got)
	}
	if got := two.AwaitPayloads(t, 2); got[0] != "for two" || got[1] != "end" {
		t.Errorf("topic t.2 got %q", got)
	}
}

func fanOut(t *testing.T, a, b realtime.Bus) {
	first, _ := subscribe(t, a, "fan")
	second, _ := subscribe(t, b, "fan")
	third, _ := subscribe(t, b, "fan")
	publish(t, a, "fan", "hello")
	for _, p := range []*Probe{first, second, third} {
		if got := p.AwaitPayloads(t, 1); len(got) != 1 || got[0] != "hello" {
			t.Errorf("got %q", got)
		}
	}
}

func freshAgain(t *testing.T, _, b realtime.Bus) {
	subscribe(t, b, "again")
	subscribe(t, b, "again") // waits for its own signal
}

func cancel(t *testing.T, a, b realtime.Bus) {
	gone, leave := subscribe(t, b, "gone")
	leave()
	leave() // twice is harmless
	marker, _ := subscribe(t, b, "marker")
	publish(t, a, "gone", "late")
	publish(t, a, "marker", "end")
	marker.AwaitPayloads(t, 1)
	gone.mu.Lock()
	defer gone.mu.Unlock()
	if _, got := gone.sorted(); len(got) != 0 {
		t.Errorf("got %q after cancel", got)
	}
}

func cancelOne(t *testing.T, a, b realtime.Bus) {
	_, leave := subscribe(t, b, "pair")
	stays, _ := subscribe(t, b, "pair")
	leave()
	publish(t, a, "pair", "still here")
	stays.AwaitPayloads(t, 1)
	// The topic can be left by all and taken up again.
	_, leave = subscribe(t, b, "empty")
	leave()
	back, _ := subscribe(t, b, "empty")
	publish(t, a, "empty", "back")
	back.AwaitPayloads(t, 1)
}

func payloads(t *testing.T, a, b realtime.Bus) {
	p, _ := subscribe(t, b, "raw")
	want := []string{"", "zażółć", "\x00\xff\r\n$5\r\n", string(bytes.Repeat([]byte("x"), realtime.MaxPayload))}
	publish(t, a, "raw", want...)
	for i, got := range p.AwaitPayloads(t, len(want)) {
		if got != want[i] {
			t.Errorf("payload %d: %d bytes arrived as %d others", i, len(want[i]), len(got))
		}
	}
}

func oversized(t *testing.T, a, b realtime.Bus) {
	p, _ := subscribe(t, b, "big")
	err := a.Publish(context.Background(), "big", make([]byte, realtime.MaxPayload+1))
	if !errors.Is(err, realtime.ErrBus) {
		t.Fatalf("error is %v, want ErrBus", err)
	}
	publish(t, a, "big", "small")
	if got := p.AwaitPayloads(t, 1); got[0] != "small" {
		t.Errorf("got %d bytes", len(got[0]))
	}
}

func manyTopics(t *testing.T, a, b realtime.Bus) {
	const n = 1200
	probes := make([]*Probe, n)
	for i := range n {
		probes[i] = NewProbe()
		t.Cleanup(b.Subscribe(fmt.Sprintf("many.%d", i), probes[i].Receive))
	}
	for i, p := range probes {
		p.AwaitFresh(t, 1)
		publish(t, a, fmt.Sprintf("many.%d", i), fmt.Sprint(i))
	}
	for i, p := range probes {
		if got := p.AwaitPayloads(t, 1); got[0] != fmt.Sprint(i) {
			t.Fatalf("topic %d got %q", i, got)
		}
	}
}

func ready(t *testing.T, a, b realtime.Bus) {
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	for _, end := range []realtime.Bus{a, b} {
		if err := end.Ready(ctx); err != nil {
			t.Errorf("ready: %v", err)
		}
	}
}

func alone(t *testing.T, a, _ realtime.Bus) { publish(t, a, "nobody", "hello?") }
