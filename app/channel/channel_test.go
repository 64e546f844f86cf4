package channel_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/channel"
	"splot/app/store"
	"splot/infra/sqlitestore"
)

// world is a store with the channels' collections, and what its nodes published.
type world struct {
	store store.Store
	now   time.Time

	mu        sync.Mutex
	published []channel.Entry
}

func open(t testing.TB) *world {
	t.Helper()
	db, err := sqlitestore.Open(t.Context(), sqlitestore.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := db.Ensure(t.Context(), channel.Collections()...); err != nil {
		t.Fatal(err)
	}
	return &world{store: db, now: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) later(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *world) publish(_ context.Context, e channel.Entry) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.published = append(w.published, e)
	return nil
}

// node is one process's view of the store.
func (w *world) node() *channel.Channels {
	return channel.New(channel.Options{
		Store: w.store, Clock: w.clock, IDs: app.NewIDs(app.Now), Logger: slog.New(slog.DiscardHandler), Publish: w.publish,
	})
}

func must(t testing.TB, c *channel.Channels, a channel.Append) channel.Receipt {
	t.Helper()
	r, err := c.Append(context.Background(), a)
	if err != nil {
		t.Fatalf("append %s of %s: %v", a.Data, a.Client, err)
	}
	return r
}

func read(t testing.TB, c *channel.Channels, name string, after int64, limit int) []channel.Entry {
	t.Helper()
	entries, err := c.Read(context.Background(), name, after, limit)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func plain(name string, n int) channel.Append {
	return channel.Append{Channel: name, Client: "tab", CSeq: int64(n), By: "p1", Data: fmt.Appendf(nil, `[%d]`, n)}
}

func TestAppendAndRead(t *testing.T) {
	w := open(t)
	c := w.node()
	epoch, head, err := c.Head(t.Context(), "inbox:p1")
	if err != nil || head != 0 || epoch == "" {
		t.Fatalf("head of an empty channel: %q, %d, %v", epoch, head, err)
	}
	for i := 1; i <= 5; i++ {
		r := must(t, c, plain("inbox:p1", i))
		if r != (channel.Receipt{Epoch: epoch, Seq: int64(i)}) {
			t.Errorf("receipt %d is %+v", i, r)
		}
	}
	must(t, c, plain("inbox:p10", 1)) // a name that begins like the other
	if _, head, _ = c.Head(t.Context(), "inbox:p1"); head != 5 {
		t.Errorf("head is %d", head)
	}
	for _, r := range []struct {
		after int64
		limit int
		want  string
	}{{0, 10, "1 2 3 4 5"}, {0, 2, "1 2"}, {3, 10, "4 5"}, {5, 10, ""}, {9, 10, ""}} {
		var seqs []string
		for _, e := range read(t, c, "inbox:p1", r.after, r.limit) {
			seqs = append(seqs, fmt.Sprint(e.Seq))
			if e.Channel != "inbox:p1" || e.Epoch != epoch || e.By != "p1" || string(e.Data) != fmt.Sprintf("[%d]", e.Seq) || !e.At.Equal(w.now) {
				t.Errorf("entry is %+v", e)
			}
		}
		if got := strings.Join(seqs, " "); got != r.want {
			t.Errorf("after %d, at most %d: %q, want %q", r.after, r.limit, got, r.want)
		}
	}
	if len(w.published) != 6 || w.published[4].Seq != 5 || string(w.published[4].Data) != "[5]" {
		t.Errorf("published %+v", w.published)
	}
}

func TestARepetitionIsNoDuplicate(t *testing.T) {
	w := open(t)
	a, b := w.node(), w.node()
	first := must(t, a, plain("c", 1))
	must(t, a, plain("c", 2))
	for _, node := range []*channel.Channels{a, b} {
		if again := must(t, node, plain("c", 1)); again.Seq != first.Seq || !again.Known || again.Epoch != first.Epoch {
			t.Errorf("receipt is %+v, first was %+v", again, first)
		}
	}
	if other := must(t, a, plain("d", 1)); other.Known {
		t.Error("another channel knows the pair")
	}
	nameless := channel.Append{Channel: "c", Data: json.RawMessage(`[]`)}
	if one, two := must(t, a, nameless), must(t, a, nameless); one.Seq != 3 || two.Seq != 4 {
		t.Errorf("nameless appends got %d and %d", one.Seq, two.Seq)
	}
	if got := len(w.published); got != 5 {
		t.Errorf("%d entries were published, want 5", got)
	}
}

func TestMalformedAppendsAreRefused(t *testing.T) {
	c := open(t).node()
	cases := map[string]func(*channel.Append){
		"no channel":          func(a *channel.Append) { a.Channel = "" },
		"channel with slash":  func(a *channel.Append) { a.Channel = "a/b" },
		"channel with space":  func(a *channel.Append) { a.Channel = "a b" },
		"long channel":        func(a *channel.Append) { a.Channel = strings.Repeat("a", channel.MaxName+1) },
		"client with space":   func(a *channel.Append) { a.Client = "a b" },
		"client with newline": func(a *channel.Append) { a.Client = "a\n" },
		"cseq 0":              func(a *channel.Append) { a.CSeq = 0 },
		"no data":             func(a *channel.Append) { a.Data = nil },
		"no JSON":             func(a *channel.Append) { a.Data = []byte(`{"a":`) },
		"too much data":       func(a *channel.Append) { a.Data = []byte(`"` + strings.Repeat("x", channel.MaxData) + `"`) },
	}
	for name, spoil := range cases {
		a := plain("c", 1)
		spoil(&a)
		if _, err := c.Append(t.Context(), a); !errors.Is(err, channel.ErrInvalid) {
			t.Errorf("%s: error is %v, want ErrInvalid", name, err)
		}
	}
	for _, bad := range []struct {
		name  string
		after int64
		limit int
	}{{"a/b", 0, 1}, {"c", -1, 1}, {"c", 0, 0}, {"c", 0, store.MaxLimit + 1}} {
		if _, err := c.Read(t.Context(), bad.name, bad.after, bad.limit); !errors.Is(err, channel.ErrInvalid) {
			t.Errorf("read %+v: error is %v, want ErrInvalid", bad, err)
		}
	}
}

func TestEpoch(t *testing.T) {
	w := open(t)
	a, b := w.node(), w.node()
	var epochs [2]string
	var both sync.WaitGroup
	for i, c := range []*channel.Channels{a, b} {
		both.Go(func() { epochs[i], _, _ = c.Head(context.Background(), "c") })
	}
	both.Wait()
	if epochs[0] == "" || epochs[0] != epochs[1] {
		t.Fatalf("two nodes made epochs %q", epochs)
	}
	must(t, a, plain("c", 1))
	if err := a.RenewEpoch(t.Context()); err != nil {
		t.Fatal(err)
	}
	renewed, head, _ := a.Head(t.Context(), "c")
	if renewed == epochs[0] || head != 1 {
		t.Errorf("after renewal: %q at %d", renewed, head)
	}
	w.later(time.Minute)
	if got, _, _ := b.Head(t.Context(), "c"); got != renewed {
		t.Errorf("the other node says %q after a minute", got)
	}
	if got := read(t, a, "c", 0, 1)[0].Epoch; got != renewed {
		t.Errorf("an old entry has epoch %q", got)
	}
}

func TestTrimKeepsTheNumbering(t *testing.T) {
	w := open(t)
	c := w.node()
	for i := 1; i <= 4; i++ {
		must(t, c, plain("inbox:old", i))
		must(t, c, plain("chat:old", i))
	}
	for i := 1; i <= 2; i++ {
		must(t, c, plain("inbox:mixed", i))
	}
	w.later(24 * time.Hour)
	must(t, c, plain("inbox:mixed", 3))
	if n, err := c.Trim(t.Context(), channel.Kind{Prefix: "chat:"}); err != nil || n != 0 {
		t.Errorf("trimmed %d, %v of a kind that keeps everything", n, err)
	}
	n, err := c.Trim(t.Context(), channel.Kind{Prefix: "inbox:", Keep: time.Hour})
	if err != nil || n != 5 {
		t.Errorf("trimmed %d, %v; want 3 of old and 2 of mixed", n, err)
	}
	if entries := read(t, c, "chat:old", 0, 10); len(entries) != 4 {
		t.Errorf("%d entries of another kind are left, want 4", len(entries))
	}
	for name, want := range map[string]int64{"inbox:old": 4, "inbox:mixed": 3} {
		_, head, err := c.Head(t.Context(), name)
		entries := read(t, c, name, 0, 10)
		if err != nil || head != want || len(entries) != 1 || entries[0].Seq != want {
			t.Errorf("%s: head %d, %d entries, %v", name, head, len(entries), err)
		}
		if r := must(t, c, plain(name, 9)); r.Seq != want+1 {
			t.Errorf("%s goes on at %d", name, r.Seq)
		}
	}
}
