package channel

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"splot/app/store"
)

const (
	// attempts is how often an append that others overtook is tried.
	attempts = 10
	// jitterFirst and jitterLast bound the random pause before the next attempt.
	jitterFirst = 2 * time.Millisecond
	jitterLast  = 100 * time.Millisecond
	// commitWithin bounds a burst, whoever gave up waiting for it.
	commitWithin = 10 * time.Second
)

// Append makes an entry durable and returns where it stands. If it fails, or ctx ends, the entry may
// still have been appended: sending the same Client and CSeq again tells.
func (c *Channels) Append(ctx context.Context, a Append) (Receipt, error) {
	if err := a.Check(); err != nil {
		return Receipt{}, fmt.Errorf("append: %w", err)
	}
	if a.Client == "" {
		a.Client, a.CSeq = string(c.o.IDs()), 1
	}
	p := &proposal{Append: a, turn: make(chan []*proposal, 1), done: make(chan struct{})}
	if err := c.queue(p); err != nil {
		return Receipt{}, fmt.Errorf("append to channel %s: %w", a.Channel, err)
	}
	select {
	case batch := <-p.turn: // this goroutine commits for all who wait
		c.commitFor(ctx, a.Channel, batch)
	case <-p.done:
	case <-ctx.Done():
		if batch := c.abandon(p); batch != nil {
			c.commitFor(ctx, a.Channel, batch)
		}
		return Receipt{}, fmt.Errorf("append to channel %s: %w", a.Channel, ctx.Err())
	}
	if p.err != nil {
		return Receipt{}, fmt.Errorf("append to channel %s: %w", a.Channel, p.err)
	}
	return p.receipt, nil
}

// commitFor commits a batch, answers everyone in it and passes the turn on, even if Publish panics.
func (c *Channels) commitFor(ctx context.Context, channel string, batch []*proposal) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitWithin)
	defer cancel()
	defer c.pass(channel)
	err := errCut
	defer func() {
		for _, p := range batch {
			if p.receipt.Seq == 0 {
				p.err = err
			}
			close(p.done)
		}
	}()
	err = c.commit(ctx, channel, batch)
}

var errCut = errors.New("the append was cut short")

// commit appends what the channel does not know yet of the batch.
func (c *Channels) commit(ctx context.Context, channel string, batch []*proposal) error {
	epoch, err := c.epoch.current(ctx)
	if err != nil {
		return err
	}
	for attempt := range attempts {
		end, err := c.end(ctx, channel) // before looking for known ones: see the package comment
		if err != nil {
			return err
		}
		fresh, err := c.answerKnown(ctx, epoch, batch)
		if err != nil || len(fresh) == 0 {
			return err
		}
		b := c.gather(end+1, fresh)
		err = c.bursts.Insert(ctx, burstID(channel, b.Seq), b)
		if err == nil {
			c.settle(ctx, channel, epoch, b, batch)
			return nil
		}
		if !errors.Is(err, store.ErrDuplicate) {
			return err
		}
		if err := rest(ctx, attempt); err != nil {
			return err
		}
	}
	return ErrContended
}

// answerKnown gives receipts to proposals that the channel knows, and returns the others, each key once.
func (c *Channels) answerKnown(ctx context.Context, epoch string, batch []*proposal) ([]*proposal, error) {
	keys := make([]string, len(batch))
	for i, p := range batch {
		keys[i] = p.key()
	}
	known := map[string]int64{}
	q := store.Query{Where: []store.Condition{store.In("keys", keys...)}, Limit: len(keys)}
	docs, _, err := c.bursts.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		for i, key := range d.Value.Keys {
			known[key] = d.Value.Seq + int64(i)
		}
	}
	var fresh []*proposal
	seen := map[string]bool{}
	for i, p := range batch {
		if seq := known[keys[i]]; seq > 0 {
			p.receipt = Receipt{Epoch: epoch, Seq: seq, Known: true}
		} else if !seen[keys[i]] {
			seen[keys[i]] = true
			fresh = append(fresh, p)
		}
	}
	return fresh, nil
}

func (c *Channels) gather(seq int64, fresh []*proposal) burst {
	b := burst{At: c.o.Clock(), Seq: seq}
	for _, p := range fresh {
		b.Keys = append(b.Keys, p.key())
		b.Entries = append(b.Entries, element{By: p.By, Data: string(p.Data)})
	}
	return b
}

// settle gives receipts for a stored burst and publishes it. A key that the batch held twice has one
// entry, and the later proposal counts as a repetition.
func (c *Channels) settle(ctx context.Context, channel, epoch string, b burst, batch []*proposal) {
	at := map[string]int64{}
	for i, key := range b.Keys {
		at[key] = b.Seq + int64(i)
	}
	taken := map[string]bool{}
	for _, p := range batch {
		if key := p.key(); p.receipt.Seq == 0 {
			p.receipt = Receipt{Epoch: epoch, Seq: at[key], Known: taken[key]}
			taken[key] = true
		}
	}
	for _, e := range b.spread(channel, epoch) {
		if err := c.o.Publish(ctx, e); err != nil {
			c.o.Logger.WarnContext(ctx, "publishing entries failed", slog.Any("channel", channel), slog.Any("seq", e.Seq), slog.Any("error", err))
			return // readers will look themselves
		}
	}
}

func rest(ctx context.Context, attempt int) error {
	timer := time.NewTimer(rand.N(min(jitterFirst<<attempt, jitterLast)))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
