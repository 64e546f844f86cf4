package realtime

import (
	"encoding/json"
	"sync"
)

// Bounds of the live entries that wait for a stream while it reads the log. Overflow forgets them
// all: the log has them, and the stream reads it again.
const (
	maxWaiting      = 1024
	maxWaitingBytes = 1 << 20
)

// mailbox is how others reach a stream: everything here only enqueues.
type mailbox struct {
	mu       sync.Mutex
	live     []Entry
	bytes    int
	check    bool // there may be a gap
	requests requests
	wake     chan struct{}
}

// requests are followers that come, or go (nil). Only the last word of each connection counts, so
// there are never more than connections.
type requests map[*Connection]*Sub

// work is what a mailbox held.
type work struct {
	live     []Entry
	check    bool
	requests requests
}

func (b *mailbox) offer(e Entry) {
	b.mu.Lock()
	defer b.mu.Unlock()
	size := len(e.Data)
	if len(b.live) == maxWaiting || b.bytes+size > maxWaitingBytes {
		b.live, b.bytes, b.check = nil, 0, true
	} else {
		b.live, b.bytes = append(b.live, e), b.bytes+size
	}
	b.signal()
}

// receive is the bus's callback. A message that is no entry asks for a look at the log.
func (b *mailbox) receive(m Message) {
	var e Entry
	if !m.Fresh && json.Unmarshal(m.Payload, &e) == nil {
		b.offer(e)
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.check = true
	b.signal()
}

func (b *mailbox) join(c *Connection, f *Sub) { b.request(c, f) }

func (b *mailbox) leave(c *Connection) { b.request(c, nil) }

func (b *mailbox) request(c *Connection, f *Sub) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.requests == nil {
		b.requests = requests{}
	}
	b.requests[c] = f
	b.signal()
}

func (b *mailbox) signal() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

func (b *mailbox) take() work {
	b.mu.Lock()
	defer b.mu.Unlock()
	w := work{live: b.live, check: b.check, requests: b.requests}
	b.live, b.bytes, b.check, b.requests = nil, 0, false, nil
	return w
}

func (b *mailbox) empty() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.requests) == 0
}
