package realtime

import "context"

// MaxPayload bounds one bus message, in bytes.
const MaxPayload = 1 << 20

// Bus carries small messages between nodes, at most once. It promises less than it usually does:
//
//   - Publish hands the payload over. nil means accepted, not delivered.
//   - Messages of one publisher on one topic arrive in the order published; any may be missing, and
//     after a reconnect one may come twice.
//   - After every point from which messages may have been missed — the first subscription, a reconnect —
//     subscribers of the topic get a Message with Fresh set: "look at the truth, there may be a gap".
//
// Payloads are shared between receivers and must not be modified.
type Bus interface {
	// Publish never blocks on the network; it fails when the payload is above MaxPayload or the bus
	// is overloaded or closed.
	Publish(ctx context.Context, topic string, payload []byte) error
	// Subscribe delivers the topic to the receiver until cancel is called; one message in flight may
	// still arrive then. The receiver is called by the bus's own reader, possibly before Subscribe
	// returns, and may only enqueue.
	Subscribe(topic string, receive func(Message)) (cancel func())
	// Ready tells whether messages can flow now.
	Ready(ctx context.Context) error
	// Run moves messages until ctx ends; its return means that every goroutine of the bus has ended.
	Run(ctx context.Context) error
}

// Message is what a subscriber gets: a payload, or the news that the subscription is fresh.
type Message struct {
	Topic   string
	Fresh   bool
	Payload []byte // nil if Fresh
}
