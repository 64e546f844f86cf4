package channel

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"

	"splot/app"
	"splot/app/store"
)

// Options are what channels need; all are required.
type Options struct {
	Store  store.Store // with Collections ensured
	Clock  app.Clock
	IDs    app.IDs
	Logger *slog.Logger
	// Publish is told of each entry after it is durable, in the order of one channel's entries appended
	// here. It must not block; its error is logged and changes nothing.
	Publish func(context.Context, Entry) error
}

// Channels reads and appends.
type Channels struct {
	o      Options
	bursts store.Set[burst]
	epoch  epoch

	mu    sync.Mutex
	lines map[string]*line // of channels to which somebody here appends right now
}

// New does no I/O.
func New(o Options) *Channels {
	return &Channels{
		o: o, bursts: store.Set[burst]{Store: o.Store, Collection: bursts},
		epoch: epoch{set: store.Set[epochBody]{Store: o.Store, Collection: epochs}, clock: o.Clock, ids: o.IDs},
		lines: map[string]*line{},
	}
}

// Head returns the epoch and the channel's last number, 0 if it has no entries.
func (c *Channels) Head(ctx context.Context, channel string) (epoch string, seq int64, err error) {
	if !validName(channel) {
		return "", 0, fmt.Errorf("head of a channel: %w", ErrInvalid)
	}
	if epoch, err = c.epoch.current(ctx); err != nil {
		return "", 0, fmt.Errorf("head of channel %s: %w", channel, err)
	}
	if seq, err = c.end(ctx, channel); err != nil {
		return "", 0, fmt.Errorf("head of channel %s: %w", channel, err)
	}
	return epoch, seq, nil
}

func (c *Channels) end(ctx context.Context, channel string) (int64, error) {
	last, err := c.bursts.First(ctx, store.Query{Where: []store.Condition{within(channel)}, Desc: true})
	if errors.Is(err, store.ErrNotFound) {
		return 0, nil
	}
	return last.Value.last(), err
}

// Read returns up to limit (at most store.MaxLimit) entries after a number, ascending. Old ones may be
// missing at the beginning.
func (c *Channels) Read(ctx context.Context, channel string, after int64, limit int) ([]Entry, error) {
	if !validName(channel) || after < 0 || limit < 1 || limit > store.MaxLimit {
		return nil, fmt.Errorf("read a channel: %w", ErrInvalid)
	}
	epoch, err := c.epoch.current(ctx)
	if err != nil {
		return nil, fmt.Errorf("read channel %s: %w", channel, err)
	}
	docs, err := c.from(ctx, channel, after+1, limit)
	if err != nil {
		return nil, fmt.Errorf("read channel %s after %d: %w", channel, after, err)
	}
	var entries []Entry
	for _, d := range docs {
		for _, e := range d.Value.spread(channel, epoch) {
			if e.Seq > after && len(entries) < limit {
				entries = append(entries, e)
			}
		}
	}
	return entries, nil
}

// from returns the burst that holds seq, if there is one, and what follows.
func (c *Channels) from(ctx context.Context, channel string, seq int64, limit int) ([]store.Doc[burst], error) {
	start := burstID(channel, seq)
	holds := within(channel)
	holds.Below, holds.Max = nil, start
	first, err := c.bursts.First(ctx, store.Query{Where: []store.Condition{holds}, Desc: true})
	switch {
	case err == nil && first.Value.last() >= seq:
		start = first.ID
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return nil, err
	}
	rest := within(channel)
	rest.Above, rest.Min = nil, start
	docs, _, err := c.bursts.Find(ctx, store.Query{Where: []store.Condition{rest}, Limit: limit})
	return docs, err
}

func (b burst) spread(channel, epoch string) []Entry {
	entries := make([]Entry, len(b.Entries))
	for i, e := range b.Entries {
		entries[i] = Entry{
			Channel: channel, Epoch: epoch, Seq: b.Seq + int64(i), By: e.By, At: b.At, Data: []byte(e.Data),
		}
	}
	return entries
}

// Trim forgets entries of a kind that are older than it keeps them, except each channel's last burst, which holds the
// numbering. A proposal repeated after its entry is forgotten is appended anew. It returns how many bursts went. A kind
// that keeps everything costs nothing.
func (c *Channels) Trim(ctx context.Context, k Kind) (int, error) {
	if k.Keep == 0 {
		return 0, nil
	}
	n := 0
	ended, end := "", int64(0) // the channel whose end was looked up last: bursts come channel by channel
	old := store.Query{Where: []store.Condition{
		{Field: store.IDField, Min: k.Prefix, Below: k.Prefix[:len(k.Prefix)-1] + ";"}, // ';' is the sign after the colon
		{Field: "at", Below: c.o.Clock().Add(-k.Keep)},
	}}
	err := c.bursts.Each(ctx, old, func(d store.Doc[burst]) (err error) {
		if channel := d.ID[:len(d.ID)-len("/")-20]; channel != ended {
			if end, err = c.end(ctx, channel); err != nil {
				return err
			}
			ended = channel
		}
		if d.Value.last() == end {
			return nil
		}
		if err := c.bursts.Delete(ctx, d); err != nil && !errors.Is(err, store.ErrNotFound) && !errors.Is(err, store.ErrStale) {
			return err
		}
		n++
		return nil
	})
	if err != nil {
		return n, fmt.Errorf("trim channels %s: %w", k.Prefix, err)
	}
	return n, nil
}
