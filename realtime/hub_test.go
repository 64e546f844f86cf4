package realtime_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"splot/realtime"
)

func TestNewHubNamesWhatIsMissing(t *testing.T) {
	if _, err := realtime.NewHub(realtime.Options{Logger: slog.New(slog.DiscardHandler)}); err == nil {
		t.Fatal("a hub without a log was made")
	}
}

func TestSubscribing(t *testing.T) {
	type ask struct {
		epoch string
		seq   int64
	}
	cases := []struct {
		name    string
		entries int
		kept    int64 // entries up to this seq are forgotten by the log
		ask     *ask
		want    string
	}{
		{"empty channel, first time", 0, 0, nil, "init snapshot e1@0+0"},
		{"empty channel, from the start", 0, 0, &ask{"e1", 0}, "init entries e1@0+0"},
		{"first time", 7, 0, nil, "init snapshot e1@7+0"},
		{"from the start", 7, 0, &ask{"e1", 0}, "init entries e1@7+7"},
		{"nothing missed", 7, 0, &ask{"e1", 7}, "init entries e1@7+0"},
		{"some missed", 7, 0, &ask{"e1", 4}, "init entries e1@7+3"},
		{"500 missed", 600, 0, &ask{"e1", 100}, "init entries e1@600+500"},
		{"501 missed", 600, 0, &ask{"e1", 99}, "init snapshot e1@600+0"},
		{"another epoch", 7, 0, &ask{"e0", 4}, "init snapshot e1@7+0"},
		{"ahead of the log", 7, 0, &ask{"e1", 8}, "init snapshot e1@7+0"},
		{"forgotten by the log", 90, 50, &ask{"e1", 40}, "init snapshot e1@90+0"},
		{"just still in the log", 90, 50, &ask{"e1", 50}, "init entries e1@90+40"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := startNode(t, newMemLog(), realtime.NewLocalBus(), nil)
				for range c.entries {
					n.log.append("inbox:p1")
				}
				n.log.kept = c.kept
				who := n.attach(t, "p1")
				if c.ask == nil {
					who.sub("inbox:p1")
				} else {
					who.resume("inbox:p1", c.ask.epoch, c.ask.seq)
				}
				expect(t, who, c.want)
			})
		})
	}
}

// expect waits for quiet and compares what came, head frames apart: they come when they come.
func expect(t *testing.T, who *client, want ...string) {
	t.Helper()
	synctest.Wait()
	got := slices.DeleteFunc(who.heard(t), func(f string) bool { return strings.HasPrefix(f, "head ") })
	if !reflect.DeepEqual(got, append([]string{}, want...)) {
		t.Errorf("heard %q, want %q", got, want)
	}
}

func TestEntriesReachFollowersOfTheChannelInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bus, log := realtime.NewLocalBus(), newMemLog()
		here, there := startNode(t, log, bus, nil), startNode(t, log, bus, nil)
		one, two, other := here.attach(t, "p1"), there.attach(t, "p1"), there.attach(t, "p2")
		one.sub("inbox:p1")
		two.sub("inbox:p1")
		other.sub("inbox:p2")
		expect(t, one, "init snapshot e1@0+0")
		expect(t, two, "init snapshot e1@0+0")
		expect(t, other, "init snapshot e1@0+0")
		here.publish(t, "inbox:p1", 2)
		expect(t, one, "ev e1@1", "ev e1@2")
		there.publish(t, "inbox:p1", 1)
		expect(t, one, "ev e1@3")
		expect(t, two, "ev e1@1", "ev e1@2", "ev e1@3")
		expect(t, other)
		one.say(`{"type":"unsub","channel":"inbox:p1"}`)
		synctest.Wait()
		here.publish(t, "inbox:p1", 1)
		expect(t, one)
		expect(t, two, "ev e1@4")
	})
}

func TestAtMostSixteenFramesInAMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := startNode(t, newMemLog(), realtime.NewLocalBus(), nil)
		who := n.attach(t, "p1")
		who.sub("c")
		expect(t, who, "init snapshot e1@0+0")
		n.publish(t, "c", 40)
		synctest.Wait()
		var sizes []int
		for _, m := range who.messages(t) {
			sizes = append(sizes, len(m))
		}
		if fmt.Sprint(sizes) != "[16 16 8]" {
			t.Errorf("messages hold %v frames, want 16, 16 and 8", sizes)
		}
	})
}

func TestASlowConnectionIsClosedAndHarmsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newMemLog()
		n := startNode(t, log, realtime.NewLocalBus(), nil)
		slow, fast := n.attach(t, "p1"), n.attach(t, "p2")
		slow.sub("c")
		fast.sub("c")
		expect(t, fast, "init snapshot e1@0+0")
		sent, seen, most := 0, 0, 0
		for !closed(slow) && sent < 100_000 {
			n.publish(t, "c", 500)
			synctest.Wait()
			sent += 500
			seen += len(fast.heard(t))
			most = max(most, n.Stats().QueuedBytes)
		}
		if !closed(slow) || seen != sent {
			t.Fatalf("of %d entries the other got %d; is the slow one closed: %v", sent, seen, closed(slow))
		}
		if slow.Reason() != realtime.CloseSlow || n.Stats().SlowCloses != 1 {
			t.Errorf("reason %+v, %d slow closes", slow.Reason(), n.Stats().SlowCloses)
		}
		if limit := realtime.MaxQueued + 500*200; most > limit {
			t.Errorf("%d bytes were queued, limit is %d", most, limit)
		}
		if left := slow.heard(t); len(left) != 0 {
			t.Errorf("%d frames are kept for a closed connection", len(left))
		}
	})
}

func TestLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := startNode(t, newMemLog(), realtime.NewLocalBus(), func(o *realtime.Options) {
			o.MaxConnections, o.MaxPerPerson = 3, 2
		})
		who := n.attach(t, "p1")
		for i := range realtime.MaxChannels {
			who.sub(fmt.Sprintf("c%d", i))
		}
		synctest.Wait()
		if got := len(who.heard(t)); got != realtime.MaxChannels {
			t.Fatalf("%d answers to %d subscriptions", got, realtime.MaxChannels)
		}
		who.sub("one-more")
		expect(t, who, "end limit")
		who.sub("c5") // again is no more
		expect(t, who, "init snapshot e1@0+0")
		who.say(`{"type":"unsub","channel":"c5"}`)
		who.sub("one-more")
		expect(t, who, "init snapshot e1@0+0")

		n.attach(t, "p1")
		if _, err := n.Attach(realtime.Principal{Person: "p1"}); !errors.Is(err, realtime.ErrTooMany) {
			t.Errorf("third connection of a person: %v", err)
		}
		n.attach(t, "p2")
		if _, err := n.Attach(realtime.Principal{Person: "p3"}); !errors.Is(err, realtime.ErrTooMany) {
			t.Errorf("fourth connection of the node: %v", err)
		}
		who.Detach()
		n.attach(t, "p1")
	})
}

func TestStreamsEndWhenNobodyFollows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := startNode(t, newMemLog(), realtime.NewLocalBus(), nil)
		who := n.attach(t, "p1")
		who.sub("c")
		expect(t, who, "init snapshot e1@0+0")
		who.Detach()
		synctest.Wait()
		if got := n.Stats(); got.Connections != 0 || got.Channels != 1 {
			t.Errorf("right after leaving: %+v", got)
		}
		time.Sleep(6 * time.Second) // the bubble's clock
		synctest.Wait()
		if got := n.Stats(); got.Channels != 0 {
			t.Errorf("%d channels linger", got.Channels)
		}
		again := n.attach(t, "p1")
		again.sub("c")
		expect(t, again, "init snapshot e1@0+0")
	})
}

func TestPublishRefusesWhatIsNoEntry(t *testing.T) {
	n := startNode(t, newMemLog(), realtime.NewLocalBus(), nil)
	good := realtime.Entry{Channel: "c", Epoch: "e", Seq: 1, Data: []byte(`[]`)}
	cases := map[string]func(*realtime.Entry){
		"channel": func(e *realtime.Entry) { e.Channel = "a b" },
		"seq":     func(e *realtime.Entry) { e.Seq = 0 },
		"epoch":   func(e *realtime.Entry) { e.Epoch = "" },
		"data":    func(e *realtime.Entry) { e.Data = []byte(`{"a":`) },
		"no data": func(e *realtime.Entry) { e.Data = nil },
	}
	for name, spoil := range cases {
		e := good
		spoil(&e)
		if err := n.Publish(context.Background(), e); !errors.Is(err, realtime.ErrInvalid) {
			t.Errorf("%s: error is %v, want ErrInvalid", name, err)
		}
	}
	if err := n.Publish(context.Background(), good); err != nil {
		t.Errorf("a good entry: %v", err)
	}
}
