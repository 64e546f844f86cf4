package realtime

import (
	"context"
	"errors"
	"sync"
	"time"
)

// MaxChannels is how many channels one connection may follow.
const MaxChannels = 128

// authoriseTimeout bounds the question whether a principal may follow a channel: a ping behind it must be answered
// within the three seconds that a page grants a line in doubt. opTimeout bounds one operation.
const (
	authoriseTimeout = 2 * time.Second
	opTimeout        = 10 * time.Second
)

// Connection is the hub's side of one socket. The transport calls Receive from its reader, Pending,
// Take and Done from its writer, and Detach when both have ended.
type Connection struct {
	hub       *Hub
	principal Principal
	queue     *queue
	pace      pace // belongs to Receive, which one goroutine calls

	mu      sync.Mutex
	follows map[string]*stream // nil stream: authorisation is under way
	closed  bool
	reason  Close
	done    chan struct{}
}

// Principal is whom the connection speaks for.
func (c *Connection) Principal() Principal { return c.principal }

// Pending receives when frames wait to be taken.
func (c *Connection) Pending() <-chan struct{} { return c.queue.signal }

// Take appends the next message, a JSON array of up to MaxBatch frames, to buf; false if none waits.
func (c *Connection) Take(buf []byte) (message []byte, ok bool) {
	message, n := c.queue.take(buf)
	c.hub.stats.delivered.Add(int64(n))
	return message, n > 0
}

// Done is closed when the connection must end; Reason tells why.
func (c *Connection) Done() <-chan struct{} { return c.done }

// Reason is valid after Done is closed.
func (c *Connection) Reason() Close {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.reason
}

// Close makes the connection end. The first reason counts; what waits in the queue is forgotten,
// because the log has it.
func (c *Connection) Close(reason Close) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	c.closed, c.reason = true, reason
	close(c.done)
	c.queue.clear()
	if reason.Code == CloseSlow.Code {
		c.hub.stats.slowCloses.Add(1)
	}
}

// Detach ends the connection's part in the hub. The transport calls it exactly once, last.
func (c *Connection) Detach() {
	c.Close(CloseNormal)
	c.mu.Lock()
	follows := c.follows
	c.follows = nil
	c.mu.Unlock()
	for _, s := range follows {
		if s != nil {
			s.leave(c)
		}
	}
	c.hub.forget(c)
}

// send queues an encoded frame, or closes the connection as slow.
func (c *Connection) send(frame []byte) {
	select {
	case <-c.done:
		return
	default:
	}
	if !c.queue.push(frame) {
		c.Close(CloseSlow)
	}
}

// Receive handles one message of the client, in the order of the wire; answers are queued. It blocks
// as long as the client's request takes, which paces the reader. A message that is no frame closes
// the connection.
func (c *Connection) Receive(ctx context.Context, message []byte) {
	if !c.await(ctx) {
		return
	}
	frame, err := DecodeClient(message)
	if err != nil {
		c.Close(CloseBadFrame)
		return
	}
	switch f := frame.(type) {
	case *Sub:
		c.follow(ctx, f)
	case *Unsub:
		c.unfollow(f.Channel)
	case *Op:
		c.operate(ctx, f)
	case *Eph:
		c.pass(ctx, f)
	case *Ping:
		c.send(encode(Pong{Type: "pong", T: f.T, ServerTime: c.hub.clock().UnixMilli()}))
	}
}

// follow notes the channel before it asks for permission, so that a revocation in between is seen.
func (c *Connection) follow(ctx context.Context, f *Sub) {
	if !c.reserve(f.Channel) {
		c.end(f.Channel, CodeLimit)
		return
	}
	if code := c.permitted(ctx, f.Channel); code != "" {
		c.unfollow(f.Channel)
		c.end(f.Channel, code)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, still := c.follows[f.Channel]; still {
		c.follows[f.Channel] = c.hub.join(c, f)
	}
}

func (c *Connection) reserve(channel string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || c.follows == nil {
		return false
	}
	if _, again := c.follows[channel]; again {
		return true
	}
	if len(c.follows) >= MaxChannels {
		return false
	}
	c.follows[channel] = nil
	return true
}

// permitted returns "" or the code to refuse with.
func (c *Connection) permitted(ctx context.Context, channel string) string {
	ctx, cancel := context.WithTimeout(ctx, authoriseTimeout)
	defer cancel()
	switch err := c.hub.authoriser.Authorise(ctx, c.principal, channel); {
	case err == nil:
		return ""
	case errors.Is(err, ErrForbidden):
		return CodeForbidden
	default:
		return CodeUnavailable
	}
}

func (c *Connection) unfollow(channel string) {
	c.mu.Lock()
	s := c.follows[channel]
	delete(c.follows, channel)
	c.mu.Unlock()
	if s != nil {
		s.leave(c)
	}
}

func (c *Connection) end(channel, code string) {
	c.send(encode(End{Type: "end", Channel: channel, Code: code}))
}

// reauthorise ends following what the principal may not follow any more.
func (c *Connection) reauthorise(ctx context.Context) {
	for _, channel := range c.followed() {
		if code := c.permitted(ctx, channel); code != "" {
			c.unfollow(channel)
			c.end(channel, code)
		}
	}
}

func (c *Connection) followed() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	channels := make([]string, 0, len(c.follows))
	for channel := range c.follows {
		channels = append(channels, channel)
	}
	return channels
}
