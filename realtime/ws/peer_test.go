package ws_test

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// patience bounds every wait of these tests; nothing comes near it on an idle machine.
const patience = 10 * time.Second

// Opcodes of RFC 6455, section 5.2.
const (
	opMore, opText, opBinary, opClose, opPing, opPong = 0, 1, 2, 8, 9, 10
)

// peer is a client that writes frames by hand, so that it can write wrong ones.
type peer struct {
	t    testing.TB
	conn *net.TCPConn
	in   *bufio.Reader
}

// handshake is a request's headers; defaults are those of a well-behaved page.
type handshake map[string]string

// dial returns the response status, and a peer if it is 101.
func dial(t testing.TB, addr string, change handshake) (*peer, int) {
	t.Helper()
	headers := handshake{
		"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
		"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "splot.v1",
		"Origin": "https://splot.test", "Cookie": "session=p1",
	}
	for name, value := range change {
		headers[name] = value
	}
	conn, err := net.DialTimeout("tcp", addr, patience)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(3 * patience))
	text := "GET /ws HTTP/1.1\r\nHost: splot.test\r\n"
	for name, value := range headers {
		if value != "" {
			text += name + ": " + value + "\r\n"
		}
	}
	if _, err := conn.Write([]byte(text + "\r\n")); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(conn)
	response, err := http.ReadResponse(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusSwitchingProtocols {
		_ = conn.Close()
		return nil, response.StatusCode
	}
	if got := response.Header.Get("Sec-WebSocket-Protocol"); got != "splot.v1" {
		t.Fatalf("subprotocol is %q", got)
	}
	return &peer{t: t, conn: conn.(*net.TCPConn), in: in}, response.StatusCode
}

// connect dials as a person; the session cookie is the person's name in these tests.
func connect(t testing.TB, addr, person string) *peer {
	t.Helper()
	p, status := dial(t, addr, handshake{"Cookie": "session=" + person})
	if p == nil {
		t.Fatalf("handshake answered %d", status)
	}
	return p
}

// raw is one frame on the wire.
type raw struct {
	first    byte // fin, rsv and opcode
	unmasked bool
	payload  string
	announce uint64 // a length to announce instead of the true one; 0 is the true one
}

func frame(opcode byte, payload string) raw { return raw{first: 0x80 | opcode, payload: payload} }

func part(opcode byte, payload string) raw { return raw{first: opcode, payload: payload} }

func (f raw) bytes() []byte {
	length := uint64(len(f.payload))
	if f.announce != 0 {
		length = f.announce
	}
	out, mask := []byte{f.first}, byte(0x80)
	if f.unmasked {
		mask = 0
	}
	switch {
	case length <= 125:
		out = append(out, mask|byte(length))
	case length <= 65535:
		out = binary.BigEndian.AppendUint16(append(out, mask|126), uint16(length))
	default:
		out = binary.BigEndian.AppendUint64(append(out, mask|127), length)
	}
	if f.unmasked {
		return append(out, f.payload...)
	}
	key := [4]byte{0xde, 0xad, 0xbe, 0xef}
	out = append(out, key[:]...)
	for i := range len(f.payload) {
		out = append(out, f.payload[i]^key[i%4])
	}
	return out
}

// send writes frames. The server may have closed already; what it said first is what counts.
func (p *peer) send(frames ...raw) {
	for _, f := range frames {
		if _, err := p.conn.Write(f.bytes()); err != nil {
			return
		}
	}
}

func (p *peer) say(text string, args ...any) { p.send(frame(opText, fmt.Sprintf(text, args...))) }

// read returns the next frame of the server, which must be whole and unmasked.
func (p *peer) read() (opcode byte, payload []byte, err error) {
	var head [2]byte
	if _, err := io.ReadFull(p.in, head[:]); err != nil {
		return 0, nil, err
	}
	if head[0]&0xf0 != 0x80 || head[1]&0x80 != 0 {
		p.t.Errorf("server sent a frame with head %x", head)
	}
	length := uint64(head[1])
	var size [8]byte
	switch length {
	case 126:
		_, err = io.ReadFull(p.in, size[6:])
		length = binary.BigEndian.Uint64(size[:])
	case 127:
		_, err = io.ReadFull(p.in, size[:])
		length = binary.BigEndian.Uint64(size[:])
	}
	if err != nil {
		return 0, nil, err
	}
	payload = make([]byte, length)
	_, err = io.ReadFull(p.in, payload)
	return head[0] & 0xf, payload, err
}

// event is the next thing that the server did, in short: "pong hi", "text init", "close 1002", "end".
// Head frames come when they come and are passed over.
func (p *peer) event() string {
	for {
		if e := p.any(); e != "" {
			return e
		}
	}
}

func (p *peer) any() string {
	opcode, payload, err := p.read()
	var timeout net.Error
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return "silence"
	case err != nil:
		return "end"
	}
	switch opcode {
	case opClose:
		if len(payload) < 2 {
			return "close"
		}
		return fmt.Sprintf("close %d", binary.BigEndian.Uint16(payload))
	case opPing:
		return "ping"
	case opPong:
		return strings.TrimSpace("pong " + string(payload))
	}
	var frames []struct{ Type string }
	if err := json.Unmarshal(payload, &frames); err != nil {
		return "text that is no array of frames"
	}
	kinds := []string{}
	for _, f := range frames {
		if f.Type != "head" {
			kinds = append(kinds, f.Type)
		}
	}
	if len(kinds) == 0 {
		return ""
	}
	return "text " + strings.Join(kinds, " ")
}

// until reads on to the end and returns the last event before it.
func (p *peer) until(prefix string) string {
	for {
		switch e := p.event(); {
		case strings.HasPrefix(e, prefix), e == "end", e == "silence":
			return e
		}
	}
}
