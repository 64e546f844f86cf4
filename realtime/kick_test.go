package realtime_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"splot/realtime"
)

func closed(c *client) bool {
	select {
	case <-c.Done():
		return true
	default:
		return false
	}
}

func TestEndedSessionsAndPersonsLoseTheirConnections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := startNode(t, newMemLog(), realtime.NewLocalBus(), nil)
		one, again, two, three := n.attach(t, "p1"), n.attach(t, "p1"), n.attach(t, "p2"), n.attach(t, "p3")
		if got := n.CloseSession("s-p1"); got != 2 || !closed(one) || !closed(again) || closed(two) {
			t.Errorf("session: %d closed", got)
		}
		if got := n.ClosePerson("p2"); got != 1 || !closed(two) || closed(three) {
			t.Errorf("person: %d closed", got)
		}
		if one.Reason() != realtime.CloseSessionEnded {
			t.Errorf("reason is %+v", one.Reason())
		}
		one.Close(realtime.CloseSlow)
		if one.Reason() != realtime.CloseSessionEnded {
			t.Error("a later reason replaced the first")
		}
	})
}

func TestExpiredSessionsAreClosedWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := startNode(t, newMemLog(), realtime.NewLocalBus(), nil)
		c, err := n.Attach(realtime.Principal{Person: "p1", ExpiresAt: time.Now().Add(time.Minute)})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		<-c.Done()
		if took := time.Since(start); took < time.Minute || took > time.Minute+time.Second {
			t.Errorf("closed after %v", took)
		}
	})
}

func TestReauthorise(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := startNode(t, newMemLog(), realtime.NewLocalBus(), nil)
		who, other := n.attach(t, "p1"), n.attach(t, "p2")
		for _, c := range []*client{who, other} {
			c.sub("board")
			c.sub("news")
			expect(t, c, "init snapshot e1@0+0", "init snapshot e1@0+0")
		}
		n.rules.deny("p1", "board")
		n.Reauthorise(context.Background(), "p1")
		expect(t, who, "end forbidden")
		n.publish(t, "board", 1)
		n.publish(t, "news", 1)
		expect(t, who, "ev e1@1")
		expect(t, other, "ev e1@1", "ev e1@1")
		who.sub("board")
		expect(t, who, "end forbidden")
		n.rules.broken = true
		who.sub("else")
		expect(t, who, "end unavailable")
	})
}

func TestDrain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := startNode(t, newMemLog(), realtime.NewLocalBus(), nil)
		var clients []*client
		for range 30 {
			clients = append(clients, n.attach(t, "p1"))
		}
		start := time.Now()
		n.Drain(context.Background(), 5*time.Second)
		if took := time.Since(start); took > time.Second {
			t.Errorf("30 connections took %v", took)
		}
		pauses := map[time.Duration]bool{}
		for _, c := range clients {
			if !closed(c) || c.Reason().Code != realtime.CloseGoAway.Code {
				t.Fatalf("reason is %+v", c.Reason())
			}
			pauses[c.Reason().Retry] = true
		}
		if len(pauses) < 20 {
			t.Errorf("30 clients come back at %d different times", len(pauses))
		}
		if _, err := n.Attach(realtime.Principal{Person: "p1"}); !errors.Is(err, realtime.ErrDraining) {
			t.Errorf("attach while draining: %v", err)
		}
	})
}

func TestDrainKeepsToItsWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := startNode(t, newMemLog(), realtime.NewLocalBus(), func(o *realtime.Options) { o.MaxPerPerson = 3000 })
		for range 3000 {
			n.attach(t, "p1")
		}
		start := time.Now()
		n.Drain(context.Background(), 5*time.Second)
		if took := time.Since(start); took < 4*time.Second || took > 5100*time.Millisecond {
			t.Errorf("3000 connections took %v of a window of 5 s", took)
		}
	})
}
