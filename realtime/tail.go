package realtime

import "encoding/json"

// Bounds of the encoded entries that a stream keeps for those who come back.
const (
	tailEntries = 64
	tailBytes   = 64 << 10
)

// tail is the last encoded entries of a stream, dense.
type tail struct {
	first  int64 // seq of frames[0]
	frames [][]byte
	bytes  int
}

func (t *tail) push(seq int64, frame []byte) {
	if len(t.frames) == 0 {
		t.first = seq
	}
	t.frames, t.bytes = append(t.frames, frame), t.bytes+len(frame)
	for len(t.frames) > 1 && (len(t.frames) > tailEntries || t.bytes > tailBytes) {
		t.bytes -= len(t.frames[0])
		t.frames[0] = nil
		t.frames, t.first = t.frames[1:], t.first+1
	}
}

func (t *tail) reset() { *t = tail{} }

// reaches tells whether the tail holds every entry after seq.
func (t *tail) reaches(after int64) bool {
	return len(t.frames) > 0 && t.first <= after+1
}

// since returns the entries after seq, which the tail must reach.
func (t *tail) since(after int64) [][]byte {
	return t.frames[min(after+1-t.first, int64(len(t.frames))):]
}

// encodeEv makes an entry's frame. Data that is no JSON, which only a damaged log can hold, must not
// stop the channel: its followers get the sequence number.
func encodeEv(e Entry) []byte {
	ev := Ev{Type: "ev", Channel: e.Channel, Epoch: e.Epoch, Seq: e.Seq}
	if json.Valid(e.Data) {
		ev.By, ev.Ops = e.By, e.Data
	} else {
		ev.Skip = true
	}
	return encode(ev)
}
