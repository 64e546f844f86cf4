package realtime

import (
	"context"
	"encoding/json"
	"errors"
)

// Ops takes what clients propose. It authorises every call itself.
type Ops interface {
	// Op appends the operations and returns the seq they got and their canonical form (nil if it is
	// what the client sent). A known CSeq returns the stored answer. A *Refusal is told to the client
	// as it is; any other error as CodeUnavailable.
	Op(ctx context.Context, p Principal, op Op) (seq int64, canon json.RawMessage, err error)
	// Eph passes a fleeting thing on to the channel's other followers.
	Eph(ctx context.Context, p Principal, eph Eph) error
}

// Refusal is a negative answer with what the client may know of its cause.
type Refusal struct {
	Code   string
	Reason string
}

func (r *Refusal) Error() string { return "refused: " + r.Code }

func (c *Connection) operate(ctx context.Context, f *Op) {
	if c.hub.ops == nil {
		c.refuse(f.Channel, f.CSeq, &Refusal{Code: CodeUnsupported})
		return
	}
	ctx, cancel := context.WithTimeout(ctx, opTimeout)
	defer cancel()
	seq, canon, err := c.hub.ops.Op(ctx, c.principal, *f)
	if err != nil {
		c.refuse(f.Channel, f.CSeq, err)
		return
	}
	c.send(encode(Ack{Type: "ack", Channel: f.Channel, CSeq: f.CSeq, Seq: seq, Canon: canon}))
}

func (c *Connection) pass(ctx context.Context, f *Eph) {
	if c.hub.ops == nil {
		c.refuse(f.Channel, 0, &Refusal{Code: CodeUnsupported})
		return
	}
	ctx, cancel := context.WithTimeout(ctx, opTimeout)
	defer cancel()
	if err := c.hub.ops.Eph(ctx, c.principal, *f); err != nil {
		c.refuse(f.Channel, 0, err)
	}
}

func (c *Connection) refuse(channel string, cseq int64, err error) {
	nack := Nack{Type: "nack", Channel: channel, CSeq: cseq, Code: CodeUnavailable}
	refusal := (*Refusal)(nil)
	switch {
	case errors.As(err, &refusal):
		nack.Code, nack.Reason = refusal.Code, refusal.Reason
	case errors.Is(err, ErrForbidden):
		nack.Code = CodeForbidden
	}
	c.send(encode(nack))
}
