package realtime_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"splot/realtime"
)

// mirror is what a web client keeps of one channel. Its state is the list of sequence numbers that it
// applied; a snapshot loads the state over REST, that is, from the log.
type mirror struct {
	*client
	log   *memLog
	epoch string
	seq   int64
	known bool
}

func (m *mirror) take(t *testing.T) {
	for _, message := range m.messages(t) {
		for _, f := range message {
			m.apply(t, f)
		}
	}
}

func (m *mirror) apply(t *testing.T, f frame) {
	switch f.Type {
	case "init":
		if f.Mode == realtime.ModeSnapshot {
			m.epoch, m.seq, m.known = f.Epoch, f.Seq, true
			return
		}
		for _, e := range f.Entries {
			m.apply(t, e)
		}
		if m.seq != f.Seq {
			t.Fatalf("init says seq %d, its entries lead to %d", f.Seq, m.seq)
		}
	case "ev":
		if f.Epoch != m.epoch || f.Seq != m.seq+1 {
			t.Fatalf("entry %s@%d follows %s@%d", f.Epoch, f.Seq, m.epoch, m.seq)
		}
		if want := fmt.Sprintf(`[{"n":%d}]`, f.Seq); string(f.Ops) != want {
			t.Fatalf("entry %d holds %s", f.Seq, f.Ops)
		}
		m.seq++
	}
}

// reconnect attaches anew, at a random node, and resumes.
func (m *mirror) reconnect(t *testing.T, n *node) {
	if m.client != nil {
		m.take(t)
		m.Detach()
	}
	m.client = n.attach(t, "p1")
	if m.known {
		m.resume("c", m.epoch, m.seq)
	} else {
		m.sub("c")
	}
}

// TestEveryClientConverges cuts buses and clients at random times and compares the end states.
func TestEveryClientConverges(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	rounds := 12
	if testing.Short() {
		rounds = 4
	}
	for round := range rounds {
		converge(t, rand.New(rand.NewPCG(seed, uint64(round))))
		if t.Failed() {
			t.Fatalf("round %d", round)
		}
	}
}

func converge(t *testing.T, random *rand.Rand) {
	synctest.Test(t, func(t *testing.T) {
		bus, log := newLossyBus(), newMemLog()
		nodes := []*node{startNode(t, log, bus, nil), startNode(t, log, bus, nil), startNode(t, log, bus, nil)}
		mirrors := make([]*mirror, 8)
		some := func() *node { return nodes[random.IntN(len(nodes))] }
		for i := range mirrors {
			mirrors[i] = &mirror{log: log}
			mirrors[i].reconnect(t, some())
		}
		for range 300 {
			switch m := mirrors[random.IntN(len(mirrors))]; random.IntN(8) {
			case 0:
				m.reconnect(t, some())
			case 1:
				bus.deaf.Store(!bus.deaf.Load())
			case 2:
				m.take(t)
			case 3:
				time.Sleep(time.Duration(random.IntN(3000)) * time.Millisecond)
			case 4:
				publishSwapped(t, some(), some(), log)
			case 5:
				synctest.Wait()
			default:
				some().publish(t, "c", 1+random.IntN(40))
			}
		}
		bus.deaf.Store(false)
		time.Sleep(realtime.HeadEvery)
		synctest.Wait()
		_, head, _ := log.Head(context.Background(), "c")
		for i, m := range mirrors {
			m.take(t)
			if m.seq != head {
				t.Errorf("client %d ends at %d, log at %d", i, m.seq, head)
			}
		}
	})
}

// publishSwapped tells of two entries in the wrong order, as two nodes may.
func publishSwapped(t *testing.T, a, b *node, log *memLog) {
	first, second := log.append("c"), log.append("c")
	if !json.Valid(first.Data) {
		t.Fatal("log made no JSON")
	}
	for _, err := range []error{
		b.Publish(context.Background(), second), a.Publish(context.Background(), first),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}
