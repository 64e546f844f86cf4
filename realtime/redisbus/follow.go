package redisbus

import (
	"context"
	"log/slog"
	"slices"

	"github.com/redis/go-redis/v9"
)

// subscribeBatch is how many topics one SUBSCRIBE names.
const subscribeBatch = 500

// follow tells Redis what the receivers want, whenever that changes. It is the only goroutine that
// does, so SUBSCRIBE and UNSUBSCRIBE of a topic cannot overtake each other. go-redis remembers the
// wish even if Redis is away, and repeats it after a reconnect.
func (b *Bus) follow(ctx context.Context, pubsub *redis.PubSub) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-b.changed:
		}
		wanted, unwanted := b.wishes()
		for batch := range slices.Chunk(unwanted, subscribeBatch) {
			b.tell(ctx, "unsubscribe", batch, pubsub.Unsubscribe)
		}
		for batch := range slices.Chunk(wanted, subscribeBatch) {
			b.tell(ctx, "subscribe", batch, pubsub.Subscribe)
		}
	}
}

func (b *Bus) tell(ctx context.Context, what string, topics []string, f func(context.Context, ...string) error) {
	if err := f(ctx, topics...); err != nil && ctx.Err() == nil {
		b.logger.WarnContext(ctx, "redis does not take a subscription now", slog.Any("command", what), slog.Any("topics", len(topics)), slog.Any("error", err))
	}
}

// wishes returns the Redis channels to follow and to leave from now on.
func (b *Bus) wishes() (wanted, unwanted []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for name, t := range b.topics {
		switch {
		case len(t.receivers) == 0:
			delete(b.topics, name)
			if t.asked {
				unwanted = append(unwanted, b.prefix+name)
			}
		case !t.asked:
			t.asked = true
			wanted = append(wanted, b.prefix+name)
		}
	}
	return wanted, unwanted
}
