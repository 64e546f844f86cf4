package realtime_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"splot/realtime"
)

// lossyBus is a LocalBus that forgets messages while deaf, as a broken connection does.
type lossyBus struct {
	*realtime.LocalBus
	deaf atomic.Bool

	mu    sync.Mutex
	fresh []func()
}

func newLossyBus() *lossyBus { return &lossyBus{LocalBus: realtime.NewLocalBus()} }

func (b *lossyBus) Publish(ctx context.Context, topic string, payload []byte) error {
	if b.deaf.Load() {
		return nil
	}
	return b.LocalBus.Publish(ctx, topic, payload)
}

func (b *lossyBus) Subscribe(topic string, receive func(realtime.Message)) func() {
	b.mu.Lock()
	b.fresh = append(b.fresh, func() { receive(realtime.Message{Topic: topic, Fresh: true}) })
	b.mu.Unlock()
	return b.LocalBus.Subscribe(topic, receive)
}

func (b *lossyBus) reconnect() {
	b.deaf.Store(false)
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, tell := range b.fresh {
		tell()
	}
}

// apart is a node that publishes and one that listens, joined by a lossy bus.
func apart(t *testing.T) (from, to *node, bus *lossyBus, who *client) {
	t.Helper()
	bus = newLossyBus()
	log := newMemLog()
	from, to = startNode(t, log, bus, nil), startNode(t, log, bus, nil)
	who = to.attach(t, "p1")
	who.sub("c")
	expect(t, who, "init snapshot e1@0+0")
	return from, to, bus, who
}

func TestAGapIsReadFromTheLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		from, to, bus, who := apart(t)
		bus.deaf.Store(true)
		from.publish(t, "c", 3)
		expect(t, who)
		bus.deaf.Store(false)
		from.publish(t, "c", 1)
		expect(t, who, "ev e1@1", "ev e1@2", "ev e1@3", "ev e1@4")
		if got := to.Stats().LogReads; got != 1 {
			t.Errorf("%d reads for one gap", got)
		}
	})
}

func TestAFreshSubscriptionIsAReasonToLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		from, _, bus, who := apart(t)
		bus.deaf.Store(true)
		from.publish(t, "c", 2)
		expect(t, who)
		bus.reconnect()
		expect(t, who, "ev e1@1", "ev e1@2")
	})
}

func TestASilentLossIsFoundByTheClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		from, _, bus, who := apart(t)
		bus.deaf.Store(true)
		from.publish(t, "c", 2)
		time.Sleep(realtime.HeadEvery) // the bubble's clock
		expect(t, who, "ev e1@1", "ev e1@2")
	})
}

func TestHeadFramesComeRegularly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		from, _, _, who := apart(t)
		from.publish(t, "c", 1)
		last, heads := time.Now(), 0
		for range 100 {
			time.Sleep(time.Second)
			synctest.Wait()
			for _, f := range who.heard(t) {
				if f == "head e1@1" {
					last, heads = time.Now(), heads+1
				}
			}
			if since := time.Since(last); since > realtime.HeadEvery {
				t.Fatalf("no head frame for %v", since)
			}
		}
		if heads > 5 {
			t.Errorf("%d head frames in 100 s", heads)
		}
	})
}

func TestTooMuchMissedStartsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		from, _, bus, who := apart(t)
		bus.deaf.Store(true)
		from.publish(t, "c", 501)
		bus.deaf.Store(false)
		from.publish(t, "c", 1)
		expect(t, who, "init snapshot e1@502+0")
		from.publish(t, "c", 1)
		expect(t, who, "ev e1@503")
	})
}

func TestARestoreStartsEverybodyOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		from, _, _, who := apart(t)
		from.publish(t, "c", 5)
		expect(t, who, "ev e1@1", "ev e1@2", "ev e1@3", "ev e1@4", "ev e1@5")
		from.log.restore("e2", 3, "c")
		from.publish(t, "c", 1)
		expect(t, who, "init snapshot e2@4+0")
		from.publish(t, "c", 1)
		expect(t, who, "ev e2@5")
	})
}

func TestWhileTheLogIsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		from, to, bus, who := apart(t)
		from.log.set(func(l *memLog) { l.down = true })
		late := to.attach(t, "p2")
		late.sub("c")
		expect(t, late, "end unavailable")
		from.publish(t, "c", 1) // the next in order needs no log
		expect(t, who, "ev e1@1")
		bus.deaf.Store(true)
		from.publish(t, "c", 1)
		bus.deaf.Store(false)
		from.publish(t, "c", 1)
		expect(t, who)
		time.Sleep(20 * time.Second)
		from.log.set(func(l *memLog) { l.down = false })
		time.Sleep(5 * time.Second)
		expect(t, who, "ev e1@2", "ev e1@3")
		late.sub("c")
		expect(t, late, "init snapshot e1@3+0")
		if failures := to.Stats().LogFailures; failures < 3 || failures > 20 {
			t.Errorf("%d attempts in 20 s", failures)
		}
	})
}

func TestOneReadHoweverManyWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := newMemLog()
		for range 400 {
			log.append("c")
		}
		slow := &gatedLog{memLog: log, gate: make(chan struct{}), entered: make(chan struct{}, 1)}
		n := startNode(t, log, realtime.NewLocalBus(), func(o *realtime.Options) {
			o.Log, o.MaxPerPerson = slow, 1000
		})
		first := n.attach(t, "p1")
		first.resume("c", "e1", 399)
		<-slow.entered // the stream asks the log, and all others come meanwhile
		clients := make([]*client, 300)
		for i := range clients {
			clients[i] = n.attach(t, "p1")
			clients[i].resume("c", "e1", int64(i))
		}
		n.publish(t, "c", 2)
		close(slow.gate)
		expect(t, first, "init entries e1@402+3")
		for i, c := range clients {
			expect(t, c, fmt.Sprintf("init entries e1@402+%d", 402-i))
		}
		if heads, reads := log.counts(); heads > 2 || reads > 2 {
			t.Errorf("%d looks and %d reads for 301 clients in two waves", heads, reads)
		}
	})
}

// gatedLog answers nothing until its gate opens.
type gatedLog struct {
	*memLog
	gate    chan struct{}
	entered chan struct{}
}

func (l *gatedLog) Head(ctx context.Context, channel string) (string, int64, error) {
	select {
	case l.entered <- struct{}{}:
	default:
	}
	<-l.gate
	return l.memLog.Head(ctx, channel)
}

func TestADamagedEntryKeepsTheChannelDense(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := startNode(t, newMemLog(), realtime.NewLocalBus(), nil)
		n.log.append("c")
		n.log.append("c")
		n.log.entries["c"][0].Data = []byte(`{"cut":`)
		who := n.attach(t, "p1")
		who.resume("c", "e1", 0)
		synctest.Wait()
		all := who.messages(t)
		if len(all) != 1 || len(all[0][0].Entries) != 2 || !all[0][0].Entries[0].Skip || all[0][0].Entries[1].Skip {
			t.Errorf("got %+v", all)
		}
	})
}
