package feed

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"splot/app/store"
)

const (
	beatEvery = 20 * time.Second
	// apart is how far clocks may disagree in silence. Leases tell times of other nodes' clocks: with the default lease
	// and the longest handler, events run twice when clocks are some 40 s apart, and it is time to say so long before.
	apart = 5 * time.Second
	// beatsKept is how long the beat of a node that is gone stays.
	beatsKept = 24 * time.Hour
)

// Nodes declares the beats: a document for each node with the time of its clock. The feed ensures it.
var Nodes = &store.Collection{Name: "feedNodes"}

type beat struct {
	At time.Time `bson:"at"`
}

// clocks compares this node's clock with the others'.
type clocks struct {
	feed  *Feed
	beats store.Set[beat]
	id    string
	seen  map[string]time.Time // the last beat of each other node
}

// watch beats and compares until the context ends.
func (c *clocks) watch(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
		case <-ctx.Done():
			return
		}
		if err := c.compare(ctx); err != nil {
			c.feed.failures.failed(ctx, "comparing clocks", err)
		}
		timer.Reset(beatEvery)
	}
}

func (c *clocks) compare(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, stepWithin)
	defer cancel()
	_, err := c.beats.Upsert(ctx, c.id, func(b *beat, _ bool) ([]store.Event, error) {
		b.At = c.feed.Now()
		return nil, nil
	})
	if err != nil {
		return err
	}
	others, _, err := c.beats.Find(ctx, store.Query{Limit: store.MaxLimit})
	if err != nil {
		return err
	}
	now := c.feed.Now()
	for _, other := range others {
		if other.ID == c.id {
			continue
		}
		if now.Sub(other.Value.At) > beatsKept {
			if err := c.beats.Delete(ctx, other); err != nil && !errors.Is(err, store.ErrNotFound) && !errors.Is(err, store.ErrStale) {
				return err
			}
			continue
		}
		c.judge(ctx, other, now)
	}
	return nil
}

// judge warns of a clock that disagrees. A beat is between nothing and beatEvery old when it is read for the first time;
// how old one is that was there before this node says nothing.
func (c *clocks) judge(ctx context.Context, other store.Doc[beat], now time.Time) {
	last, known := c.seen[other.ID]
	c.seen[other.ID] = other.Value.At
	ahead := other.Value.At.Sub(now)
	fresh := known && !last.Equal(other.Value.At)
	switch {
	case ahead > apart:
	case fresh && -ahead > beatEvery+stepWithin+apart:
		ahead += beatEvery // at least so far behind
	default:
		return
	}
	c.feed.Log.WarnContext(ctx, "the clocks of two nodes disagree: events may be handled twice; set both by NTP",
		slog.String("other", other.ID), slog.Duration("ahead", ahead.Round(time.Second)))
}
