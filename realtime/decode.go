package realtime

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrFrame is that a client's message is no frame of this protocol. Its text names the place and
// never the content.
var ErrFrame = errors.New("malformed frame")

// MaxOps is how many operations one Op may carry.
const MaxOps = 64

// DecodeClient reads one client message into *Sub, *Unsub, *Op, *Eph or *Ping, and refuses unknown types,
// unknown fields, missing fields and anything after the frame.
func DecodeClient(message []byte) (any, error) {
	var head struct {
		Type string `json:"type"`
	}
	if err := json.Unmarshal(message, &head); err != nil {
		return nil, fmt.Errorf("%w: no object with a type", ErrFrame)
	}
	switch head.Type {
	case "sub":
		f, err := decodeStrict[Sub](message)
		return f, check(err, f.Channel, f.Seq == nil || *f.Seq >= 0 && f.Epoch != "")
	case "unsub":
		f, err := decodeStrict[Unsub](message)
		return f, check(err, f.Channel, true)
	case "op":
		f, err := decodeStrict[Op](message)
		return f, check(err, f.Channel, f.Client != "" && len(f.Client) <= MaxChannelName &&
			f.CSeq > 0 && f.Base >= 0 && len(f.Ops) > 0 && len(f.Ops) <= MaxOps)
	case "eph":
		f, err := decodeStrict[Eph](message)
		return f, check(err, f.Channel, f.By == "" && len(f.Data) > 0)
	case "ping":
		f, err := decodeStrict[Ping](message)
		if err == nil && f.T < 0 {
			err = fmt.Errorf("%w: field missing or out of bounds", ErrFrame)
		}
		return f, err
	}
	return nil, fmt.Errorf("%w: unknown type", ErrFrame)
}

func decodeStrict[F any](message []byte) (*F, error) {
	d := json.NewDecoder(bytes.NewReader(message))
	d.DisallowUnknownFields()
	f := new(F)
	if err := d.Decode(f); err != nil {
		return f, fmt.Errorf("%w: wrong or unknown field", ErrFrame)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return f, fmt.Errorf("%w: more than one frame", ErrFrame)
	}
	return f, nil
}

func check(err error, channel string, rest bool) error {
	switch {
	case err != nil:
		return err
	case !ValidChannel(channel):
		return fmt.Errorf("%w: channel", ErrFrame)
	case !rest:
		return fmt.Errorf("%w: field missing or out of bounds", ErrFrame)
	}
	return nil
}

// encode never fails: frames hold strings, numbers and JSON that was valid when it was read. If it
// does, that is a programming error, and the connection's recovery deals with it.
func encode(frame any) []byte {
	text, err := json.Marshal(frame)
	if err != nil {
		panic(fmt.Errorf("encode %T: %w", frame, err))
	}
	return text
}
