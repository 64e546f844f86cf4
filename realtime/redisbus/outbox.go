package redisbus

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"splot/realtime"
)

// Bounds of what waits to be published, also while Redis is away. Overflow refuses the newest: its
// publisher learns of it, and the log has the content.
const (
	maxOutbox      = 8192
	maxOutboxBytes = 16 << 20
	pipeline       = 128 // messages in one round trip

	retryFirst = 20 * time.Millisecond
	retryLast  = time.Second
	// flushWithin is how long the last messages may take after Run's context ended.
	flushWithin = time.Second
)

type message struct {
	topic   string
	payload []byte
}

// outbox keeps messages in order until Redis has taken them.
type outbox struct {
	mu      sync.Mutex
	waiting []message
	bytes   int
	signal  chan struct{}
}

func newOutbox() *outbox { return &outbox{signal: make(chan struct{}, 1)} }

func (o *outbox) push(m message) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.waiting) == maxOutbox || o.bytes+len(m.payload) > maxOutboxBytes {
		return fmt.Errorf("%w: %d messages wait for redis", realtime.ErrBus, len(o.waiting))
	}
	o.waiting, o.bytes = append(o.waiting, m), o.bytes+len(m.payload)
	select {
	case o.signal <- struct{}{}:
	default:
	}
	return nil
}

// peek returns the next messages without removing them.
func (o *outbox) peek() []message {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.waiting[:min(len(o.waiting), pipeline)]
}

func (o *outbox) drop(n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for i := range n {
		o.bytes -= len(o.waiting[i].payload)
		o.waiting[i] = message{}
	}
	if o.waiting = o.waiting[n:]; len(o.waiting) == 0 {
		o.waiting = nil
	}
}

// send publishes in order, in pipelines, and repeats what Redis did not take: twice is allowed,
// out of order is not.
func (b *Bus) send(ctx context.Context) {
	pause := retryFirst
	for {
		batch := b.out.peek()
		if len(batch) == 0 {
			pause = retryFirst
			select {
			case <-ctx.Done():
				return
			case <-b.out.signal:
			}
			continue
		}
		err := b.publish(ctx, batch)
		switch {
		case err == nil:
			b.out.drop(len(batch))
			pause = retryFirst
		case ctx.Err() != nil:
			b.flush() //nolint:contextcheck // what waits leaves after the end, with a time of its own
			return
		default:
			b.logger.WarnContext(ctx, "redis does not take messages now", slog.Any("waiting", len(batch)), slog.Any("error", err))
			b.rest(ctx, pause)
			pause = min(2*pause, retryLast)
		}
	}
}

func (b *Bus) rest(ctx context.Context, pause time.Duration) {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

func (b *Bus) publish(ctx context.Context, batch []message) error {
	ctx, cancel := context.WithTimeout(ctx, ioTimeout)
	defer cancel()
	pipe := b.client.Pipeline()
	for _, m := range batch {
		pipe.Publish(ctx, m.topic, m.payload)
	}
	_, err := pipe.Exec(ctx)
	return err
}

// flush is the last attempt, after ctx ended.
func (b *Bus) flush() {
	ctx, cancel := context.WithTimeout(context.Background(), flushWithin)
	defer cancel()
	for {
		batch := b.out.peek()
		if len(batch) == 0 || b.publish(ctx, batch) != nil {
			return
		}
		b.out.drop(len(batch))
	}
}
