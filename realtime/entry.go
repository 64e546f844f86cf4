package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// Entry is one committed element of a channel's log.
type Entry struct {
	Channel string `json:"channel"`
	// Epoch changes when the log was restored or imported: sequence numbers of two epochs do not compare.
	Epoch string `json:"epoch"`
	// Seq is dense within a channel and an epoch, from 1.
	Seq int64 `json:"seq"`
	// By is who caused it, as the client may know it; empty for the system.
	By string `json:"by,omitempty"`
	// Data is what the channel's kind says, by convention an array of operations. It reaches clients
	// as the field ops, unchanged in meaning.
	Data json.RawMessage `json:"data"`
}

// Log is where channels are durable. Its methods are called with a deadline and must be safe for
// concurrent use.
type Log interface {
	// Head returns the log's epoch and the last sequence number, 0 for a channel without entries.
	Head(ctx context.Context, channel string) (epoch string, seq int64, err error)
	// Read returns up to limit entries with Seq > after, ascending. Entries older than the log keeps
	// may be missing at the beginning, never in between.
	Read(ctx context.Context, channel string, after int64, limit int) ([]Entry, error)
}

// Principal is whom a connection speaks for. The strings are opaque here.
type Principal struct {
	Session   string
	Person    string
	ExpiresAt time.Time // the connection closes then; zero is never
}

// Authoriser decides who may follow a channel. It answers ErrForbidden for what the principal may not
// see and for what does not exist, alike; any other error is taken as "try again".
type Authoriser interface {
	Authorise(ctx context.Context, p Principal, channel string) error
}

// What the hub refuses, for errors.Is.
var (
	ErrForbidden = errors.New("not allowed")
	ErrDraining  = errors.New("node is draining")
	ErrTooMany   = errors.New("too many connections")
	ErrInvalid   = errors.New("malformed entry")
)

// MaxChannelName is the longest name of a channel, in bytes.
const MaxChannelName = 128

// ValidChannel tells whether a string can name a channel: 1..MaxChannelName of letters, digits and
// the signs ":._-".
func ValidChannel(name string) bool {
	if name == "" || len(name) > MaxChannelName {
		return false
	}
	for i := range len(name) {
		c := name[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case c == ':', c == '.', c == '_', c == '-':
		default:
			return false
		}
	}
	return true
}
