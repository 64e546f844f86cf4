package redisbus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"splot/realtime"
)

// Options are what a bus needs. URL and Logger are required.
type Options struct {
	URL    string // redis://[user:password@]host:port/db, or rediss:// for TLS
	Prefix string // of every key and topic; empty is "splot:"
	Logger *slog.Logger
}

// ioTimeout bounds one exchange with Redis.
const ioTimeout = 3 * time.Second

// Bus carries messages between nodes over Redis.
type Bus struct {
	client *redis.Client
	prefix string
	logger *slog.Logger
	out    *outbox

	mu      sync.Mutex
	topics  map[string]*topic
	changed chan struct{} // wakes the subscriber goroutine
}

// topic is what receivers want of a Redis channel and what Redis is known to do.
type topic struct {
	receivers map[*receiver]struct{}
	asked     bool // SUBSCRIBE was sent, or will be when Redis is back
	confirmed bool // and Redis said yes
}

type receiver struct{ receive func(realtime.Message) }

// New checks the options. Its errors never hold the URL, which may carry a password.
func New(o Options) (*Bus, error) {
	if o.Logger == nil {
		return nil, errors.New("new redis bus: Logger is required")
	}
	settings, err := redis.ParseURL(o.URL)
	if err != nil {
		return nil, errors.New("new redis bus: the URL is not redis://[user:password@]host:port/db")
	}
	settings.DialTimeout, settings.ReadTimeout, settings.WriteTimeout = ioTimeout, ioTimeout, ioTimeout
	settings.ContextTimeoutEnabled = true
	settings.MaxRetries = 1
	silence()
	if o.Prefix == "" {
		o.Prefix = "splot:"
	}
	return &Bus{
		client: redis.NewClient(settings), prefix: o.Prefix, logger: o.Logger, out: newOutbox(),
		topics: map[string]*topic{}, changed: make(chan struct{}, 1),
	}, nil
}

// silence stops go-redis from writing to standard error: what matters of it, this package logs. The
// setting is the library's own global, and this is the only package that uses the library.
var silence = sync.OnceFunc(func() { redis.SetLogger(mute{}) })

type mute struct{}

func (mute) Printf(context.Context, string, ...any) {}

// Publish queues the payload; see outbox for what happens while Redis is away.
func (b *Bus) Publish(_ context.Context, topic string, payload []byte) error {
	if len(payload) > realtime.MaxPayload {
		return fmt.Errorf("%w: %d bytes on %s", realtime.ErrBus, len(payload), topic)
	}
	return b.out.push(message{topic: b.prefix + topic, payload: payload})
}

// Subscribe works while Redis is away too: the subscription follows when it is back.
func (b *Bus) Subscribe(name string, receive func(realtime.Message)) (cancel func()) {
	r := &receiver{receive: receive}
	b.mu.Lock()
	t := b.topics[name]
	if t == nil {
		t = &topic{receivers: map[*receiver]struct{}{}}
		b.topics[name] = t
	}
	t.receivers[r] = struct{}{}
	confirmed := t.confirmed
	b.mu.Unlock()
	if confirmed { // Redis will not say so again
		receive(realtime.Message{Topic: name, Fresh: true})
	} else {
		b.wake()
	}
	return func() { b.leave(t, r) }
}

func (b *Bus) leave(t *topic, r *receiver) {
	b.mu.Lock()
	delete(t.receivers, r)
	empty := len(t.receivers) == 0
	b.mu.Unlock()
	if empty {
		b.wake()
	}
}

func (b *Bus) wake() {
	select {
	case b.changed <- struct{}{}:
	default:
	}
}

// Ready asks Redis for an answer.
func (b *Bus) Ready(ctx context.Context) error {
	if err := b.client.Ping(ctx).Err(); err != nil {
		return fmt.Errorf("ping redis: %w", err)
	}
	return nil
}

// Run moves messages until ctx ends. It outlives any failure of Redis.
func (b *Bus) Run(ctx context.Context) error {
	pubsub := b.client.Subscribe(ctx)
	arriving := pubsub.ChannelWithSubscriptions(redis.WithChannelSize(channelSize))
	var parts sync.WaitGroup
	parts.Go(func() { b.read(arriving) })
	parts.Go(func() { b.follow(ctx, pubsub) })
	parts.Go(func() { b.send(ctx) })
	<-ctx.Done()
	_ = pubsub.Close() // ends read
	parts.Wait()
	return b.client.Close()
}

// channelSize is how many messages wait for read, which only hands on.
const channelSize = 1024

// read hands on what arrives until the pub/sub connection is closed.
func (b *Bus) read(arriving <-chan any) {
	for m := range arriving {
		switch m := m.(type) {
		case *redis.Message:
			name := strings.TrimPrefix(m.Channel, b.prefix)
			b.deliver(name, realtime.Message{Topic: name, Payload: []byte(m.Payload)})
		case *redis.Subscription:
			if m.Kind == "subscribe" {
				b.confirm(strings.TrimPrefix(m.Channel, b.prefix))
			}
		}
	}
}

func (b *Bus) confirm(name string) {
	b.mu.Lock()
	if t := b.topics[name]; t != nil {
		t.confirmed = true
	}
	b.mu.Unlock()
	b.deliver(name, realtime.Message{Topic: name, Fresh: true})
}

// deliver calls receivers without the lock, so that one may subscribe or cancel.
func (b *Bus) deliver(name string, m realtime.Message) {
	b.mu.Lock()
	var receivers []*receiver
	if t := b.topics[name]; t != nil {
		for r := range t.receivers {
			receivers = append(receivers, r)
		}
	}
	b.mu.Unlock()
	for _, r := range receivers {
		r.receive(m)
	}
}
