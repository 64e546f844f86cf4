package realtime_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"splot/realtime"
)

// echo is an Ops that accepts, refuses or fails by the channel's name.
type echo struct{ seen []realtime.Op }

func (e *echo) Op(_ context.Context, _ realtime.Principal, op realtime.Op) (int64, json.RawMessage, error) {
	e.seen = append(e.seen, op)
	switch op.Channel {
	case "closed":
		return 0, nil, &realtime.Refusal{Code: "conflict", Reason: "round is closed"}
	case "secret":
		return 0, nil, realtime.ErrForbidden
	case "broken":
		return 0, nil, errors.New("pq: password of db-7 is hunter2")
	}
	return 17, json.RawMessage(`[{"op":"canon"}]`), nil
}

func (e *echo) Eph(_ context.Context, _ realtime.Principal, eph realtime.Eph) error {
	if eph.Channel == "secret" {
		return realtime.ErrForbidden
	}
	return nil
}

func TestOperations(t *testing.T) {
	op := func(channel string) string {
		return `{"type":"op","channel":"` + channel + `","client":"t","cseq":3,"base":1,"ops":[{"op":"x"}]}`
	}
	cases := []struct {
		name, in, want string
		ops            realtime.Ops
	}{
		{"no ops here", op("open"), `{"type":"nack","channel":"open","cseq":3,"code":"unsupported"}`, nil},
		{"no eph here", `{"type":"eph","channel":"open","data":1}`, `{"type":"nack","channel":"open","code":"unsupported"}`, nil},
		{"accepted", op("open"), `{"type":"ack","channel":"open","cseq":3,"seq":17,"canon":[{"op":"canon"}]}`, &echo{}},
		{"refused", op("closed"), `{"type":"nack","channel":"closed","cseq":3,"code":"conflict","reason":"round is closed"}`, &echo{}},
		{"forbidden", op("secret"), `{"type":"nack","channel":"secret","cseq":3,"code":"forbidden"}`, &echo{}},
		{"failed", op("broken"), `{"type":"nack","channel":"broken","cseq":3,"code":"unavailable"}`, &echo{}},
		{"eph forbidden", `{"type":"eph","channel":"secret","data":1}`, `{"type":"nack","channel":"secret","code":"forbidden"}`, &echo{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := startNode(t, newMemLog(), realtime.NewLocalBus(), func(o *realtime.Options) { o.Ops = c.ops })
				who := n.attach(t, "p1")
				who.say("%s", c.in)
				got, _ := who.Take(nil)
				if string(got) != "["+c.want+"]" {
					t.Errorf("answer is %s, want [%s]", got, c.want)
				}
			})
		})
	}
}

func TestAMessageThatIsNoFrameClosesTheConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := startNode(t, newMemLog(), realtime.NewLocalBus(), nil)
		who := n.attach(t, "p1")
		who.say(`{"type":"sub","channel":"c","admin":true}`)
		<-who.Done()
		if who.Reason() != realtime.CloseBadFrame {
			t.Errorf("reason is %+v", who.Reason())
		}
	})
}

func TestAFloodOfFramesIsPaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := startNode(t, newMemLog(), realtime.NewLocalBus(), nil)
		who := n.attach(t, "p1")
		start := time.Now()
		for range 256 + 10*64 {
			who.say(`{"type":"eph","channel":"c","data":1}`)
		}
		if took := time.Since(start); took < 9*time.Second || took > 11*time.Second {
			t.Errorf("896 frames took %v, want 10 s", took)
		}
		if got := len(who.heard(t)); got != 896 {
			t.Errorf("%d answers", got)
		}
		// A waiting reader must not outlive its connection.
		go n.ClosePerson("p1")
		who.say(`{"type":"eph","channel":"c","data":1}`)
		<-who.Done()
	})
}
