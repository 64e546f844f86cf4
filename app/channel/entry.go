package channel

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"splot/app"
	"splot/app/store"
)

// Limits of one append, and of what may travel together.
const (
	MaxName  = 128      // bytes of a channel's or client's name
	MaxData  = 32 << 10 // bytes of one entry's data
	maxBurst = 64       // entries in one document
)

// What an append can be refused with, for errors.Is.
var (
	ErrInvalid   = errors.New("malformed append")
	ErrContended = errors.New("too many others append to the channel")
	ErrBusy      = errors.New("too many appends wait for the channel")
)

// Entry is one element of a channel's log.
type Entry struct {
	Channel string
	// Epoch changes when the store was restored or imported: numbers of two epochs do not compare.
	Epoch string
	Seq   int64
	By    app.ID // who caused it; empty for the system
	At    time.Time
	Data  json.RawMessage
}

// Append proposes an entry.
type Append struct {
	Channel string
	// Client and CSeq identify the proposal: the same pair on the same channel is appended once.
	// Without Client the proposal is unique by itself, and sending it again appends again.
	Client string
	CSeq   int64 // ≥ 1 if Client is given
	By     app.ID
	Data   json.RawMessage
}

// Receipt tells where an entry stands.
type Receipt struct {
	Epoch string
	Seq   int64
	Known bool // it stood there before
}

// Check tells what is wrong with a proposal, as an error that is ErrInvalid.
func (a Append) Check() error {
	switch {
	case !validName(a.Channel):
		return fmt.Errorf("%w: name of the channel", ErrInvalid)
	case a.Client != "" && (!validName(a.Client) || a.CSeq < 1):
		return fmt.Errorf("%w: client or cseq", ErrInvalid)
	case len(a.Data) > MaxData || !json.Valid(a.Data):
		return fmt.Errorf("%w: data of %d bytes", ErrInvalid, len(a.Data))
	}
	return nil
}

// validName is the rule of realtime.ValidChannel: names travel in frames, topics and document ids.
func validName(name string) bool {
	if name == "" || len(name) > MaxName {
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

// key identifies a proposal within the collection; a space is in no name.
func (a Append) key() string {
	return a.Channel + " " + a.Client + " " + strconv.FormatInt(a.CSeq, 10)
}

// burst is the stored document.
type burst struct {
	At      time.Time `bson:"at"`
	Seq     int64     `bson:"seq"`  // of the first entry
	Keys    []string  `bson:"keys"` // of all entries, in order
	Entries []element `bson:"entries"`
}

type element struct {
	By   app.ID `bson:"by,omitempty"`
	Data string `bson:"data"`
}

func (b burst) last() int64 { return b.Seq + int64(len(b.Entries)) - 1 }

var bursts = &store.Collection{
	Name: "channelBursts",
	Fields: []store.Field{
		{Name: "keys", Type: store.String, Array: true},
		{Name: "at", Type: store.Time},
	},
	Indexes: []store.Index{
		{Name: "keys", Fields: []string{"keys"}},
		{Name: "at", Fields: []string{"at"}},
	},
}

// Collections are what the package keeps in the store.
func Collections() []*store.Collection { return []*store.Collection{bursts, epochs} }

// burstID sorts like the numbers. A slash is in no name, so channels do not run into each other.
func burstID(channel string, seq int64) string { return fmt.Sprintf("%s/%020d", channel, seq) }

// within restricts a query to one channel: '0' is the sign after the slash.
func within(channel string) store.Condition {
	return store.Condition{Field: store.IDField, Above: channel + "/", Below: channel + "0"}
}
