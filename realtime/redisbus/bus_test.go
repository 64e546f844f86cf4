package redisbus_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"splot/realtime"
	"splot/realtime/bustest"
	"splot/realtime/redisbus"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var quiet = slog.New(slog.DiscardHandler)

// join starts a node's end of the bus.
func join(t *testing.T, s *server, prefix string) *redisbus.Bus {
	t.Helper()
	bus, err := redisbus.New(redisbus.Options{URL: s.url(), Prefix: prefix, Logger: quiet})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- bus.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("run: %v", err)
			}
		case <-time.After(patience):
			t.Error("run did not return")
		}
	})
	return bus
}

func TestBusConforms(t *testing.T) {
	s := startRedis(t)
	n := 0
	bustest.Run(t, func(t *testing.T) (a, b realtime.Bus) {
		n++
		prefix := fmt.Sprintf("test%d:", n)
		return join(t, s, prefix), join(t, s, prefix)
	})
}

func TestNewKeepsThePasswordToItself(t *testing.T) {
	for _, url := range []string{"", "http://user:hunter2@127.0.0.1", "redis://user:hunter2@127.0.0.1:bad/0", "redis://:hunter2@h:1/x%zz"} {
		_, err := redisbus.New(redisbus.Options{URL: url, Logger: quiet})
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: error is %v", url, err)
		}
	}
}

// TestKilledConnectionsAreNoticed kills the pub/sub connections again and again during a burst. What
// is lost is lost; but after each kill comes a fresh signal, and what follows it arrives.
func TestKilledConnectionsAreNoticed(t *testing.T) {
	s := startRedis(t)
	from, to := join(t, s, ""), join(t, s, "")
	p := bustest.NewProbe()
	defer to.Subscribe("burst", p.Receive)()
	p.AwaitFresh(t, 1)
	const kills = 5
	for kill := range kills {
		for i := range 200 {
			publish(t, from, fmt.Sprintf("%d.%d", kill, i))
			if i == 100 {
				if got := s.tell("CLIENT KILL TYPE pubsub"); !strings.HasPrefix(got, ":") || got == ":0" {
					t.Fatalf("killed: %q", got)
				}
			}
		}
		p.AwaitFresh(t, kill+2)
		last := fmt.Sprintf("%d.end", kill)
		publish(t, from, last)
		p.Await(t, last, func(_ int, got []string) bool { return len(got) > 0 && got[len(got)-1] == last })
	}
}

// TestSubscriptionsSurviveARestartOfRedis also subscribes while Redis is away.
func TestSubscriptionsSurviveARestartOfRedis(t *testing.T) {
	s := startRedis(t)
	bus := join(t, s, "")
	before, during := bustest.NewProbe(), bustest.NewProbe()
	defer bus.Subscribe("burst", before.Receive)()
	before.AwaitFresh(t, 1)
	s.stop()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := bus.Ready(ctx); err == nil {
		t.Error("ready without a server")
	}
	start := time.Now()
	defer bus.Subscribe("burst", during.Receive)()
	if took := time.Since(start); took > 500*time.Millisecond {
		t.Errorf("subscribing without a server took %v", took)
	}
	s.start(t)
	before.AwaitFresh(t, 2)
	during.AwaitFresh(t, 1)
	publish(t, bus, "after")
	for _, p := range []*bustest.Probe{before, during} {
		p.Await(t, "a message after the restart", func(_ int, got []string) bool {
			return len(got) > 0 && got[len(got)-1] == "after"
		})
	}
}

func TestTheOutboxIsBoundedWhileRedisIsAway(t *testing.T) {
	s := startRedis(t)
	bus := join(t, s, "")
	s.stop()
	accepted := 0
	for bus.Publish(context.Background(), "t", make([]byte, 1<<10)) == nil {
		if accepted++; accepted > 100_000 {
			t.Fatal("no bound")
		}
	}
	if accepted < 1000 {
		t.Errorf("only %d messages are kept", accepted)
	}
}

// TestHubsOverRedisConverge runs two hubs over Redis, kills their connections in the middle of a burst
// and compares what a follower on each of them got with the log.
func TestHubsOverRedisConverge(t *testing.T) {
	s := startRedis(t)
	log := &burstLog{}
	here, there := joinHub(t, s, log), joinHub(t, s, log)
	a, b := attach(t, here), attach(t, there)
	const entries = 400
	for i := range entries {
		if err := here.Publish(context.Background(), log.append()); err != nil {
			t.Fatal(err)
		}
		if i%100 == 50 {
			s.tell("CLIENT KILL TYPE pubsub")
		}
	}
	for _, c := range []*realtime.Connection{a, b} {
		awaitDense(t, c, entries)
	}
}

func publish(t *testing.T, b realtime.Bus, text string) {
	t.Helper()
	if err := b.Publish(context.Background(), "burst", []byte(text)); err != nil {
		t.Fatal(err)
	}
}
