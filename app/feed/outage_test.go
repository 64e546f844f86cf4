package feed_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/feed"
	"splot/app/store"
)

// lines is a log that several goroutines write.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
	line chan struct{} // receives after a line
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case l.line <- struct{}{}:
	default:
	}
	return l.text.Write(p)
}

func (l *lines) count(text string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.text.String(), text)
}

// outage is a store that can be out of reach, and counts who tries.
type outage struct {
	store.Store
	mu    sync.Mutex
	out   bool
	tries chan struct{}
}

func (o *outage) away() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.out {
		return nil
	}
	select {
	case o.tries <- struct{}{}:
	default:
	}
	return fmt.Errorf("%w: connection refused", store.ErrUnavailable)
}

func (o *outage) set(out bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.out = out
}

func (o *outage) Find(ctx context.Context, c *store.Collection, q store.Query) ([]store.Document, store.Cursor, error) {
	if err := o.away(); err != nil {
		return nil, "", err
	}
	return o.Store.Find(ctx, c, q)
}

func (o *outage) Pending(ctx context.Context, limit int) ([]store.Event, error) {
	if err := o.away(); err != nil {
		return nil, err
	}
	return o.Store.Pending(ctx, limit)
}

func (o *outage) Written(ctx context.Context, limit int) ([]store.Event, error) {
	if err := o.away(); err != nil {
		return nil, err
	}
	return o.Store.Written(ctx, limit)
}

// TestOutageIsToldOnce has twenty lanes and the relay meet an outage a hundred times: one line when it begins, one when it
// is over, and what was written before is handled.
func TestOutageIsToldOnce(t *testing.T) {
	log := &lines{line: make(chan struct{}, 1)}
	db := &outage{Store: open(t), tries: make(chan struct{})}
	r := over(t, db, func(o *feed.Options) {
		o.Log, o.Poll = slog.New(slog.NewTextHandler(log, nil)), time.Millisecond
	})
	var handled seen
	for i := range 20 {
		r.Register(feed.Handler{Name: fmt.Sprint("lane", i), Topics: []string{"a"}, Handle: handled.handle})
	}
	r.write(t, r.event("a", "k"))
	defer r.run(t)()
	r.drain(t)
	db.set(true)
	for range 100 {
		<-db.tries
	}
	db.set(false)
	for log.count("the documents are back") == 0 {
		<-log.line
	}
	if got := log.count("level=ERROR"); got != 1 {
		t.Errorf("%d lines of errors", got)
	}
	if got := log.count("the documents are back"); got != 1 {
		t.Errorf("%d lines of its end", got)
	}
	handled.want(t, 1, 20)
}

// TestClocksThatDisagree warns of a node whose clock is ahead or behind, and of none that agrees.
func TestClocksThatDisagree(t *testing.T) {
	for name, test := range map[string]struct {
		skew time.Duration
		warn bool
	}{
		"the same":    {0, false},
		"a bit":       {2 * time.Second, false},
		"far ahead":   {90 * time.Second, true},
		"far behind":  {-90 * time.Second, true},
		"a day ahead": {25 * time.Hour, true},
	} {
		s := open(t)
		if err := s.Ensure(t.Context(), feed.Nodes); err != nil {
			t.Fatal(err)
		}
		now := app.Now()
		one, other := &lines{}, &lines{}
		node := func(log *lines, skew time.Duration) func(context.Context) error {
			return over(t, s, func(o *feed.Options) {
				o.Log, o.Now = slog.New(slog.NewTextHandler(log, nil)), func() time.Time { return now.Add(skew) }
			}).Comparer()
		}
		mine, theirs := node(one, 0), node(other, test.skew)
		for range 3 {
			for _, compare := range []func(context.Context) error{mine, theirs} {
				if err := compare(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			now = now.Add(20 * time.Second)
		}
		if warned := one.count("clocks") + other.count("clocks"); warned > 0 != test.warn {
			t.Errorf("%s: %d warnings", name, warned)
		}
	}
}
