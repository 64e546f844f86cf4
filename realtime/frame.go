package realtime

import "encoding/json"

// The frames, as discriminated by their field type. The client sends one frame a message; the server
// sends an array of up to MaxBatch frames a message.

// Sub asks to follow a channel. Without Seq the client knows nothing and gets a snapshot; with Epoch
// and Seq it gets what is missing since. A second Sub of a followed channel starts over.
type Sub struct {
	Type    string `json:"type"` // "sub"
	Channel string `json:"channel"`
	Epoch   string `json:"epoch,omitempty"`
	Seq     *int64 `json:"seq,omitempty"`
}

// Unsub ends following. There is no answer.
type Unsub struct {
	Type    string `json:"type"` // "unsub"
	Channel string `json:"channel"`
}

// Op proposes operations on a channel. CSeq numbers the client's own operations from 1; sending it
// again is harmless and gets the same Ack. Base is the seq that the client saw when it wrote.
type Op struct {
	Type    string            `json:"type"` // "op"
	Channel string            `json:"channel"`
	Client  string            `json:"client"` // the sender's own stable id, of a device or tab
	CSeq    int64             `json:"cseq"`
	Base    int64             `json:"base"`
	Ops     []json.RawMessage `json:"ops"`
}

// Eph is a passing thing that no log keeps (cursor, typing, editing), in both directions. By is set
// by the server.
type Eph struct {
	Type    string          `json:"type"` // "eph"
	Channel string          `json:"channel"`
	By      string          `json:"by,omitempty"`
	Data    json.RawMessage `json:"data"`
}

// Ping asks for a Pong at once. A browser sees no protocol pings, so this is how a page knows that its line lives:
// every 10 s while it is looked at, and whenever it has reason to doubt.
type Ping struct {
	Type string `json:"type"` // "ping"
	T    int64  `json:"t"`    // the client's own clock, milliseconds; it comes back as it is
}

// Pong answers Ping.
type Pong struct {
	Type       string `json:"type"` // "pong"
	T          int64  `json:"t"`
	ServerTime int64  `json:"serverTime"` // milliseconds since 1970, UTC
}

// Modes of an Init.
const (
	ModeEntries  = "entries"
	ModeSnapshot = "snapshot"
)

// Init answers Sub, and comes again when the log's epoch changed or too much was missed. With
// ModeEntries, Entries are the Ev frames after the client's seq. With ModeSnapshot, Data is the
// channel's state at Seq; where it is absent, the state is to be loaded over REST now.
type Init struct {
	Type       string            `json:"type"` // "init"
	Channel    string            `json:"channel"`
	Epoch      string            `json:"epoch"`
	Seq        int64             `json:"seq"`
	Mode       string            `json:"mode"`
	Entries    []json.RawMessage `json:"entries,omitempty"`
	Data       json.RawMessage   `json:"data,omitempty"`
	ServerTime int64             `json:"serverTime"` // milliseconds since 1970, UTC
}

// Ev is one entry of a followed channel. Skip says that the entry is not for this reader's eyes and
// only keeps seq dense; it carries neither By nor Ops.
type Ev struct {
	Type    string          `json:"type"` // "ev"
	Channel string          `json:"channel"`
	Epoch   string          `json:"epoch"`
	Seq     int64           `json:"seq"`
	By      string          `json:"by,omitempty"`
	Ops     json.RawMessage `json:"ops,omitempty"`
	Skip    bool            `json:"skip,omitempty"`
}

// Head repeats where a followed channel stands, at most HeadEvery apart, so that a client notices
// what it missed.
type Head struct {
	Type    string `json:"type"` // "head"
	Channel string `json:"channel"`
	Epoch   string `json:"epoch"`
	Seq     int64  `json:"seq"`
}

// Ack accepts an Op. Canon is the operations as the server wrote them.
type Ack struct {
	Type    string          `json:"type"` // "ack"
	Channel string          `json:"channel"`
	CSeq    int64           `json:"cseq"`
	Seq     int64           `json:"seq"`
	Canon   json.RawMessage `json:"canon,omitempty"`
}

// Nack refuses an Op, or an Eph (then without CSeq).
type Nack struct {
	Type    string `json:"type"` // "nack"
	Channel string `json:"channel"`
	CSeq    int64  `json:"cseq,omitempty"`
	Code    string `json:"code"`
	Reason  string `json:"reason,omitempty"`
}

// Codes of Nack and End.
const (
	CodeForbidden   = "forbidden"   // not allowed, or no such channel
	CodeUnavailable = "unavailable" // try again later
	CodeLimit       = "limit"       // the connection follows MaxChannels channels already
	CodeUnsupported = "unsupported" // this server takes no such frame
)

// End says that a channel is not followed, or not any more.
type End struct {
	Type    string `json:"type"` // "end"
	Channel string `json:"channel"`
	Code    string `json:"code"`
}
