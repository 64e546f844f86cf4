package ws_test

import (
	"slices"
	"strings"
	"testing"
)

// good is a frame that gets one visible answer, a nack.
const good = `{"type":"eph","channel":"c","data":"ż"}`

// padded is good, of exactly n bytes.
func padded(n int) string { return good + strings.Repeat(" ", n-len(good)) }

func repeat(n int, f raw) []raw {
	frames := make([]raw, n)
	for i := range frames {
		frames[i] = f
	}
	return frames
}

// bytewise is a text message in fragments of one byte, which cuts its multi-byte character too.
func bytewise(text string) []raw {
	frames := []raw{part(opText, text[:1])}
	for i := 1; i < len(text); i++ {
		frames = append(frames, part(opMore, text[i:i+1]))
	}
	return append(frames, frame(opMore, ""))
}

func unmasked(f raw) raw {
	f.unmasked = true
	return f
}

func with(bits byte, f raw) raw {
	f.first |= bits
	return f
}

func announced(length uint64) raw { return raw{first: 0x80 | opText, payload: good, announce: length} }

// TestRawFrames plays frames by hand after RFC 6455 and compares every answer. A case that does not
// end in a close must leave a connection that answers.
func TestRawFrames(t *testing.T) {
	answer := []string{"text nack"}
	protocolError := []string{"close 1002"}
	tooBig := []string{"close 1009"}
	cut := strings.Index(good, "ż") + 1
	cases := []struct {
		name string
		send []raw
		want []string
	}{
		{"text of 125 bytes", []raw{frame(opText, padded(125))}, answer},
		{"text of 126 bytes", []raw{frame(opText, padded(126))}, answer},
		{"text of 127 bytes", []raw{frame(opText, padded(127))}, answer},
		{"text of 65535 bytes", []raw{frame(opText, padded(65535))}, answer},
		{"text of 65536 bytes", []raw{frame(opText, padded(65536))}, answer},
		{"text of 65537 bytes", []raw{frame(opText, padded(65537))}, tooBig},
		{"a gigabyte announced", []raw{announced(1 << 30)}, tooBig},
		{"a length with the highest bit", []raw{announced(1 << 63)}, protocolError},
		{"65536 bytes in two fragments", []raw{part(opText, padded(65536)[:32768]), frame(opMore, padded(65536)[32768:])}, answer},
		{"65537 bytes in two fragments", []raw{part(opText, padded(65537)[:32768]), frame(opMore, padded(65537)[32768:])}, tooBig},
		{"an empty text", []raw{frame(opText, "")}, []string{"close 4005"}},
		{"three fragments", []raw{part(opText, good[:9]), part(opMore, good[9:20]), frame(opMore, good[20:])}, answer},
		{"fragments of one byte", bytewise(good), answer},
		{"an empty last fragment", []raw{part(opText, good), frame(opMore, "")}, answer},
		{"an empty first fragment", []raw{part(opText, ""), frame(opMore, good)}, answer},
		{"a ping between fragments", []raw{part(opText, good[:9]), frame(opPing, "mid"), frame(opMore, good[9:])}, []string{"pong mid", "text nack"}},
		{"a continuation of nothing", []raw{frame(opMore, good)}, protocolError},
		{"a second continuation after the end", []raw{part(opText, good[:9]), frame(opMore, good[9:]), frame(opMore, "x")}, protocolError},
		{"a text within a fragmented text", []raw{part(opText, good[:9]), frame(opText, good)}, protocolError},
		{"a ping without data", []raw{frame(opPing, "")}, []string{"pong"}},
		{"a ping of 125 bytes", []raw{frame(opPing, strings.Repeat("p", 125))}, []string{"pong " + strings.Repeat("p", 125)}},
		{"a ping of 126 bytes", []raw{frame(opPing, strings.Repeat("p", 126))}, protocolError},
		{"a fragmented ping", []raw{part(opPing, "p")}, protocolError},
		{"three pings", repeat(3, frame(opPing, "p")), []string{"pong p", "pong p", "pong p"}},
		{"a pong nobody asked for", []raw{frame(opPong, "p")}, nil},
		{"a pong of 126 bytes", []raw{frame(opPong, strings.Repeat("p", 126))}, protocolError},
		{"reserved opcode 3", []raw{frame(3, good)}, protocolError},
		{"reserved opcode 4", []raw{frame(4, good)}, protocolError},
		{"reserved opcode 7", []raw{frame(7, good)}, protocolError},
		{"reserved opcode 11", []raw{frame(11, "")}, protocolError},
		{"reserved opcode 15", []raw{frame(15, "")}, protocolError},
		{"first reserved bit", []raw{with(0x40, frame(opText, good))}, protocolError},
		{"second reserved bit", []raw{with(0x20, frame(opText, good))}, protocolError},
		{"third reserved bit", []raw{with(0x10, frame(opPing, ""))}, protocolError},
		{"an unmasked text", []raw{unmasked(frame(opText, good))}, protocolError},
		{"an unmasked ping", []raw{unmasked(frame(opPing, "p"))}, protocolError},
		{"an unmasked close", []raw{unmasked(frame(opClose, "\x03\xe8"))}, protocolError},
		{"binary", []raw{frame(opBinary, good)}, []string{"close 1003"}},
		{"a byte that is never UTF-8", []raw{frame(opText, "\"\xff\"")}, []string{"close 1007"}},
		{"an overlong encoding", []raw{frame(opText, "\"\xc0\xaf\"")}, []string{"close 1007"}},
		{"a surrogate", []raw{frame(opText, "\"\xed\xa0\x80\"")}, []string{"close 1007"}},
		{"a character cut at the end", []raw{frame(opText, "\"\xc5")}, []string{"close 1007"}},
		{"a character cut between fragments", []raw{part(opText, good[:cut]), frame(opMore, good[cut:])}, answer},
		{"close 1000", []raw{frame(opClose, "\x03\xe8bye")}, []string{"close 1000"}},
		{"close 1001", []raw{frame(opClose, "\x03\xe9")}, []string{"close 1001"}},
		{"close 3000", []raw{frame(opClose, "\x0b\xb8")}, []string{"close 3000"}},
		{"close 4999", []raw{frame(opClose, "\x13\x87")}, []string{"close 4999"}},
		{"close without a code", []raw{frame(opClose, "")}, []string{"close"}},
		{"close 999", []raw{frame(opClose, "\x03\xe7")}, protocolError},
		{"close 1005, which must not travel", []raw{frame(opClose, "\x03\xed")}, protocolError},
		{"close 1006, which must not travel", []raw{frame(opClose, "\x03\xee")}, protocolError},
		{"close 5000", []raw{frame(opClose, "\x13\x88")}, protocolError},
		{"close with a reason that is not UTF-8", []raw{frame(opClose, "\x03\xe8\xff")}, protocolError},
		{"close of 126 bytes", []raw{frame(opClose, "\x03\xe8"+strings.Repeat("x", 124))}, protocolError},
		{"a fragmented close", []raw{part(opClose, "\x03\xe8")}, protocolError},
		{"a text after close", []raw{frame(opClose, "\x03\xe8"), frame(opText, good)}, []string{"close 1000"}},
		{"no JSON", []raw{frame(opText, "hello")}, []string{"close 4005"}},
		{"an unknown field", []raw{frame(opText, `{"type":"sub","channel":"c","admin":true}`)}, []string{"close 4005"}},
	}
	s := open(t, nil)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := connect(t, s.addr, "p1")
			p.send(c.send...)
			if n := len(c.want); n > 0 && strings.HasPrefix(c.want[n-1], "close") {
				if got := p.until("close"); got != c.want[n-1] {
					t.Errorf("it ends with %q, want %q", got, c.want[n-1])
				}
				expectEnd(t, p)
				return
			}
			var got []string
			for range c.want {
				got = append(got, p.event())
			}
			slices.Sort(got) // a pong may come before or after what waits beside it
			if !slices.Equal(got, slices.Sorted(slices.Values(c.want))) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			p.send(frame(opPing, "still there"))
			if got := p.event(); got != "pong still there" {
				t.Errorf("after it: %q", got)
			}
		})
	}
}

func expectEnd(t *testing.T, p *peer) {
	t.Helper()
	if got := p.event(); got != "end" {
		t.Errorf("after the close frame: %q", got)
	}
}
