package redisbus_test

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"splot/realtime"
)

// burstLog is the log of one channel.
type burstLog struct {
	mu      sync.Mutex
	entries []realtime.Entry
}

func (l *burstLog) append() realtime.Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	e := realtime.Entry{Channel: "c", Epoch: "e1", Seq: int64(len(l.entries) + 1), Data: json.RawMessage(`[]`)}
	l.entries = append(l.entries, e)
	return e
}

func (l *burstLog) Head(context.Context, string) (string, int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return "e1", int64(len(l.entries)), nil
}

func (l *burstLog) Read(_ context.Context, _ string, after int64, limit int) ([]realtime.Entry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := l.entries[after:]
	return append([]realtime.Entry(nil), all[:min(limit, len(all))]...), nil
}

type everybody struct{}

func (everybody) Authorise(context.Context, realtime.Principal, string) error { return nil }

func joinHub(t *testing.T, s *server, log realtime.Log) *realtime.Hub {
	t.Helper()
	bus := join(t, s, "hubs:")
	hub, err := realtime.NewHub(realtime.Options{
		Log: log, Bus: bus, Authoriser: everybody{}, Clock: time.Now, Logger: quiet,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- hub.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return hub
}

// attach follows the channel from its start and waits for the answer.
func attach(t *testing.T, h *realtime.Hub) *realtime.Connection {
	t.Helper()
	c, err := h.Attach(realtime.Principal{Session: "s", Person: "p"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Detach)
	c.Receive(context.Background(), []byte(`{"type":"sub","channel":"c","epoch":"e1","seq":0}`))
	select {
	case <-c.Pending():
	case <-time.After(patience):
		t.Fatal("no answer to sub")
	}
	return c
}

// awaitDense reads until the last entry and checks that each came once and in order. Nothing waits
// for the slow clock of head frames: that would take longer than this test's patience.
func awaitDense(t *testing.T, c *realtime.Connection, last int64) {
	t.Helper()
	alarm := time.NewTimer(patience)
	defer alarm.Stop()
	for seq := int64(0); seq < last; {
		text, ok := c.Take(nil)
		if !ok {
			select {
			case <-c.Pending():
			case <-alarm.C:
				t.Fatalf("stuck at %d of %d", seq, last)
			}
			continue
		}
		var frames []realtime.Ev
		if err := json.Unmarshal(text, &frames); err != nil {
			t.Fatal(err)
		}
		for _, f := range frames {
			if f.Type != "ev" {
				continue
			}
			if seq++; f.Seq != seq {
				t.Fatalf("entry %d comes after %d", f.Seq, seq-1)
			}
		}
	}
}
