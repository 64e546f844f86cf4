package realtime

import (
	"encoding/json"
	"time"
)

// Close is why a connection ends: the code on the wire, a name for logs and clients, and a hint.
//
// The client decides by the code alone whether to come back:
//
//	1000 normal          no: it said goodbye itself
//	1002 protocol_error  later (long backoff): a broken peer or proxy
//	1003 binary          later
//	1007 bad_utf8        later
//	1009 too_big         later: the frame that was too big must not be sent again
//	1011 internal        yes (backoff)
//	4000 go_away         yes, after retryMs: this node is leaving
//	4001 session_ended   no: sign in again
//	4002 slow            yes (backoff), resume by seq: it did not read fast enough
//	4003 too_many        later: close other tabs
//	4004 silent          yes: no pong came in time (a sleeping machine sees this on waking)
//	4005 bad_frame       reload: the page speaks another version of the protocol
//
// testdata/close.json mirrors this table for the client's tests.
type Close struct {
	Code  int
	Name  string
	Retry time.Duration // only with GoAway: when to come back
}

// The reasons to close.
var (
	CloseNormal       = Close{Code: 1000, Name: "normal"}
	CloseProtocol     = Close{Code: 1002, Name: "protocol_error"}
	CloseBinary       = Close{Code: 1003, Name: "binary"}
	CloseBadUTF8      = Close{Code: 1007, Name: "bad_utf8"}
	CloseTooBig       = Close{Code: 1009, Name: "too_big"}
	CloseInternal     = Close{Code: 1011, Name: "internal"}
	CloseGoAway       = Close{Code: 4000, Name: "go_away"}
	CloseSessionEnded = Close{Code: 4001, Name: "session_ended"}
	CloseSlow         = Close{Code: 4002, Name: "slow"}
	CloseTooMany      = Close{Code: 4003, Name: "too_many"}
	CloseSilent       = Close{Code: 4004, Name: "silent"}
	CloseBadFrame     = Close{Code: 4005, Name: "bad_frame"}
)

// Reason is the text of the close frame: a JSON object, far below the 123 bytes that fit in one.
func (c Close) Reason() string {
	text, _ := json.Marshal(struct {
		Name    string `json:"name"`
		RetryMS int64  `json:"retryMs,omitempty"`
	}{c.Name, c.Retry.Milliseconds()})
	return string(text)
}
