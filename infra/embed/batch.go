package embed

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"splot/search"
)

// batch is the texts of one request.
type batch struct {
	role    search.Role
	texts   []string
	bytes   int
	callers int // who still wait; the client's mutex guards it
	launch  func()
	cancel  context.CancelFunc
	timer   *time.Timer

	// Written before done is closed.
	vectors []search.Vector
	errs    []error // of each text
	done    chan struct{}
}

// share is the part of a caller's texts that went into one batch.
type share struct {
	batch    *batch
	from, to int // of the batch
}

// Embed returns the vectors of the texts, in their order, or the first error: half an answer is none.
func (c *Client) Embed(ctx context.Context, role search.Role, texts []string) ([]search.Vector, error) {
	if len(texts) == 0 {
		return nil, nil
	}
	prefixed, err := c.prefix(role, texts)
	if err != nil {
		return nil, err
	}
	shares, err := c.enqueue(role, prefixed) //nolint:contextcheck // a batch has several callers, and ends with the last
	if err != nil {
		return nil, err
	}
	out := make([]search.Vector, 0, len(texts))
	for i, s := range shares {
		select {
		case <-s.batch.done:
			err = s.batch.failed(s.from, s.to)
		case <-ctx.Done():
			err = fmt.Errorf("embed %d texts: %w", len(texts), ctx.Err())
		}
		if err != nil {
			c.leave(shares[i:])
			return nil, err
		}
		out = append(out, s.batch.vectors[s.from:s.to]...)
		c.leave(shares[i : i+1])
	}
	return out, nil
}

func (c *Client) prefix(role search.Role, texts []string) ([]string, error) {
	before := ""
	switch role {
	case search.AsQuery:
		before = c.options.QueryPrefix
	case search.AsPassage:
		before = c.options.PassagePrefix
	default:
		return nil, fmt.Errorf("embed: role %d is not known", role)
	}
	out := make([]string, len(texts))
	for i, t := range texts {
		if t == "" || len(before)+len(t) > MaxBytes {
			return nil, fmt.Errorf("embed text of %d bytes: %w", len(t), search.ErrText)
		}
		out[i] = before + t
	}
	return out, nil
}

// enqueue puts texts into batches, all or none.
func (c *Client) enqueue(role search.Role, texts []string) ([]share, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || c.waiting+len(texts) > MaxWaiting {
		c.counters.turnedAway.Add(1)
		return nil, fmt.Errorf("embed %d texts: too many wait, or the client is closed: %w", len(texts), search.ErrUnavailable)
	}
	c.waiting += len(texts)
	var shares []share
	for _, t := range texts {
		b := c.open[role]
		if b != nil && (len(b.texts) >= c.speaks.most() || b.bytes+len(t) > MaxBytes) {
			c.send(b)
			b = nil
		}
		if b == nil {
			b = c.begin(role)
		}
		if last := len(shares) - 1; last < 0 || shares[last].batch != b {
			b.callers++
			shares = append(shares, share{batch: b, from: len(b.texts)})
		}
		b.texts, b.bytes = append(b.texts, t), b.bytes+len(t)
		shares[len(shares)-1].to = len(b.texts)
		if len(b.texts) >= c.speaks.most() {
			c.send(b)
		}
	}
	return shares, nil
}

// begin opens a batch that leaves by itself after the time to fill. The mutex is held.
func (c *Client) begin(role search.Role) *batch {
	ctx, cancel := context.WithCancel(context.Background())
	b := &batch{role: role, cancel: cancel, done: make(chan struct{})}
	b.launch = func() { go c.run(ctx, b) }
	b.timer = time.AfterFunc(c.options.Fill, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.send(b)
	})
	c.open[role], c.flying[b] = b, struct{}{}
	c.running.Add(1)
	return b
}

// send lets a batch go, once. The mutex is held.
func (c *Client) send(b *batch) {
	if b.launch == nil {
		return
	}
	b.timer.Stop()
	b.vectors, b.errs = make([]search.Vector, len(b.texts)), make([]error, len(b.texts))
	b.launch()
	b.launch = nil
	if c.open[b.role] == b {
		c.open[b.role] = nil
	}
}

// fetch asks for a part of a batch. A refused part is asked for in halves, so that one text spoils no other.
func (c *Client) fetch(ctx context.Context, b *batch, from, to int) {
	vectors, err := c.request(ctx, b.role, b.texts[from:to])
	switch {
	case err == nil:
		copy(b.vectors[from:], vectors)
	case errors.Is(err, search.ErrText) && to-from > 1:
		middle := (from + to) / 2
		c.fetch(ctx, b, from, middle)
		c.fetch(ctx, b, middle, to)
	default:
		b.fail(from, to, err)
	}
}

func (b *batch) fail(from, to int, err error) {
	for i := from; i < to; i++ {
		b.errs[i] = err
	}
}

func (b *batch) failed(from, to int) error {
	i := slices.IndexFunc(b.errs[from:to], func(err error) bool { return err != nil })
	if i < 0 {
		return nil
	}
	return b.errs[from+i]
}

// run asks the server for a batch when a slot is free.
func (c *Client) run(ctx context.Context, b *batch) {
	defer c.running.Done()
	select {
	case c.slots <- struct{}{}:
		c.fetch(ctx, b, 0, len(b.texts))
		<-c.slots
	case <-ctx.Done():
		b.fail(0, len(b.texts), gone(ctx))
	}
	c.mu.Lock()
	delete(c.flying, b)
	c.waiting -= len(b.texts)
	c.mu.Unlock()
	b.cancel()
	close(b.done)
}

// leave says that a caller no longer waits; a batch without callers is given up.
func (c *Client) leave(shares []share) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range shares {
		if s.batch.callers--; s.batch.callers == 0 {
			c.send(s.batch)
			s.batch.cancel()
		}
	}
}

func gone(ctx context.Context) error {
	return fmt.Errorf("embed: nobody waits any more: %w: %w", search.ErrUnavailable, ctx.Err())
}
