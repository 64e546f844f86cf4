package realtime

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// ErrBus is that a bus did not take a message over.
var ErrBus = errors.New("bus refuses the message")

// LocalBus is the Bus of a single process. It loses nothing and calls receivers within Publish.
type LocalBus struct {
	mu     sync.RWMutex
	topics map[string]map[*localReceiver]struct{}
}

type localReceiver struct{ receive func(Message) }

// NewLocalBus returns a bus that is ready at once.
func NewLocalBus() *LocalBus {
	return &LocalBus{topics: map[string]map[*localReceiver]struct{}{}}
}

// Publish delivers to all present subscribers before it returns.
func (b *LocalBus) Publish(_ context.Context, topic string, payload []byte) error {
	if len(payload) > MaxPayload {
		return fmt.Errorf("%w: %d bytes on %s", ErrBus, len(payload), topic)
	}
	b.mu.RLock()
	defer b.mu.RUnlock()
	for r := range b.topics[topic] {
		r.receive(Message{Topic: topic, Payload: payload})
	}
	return nil
}

// Subscribe says Fresh before it returns.
func (b *LocalBus) Subscribe(topic string, receive func(Message)) (cancel func()) {
	r := &localReceiver{receive: receive}
	b.mu.Lock()
	if b.topics[topic] == nil {
		b.topics[topic] = map[*localReceiver]struct{}{}
	}
	b.topics[topic][r] = struct{}{}
	b.mu.Unlock()
	receive(Message{Topic: topic, Fresh: true})
	return func() { b.leave(topic, r) }
}

func (b *LocalBus) leave(topic string, r *localReceiver) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.topics[topic], r)
	if len(b.topics[topic]) == 0 {
		delete(b.topics, topic)
	}
}

// Ready is always nil.
func (b *LocalBus) Ready(context.Context) error { return nil }

// Run waits for ctx: there is nothing to move.
func (b *LocalBus) Run(ctx context.Context) error {
	<-ctx.Done()
	return nil
}
