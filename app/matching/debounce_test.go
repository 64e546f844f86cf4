package matching_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/app/matching"
	"splot/app/records"
	"splot/search"
)

// counting is an engine that counts how often candidates are asked for, which a round does once.
type counting struct {
	search.Engine
	mu     sync.Mutex
	rounds map[string]int
	put    map[string]search.Entry
}

func (c *counting) Candidates(ctx context.Context, of search.Entry, limit int) ([]search.Candidate, error) {
	c.mu.Lock()
	c.rounds[of.ID]++
	c.mu.Unlock()
	return c.Engine.Candidates(ctx, of, limit)
}

func (c *counting) Put(ctx context.Context, entries ...search.Entry) error {
	c.mu.Lock()
	for _, e := range entries {
		c.put[e.ID] = e
	}
	c.mu.Unlock()
	return c.Engine.Put(ctx, entries...)
}

// of is how many rounds an entry had.
func (c *counting) of(id app.ID) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.rounds[string(id)]
}

// count puts a counting engine in front of the world's own.
func count(c *counting) func(*matching.Options) {
	return func(o *matching.Options) {
		c.Engine, c.rounds, c.put = o.Engine, map[string]int{}, map[string]search.Entry{}
		o.Engine = c
	}
}

func TestBurstOfEditsIsMatchedTwice(t *testing.T) {
	t.Parallel()
	var c counting
	w := newStillWorld(t, count(&c), func(o *matching.Options) { o.Debounce = time.Second })
	asks, offers := w.organisation("Pyta"), w.organisation("Oferuje")
	need := w.insert(w.approved(asks, app.Need, filmTitle, filmText))
	offer := w.insert(w.approved(offers, app.Technology, filmTitle, filmText))
	w.deliver(records.TopicEntry)
	w.pass(time.Minute)
	before := c.of(offer.ID)

	const edits = 20
	for range edits {
		w.changeEntry(offer.ID, func(e *app.Entry) { e.Approved.Number++ })
		w.deliver(records.TopicEntry)
		w.pass(10 * time.Millisecond)
	}
	if got := c.of(offer.ID) - before; got != 1 {
		t.Errorf("%d rounds during the burst, want the first edit's", got)
	}
	again := w.waiting(records.TopicAgain)
	if want := start.Add(time.Minute + time.Second); len(again) != 1 || !again[0].Due.Equal(want) {
		t.Fatalf("waiting %+v, want one round at %s", again, want)
	}
	w.pass(time.Second)
	w.deliver(records.TopicAgain)
	if got := c.of(offer.ID) - before; got != 2 {
		t.Errorf("%d rounds for %d edits, want 2", got, edits)
	}
	if m := w.stored()[0].Value; m.Offer.Number != edits+1 || m.Need.Entry != need.ID {
		t.Errorf("the match is of version %d, want the last, %d", m.Offer.Number, edits+1)
	}

	w.changeEntry(offer.ID, func(e *app.Entry) { e.Approved.Number++ })
	w.changeEntry(offer.ID, withdraw)
	w.deliver(records.TopicEntry)
	if left := w.stored(); len(left) != 0 {
		t.Errorf("%d matches are left of an entry that was withdrawn soon after a change", len(left))
	}
}
