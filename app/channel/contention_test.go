package channel_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"splot/app"
	"splot/app/channel"
	"splot/app/store"
)

// TestConcurrentAppenders lets many clients append on several nodes at once, repeat themselves at random,
// also on another node, and give up at random. Then the log must hold every acknowledged proposal exactly
// once, densely, each client's own in its order.
func TestConcurrentAppenders(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	const clients = 12
	each := 60
	if testing.Short() {
		each = 15
	}
	w := open(t)
	nodes := []*channel.Channels{w.node(), w.node(), w.node()}
	receipts := make([][]int64, clients)
	var all sync.WaitGroup
	for client := range clients {
		random := rand.New(rand.NewPCG(seed, uint64(client)))
		all.Go(func() {
			for i := 1; i <= each; i++ {
				seq := insist(t, nodes, random, channel.Append{
					Channel: "board", Client: fmt.Sprint("client-", client), CSeq: int64(i), Data: fmt.Appendf(nil, `[%d,%d]`, client, i),
				})
				receipts[client] = append(receipts[client], seq)
			}
		})
	}
	all.Wait()
	entries := everything(t, nodes[0], "board")
	if len(entries) != clients*each {
		t.Fatalf("%d entries, want %d", len(entries), clients*each)
	}
	for client, seqs := range receipts {
		last := int64(0)
		for i, seq := range seqs {
			if seq <= last {
				t.Fatalf("client %d: number %d follows %d", client, seq, last)
			}
			last = seq
			if got, want := string(entries[seq-1].Data), fmt.Sprintf("[%d,%d]", client, i+1); got != want {
				t.Fatalf("entry %d holds %s, its receipt was for %s", seq, got, want)
			}
		}
	}
}

// insist appends until there is a receipt, as a client with an outbox does.
func insist(t *testing.T, nodes []*channel.Channels, random *rand.Rand, a channel.Append) int64 {
	seq := int64(0)
	for tries := 0; ; tries++ {
		ctx, cancel := context.WithCancel(context.Background())
		if random.IntN(10) == 0 {
			cancel() // gives up at once, and asks again
		}
		r, err := nodes[random.IntN(len(nodes))].Append(ctx, a)
		cancel()
		switch {
		case err == nil && seq != 0 && r.Seq != seq:
			t.Errorf("%s %d got the numbers %d and %d", a.Client, a.CSeq, seq, r.Seq)
			return seq
		case err == nil && (seq != 0 || random.IntN(4) > 0):
			return r.Seq
		case err == nil:
			seq = r.Seq // repeats itself once more
		case !errors.Is(err, context.Canceled) && !errors.Is(err, channel.ErrContended):
			t.Errorf("%s %d: %v", a.Client, a.CSeq, err)
			return 0
		case tries > 1000:
			t.Errorf("%s %d: never a receipt", a.Client, a.CSeq)
			return 0
		}
	}
}

// everything reads a channel in pages of an awkward size and checks that it is dense.
func everything(t *testing.T, c *channel.Channels, name string) []channel.Entry {
	t.Helper()
	var entries []channel.Entry
	for {
		page := read(t, c, name, int64(len(entries)), 7)
		if len(page) == 0 {
			return entries
		}
		for _, e := range page {
			entries = append(entries, e)
			if e.Seq != int64(len(entries)) {
				t.Fatalf("entry %d stands at place %d", e.Seq, len(entries))
			}
		}
	}
}

// countingStore counts writes and can hold them back.
type countingStore struct {
	store.Store
	writes atomic.Int64
	gate   chan struct{}
}

func (s *countingStore) Write(ctx context.Context, writes ...store.Write) ([]error, error) {
	if writes[0].Collection.Name == "channelBursts" {
		s.writes.Add(1)
		<-s.gate
	}
	return s.Store.Write(ctx, writes...)
}

func TestABurstIsOneInsert(t *testing.T) {
	w := open(t)
	counting := &countingStore{Store: w.store, gate: make(chan struct{})}
	w.store = counting
	c := w.node()
	var all, begun sync.WaitGroup
	appendOne := func(n int) {
		begun.Add(1)
		all.Go(func() {
			begun.Done()
			if _, err := c.Append(context.Background(), plain("c", n)); err != nil {
				t.Error(err)
			}
		})
	}
	for n := 1; n <= 101; n++ {
		appendOne(n)
	}
	begun.Wait() // all have begun, and the first insert is held back
	close(counting.gate)
	all.Wait()
	if entries := everything(t, c, "c"); len(entries) != 101 {
		t.Fatalf("%d entries", len(entries))
	}
	if got := counting.writes.Load(); got > 60 {
		t.Errorf("101 appends took %d inserts", got)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, e := range w.published {
		if e.Seq != int64(i+1) {
			t.Fatalf("entry %d was published at place %d", e.Seq, i+1)
		}
	}
}

func TestAFailingPublishChangesNothing(t *testing.T) {
	w := open(t)
	c := channel.New(channel.Options{
		Store: w.store, Clock: w.clock, IDs: app.NewIDs(app.Now), Logger: slog.New(slog.DiscardHandler),
		Publish: func(context.Context, channel.Entry) error { return errors.New("bus is full") },
	})
	if r := must(t, c, plain("c", 1)); r.Seq != 1 {
		t.Errorf("receipt is %+v", r)
	}
	if r := must(t, c, plain("c", 2)); r.Seq != 2 {
		t.Errorf("receipt is %+v", r)
	}
}

func TestAPanickingPublishDoesNotBlockTheChannel(t *testing.T) {
	w := open(t)
	panics := true
	c := channel.New(channel.Options{
		Store: w.store, Clock: w.clock, IDs: app.NewIDs(app.Now), Logger: slog.New(slog.DiscardHandler),
		Publish: func(context.Context, channel.Entry) error {
			if panics {
				panic("bus is broken")
			}
			return nil
		},
	})
	func() {
		defer func() { _ = recover() }()
		_, _ = c.Append(t.Context(), plain("c", 1))
	}()
	panics = false
	if r := must(t, c, plain("c", 1)); r.Seq != 1 || !r.Known {
		t.Errorf("the entry of the panic: %+v", r)
	}
	if r := must(t, c, plain("c", 2)); r.Seq != 2 {
		t.Errorf("the next entry: %+v", r)
	}
}

// BenchmarkAppend measures single appends to many inboxes, the usual load of notifications.
func BenchmarkAppend(b *testing.B) {
	c := open(b).node()
	n := 0
	for b.Loop() {
		n++
		must(b, c, plain(fmt.Sprint("inbox:", n%100), n))
	}
}
