package realtime_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"splot/realtime"
)

// rules is an Authoriser that forbids what it was told to.
type rules struct {
	mu     sync.Mutex
	denied map[string]bool // person + " " + channel
	broken bool
}

func (r *rules) deny(person, channel string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.denied[person+" "+channel] = true
}

func (r *rules) Authorise(_ context.Context, p realtime.Principal, channel string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.broken:
		return errLogDown
	case r.denied[p.Person+" "+channel]:
		return realtime.ErrForbidden
	}
	return nil
}

// node is a running hub with its parts.
type node struct {
	*realtime.Hub
	log   *memLog
	rules *rules
}

func startNode(t *testing.T, log *memLog, bus realtime.Bus, change func(*realtime.Options)) *node {
	t.Helper()
	n := &node{log: log, rules: &rules{denied: map[string]bool{}}}
	o := realtime.Options{
		Log: log, Bus: bus, Authoriser: n.rules, Clock: time.Now,
		Logger: slog.New(slog.DiscardHandler),
	}
	if change != nil {
		change(&o)
	}
	hub, err := realtime.NewHub(o)
	if err != nil {
		t.Fatal(err)
	}
	n.Hub = hub
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- hub.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	})
	return n
}

// publish appends to the log and tells the hub, as the owner of a channel does.
func (n *node) publish(t *testing.T, channel string, count int) {
	t.Helper()
	for range count {
		if err := n.Publish(context.Background(), n.log.append(channel)); err != nil {
			t.Errorf("publish: %v", err)
		}
	}
}

func (n *node) attach(t *testing.T, person string) *client {
	t.Helper()
	c, err := n.Attach(realtime.Principal{Session: "s-" + person, Person: person})
	if err != nil {
		t.Fatal(err)
	}
	return &client{Connection: c}
}

// client is the transport and the web client in one.
type client struct {
	*realtime.Connection
}

// frame is the union of all server frames.
type frame struct {
	Type, Channel, Epoch, Mode, Code, Reason string
	Seq, CSeq                                int64
	Entries                                  []frame
	Ops, Canon                               json.RawMessage
	Skip                                     bool
	ServerTime                               int64
}

func (f frame) String() string {
	switch f.Type {
	case "init":
		return fmt.Sprintf("init %s %s@%d+%d", f.Mode, f.Epoch, f.Seq, len(f.Entries))
	case "ev", "head":
		return fmt.Sprintf("%s %s@%d", f.Type, f.Epoch, f.Seq)
	}
	return f.Type + " " + f.Code
}

func (c *client) say(text string, args ...any) {
	c.Receive(context.Background(), fmt.Appendf(nil, text, args...))
}

func (c *client) sub(channel string) { c.say(`{"type":"sub","channel":%q}`, channel) }

func (c *client) resume(channel, epoch string, seq int64) {
	c.say(`{"type":"sub","channel":%q,"epoch":%q,"seq":%d}`, channel, epoch, seq)
}

// messages takes all that waits now.
func (c *client) messages(t *testing.T) [][]frame {
	t.Helper()
	var all [][]frame
	for {
		text, ok := c.Take(nil)
		if !ok {
			return all
		}
		var frames []frame
		if err := json.Unmarshal(text, &frames); err != nil {
			t.Fatalf("message is no array of frames: %v", err)
		}
		all = append(all, frames)
	}
}

// heard takes all that waits now, in short.
func (c *client) heard(t *testing.T) []string {
	t.Helper()
	short := []string{}
	for _, message := range c.messages(t) {
		for _, f := range message {
			short = append(short, f.String())
		}
	}
	return short
}
