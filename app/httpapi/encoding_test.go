package httpapi_test

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/valyala/fasthttp"
)

// bombSize is what a bomb of these tests becomes when it is unpacked, in bytes: far more than a refusal costs.
const bombSize = 32 << 20

// packers are the encodings that Fiber's body reader would unpack.
var packers = map[string]func([]byte) []byte{
	"gzip":    func(b []byte) []byte { return fasthttp.AppendGzipBytes(nil, b) },
	"br":      func(b []byte) []byte { return fasthttp.AppendBrotliBytes(nil, b) },
	"deflate": func(b []byte) []byte { return fasthttp.AppendDeflateBytes(nil, b) },
	"zstd":    func(b []byte) []byte { return fasthttp.AppendZstdBytes(nil, b) },
}

// TestPackedBodies sends bombs, nested and of every kind, to an operation that anybody may call. Each is refused
// before it is unpacked, which the memory that was asked for meanwhile proves.
func TestPackedBodies(t *testing.T) {
	e := newEntrance(t, "http://example.test")
	address := e.listen()
	blank := bytes.Repeat([]byte(" "), bombSize)
	for first, pack := range packers {
		once := pack(blank)
		bombs := map[string][]byte{
			first: once, strings.ToUpper(first): once, "identity, " + first: once, first + ",": once, "," + first: once,
			first + "\r\nContent-Encoding: identity": once, "identity\r\ncontent-encoding: " + first: once, " " + first + "\t": once,
		}
		for second, again := range packers {
			bombs[first+", "+second] = again(once)
			bombs[first+"\r\nContent-Encoding: "+second] = again(once)
			bombs[first+", "+second+","+first] = pack(again(once))
		}
		for header, bomb := range bombs {
			took := allocated(func() {
				if status, body := post(t, address, "Content-Encoding: "+header, bomb); status != http.StatusUnsupportedMediaType || !strings.Contains(body, `"encoding"`) {
					t.Errorf("%q: %d %s", header, status, body)
				}
			})
			if most := uint64(2*len(bomb) + 4<<20); took > most {
				t.Errorf("%q: refusing %d bytes took %d bytes of memory", header, len(bomb), took)
			}
		}
	}
	for _, unknown := range []string{"x-gzip", "compress", "nothing", "*"} {
		if status, _ := post(t, address, "Content-Encoding: "+unknown, []byte("{}")); status != http.StatusUnsupportedMediaType {
			t.Errorf("%q: %d", unknown, status)
		}
	}
	for _, plain := range []string{"", "identity", "Identity, identity"} {
		if status, body := post(t, address, "Content-Encoding: "+plain, []byte("{}")); status != http.StatusUnprocessableEntity {
			t.Errorf("%q: %d %s", plain, status, body)
		}
	}
}

// listen serves the API on a real socket: what httptest would tidy up arrives as it was sent.
func (e *entrance) listen() string {
	e.t.Helper()
	l, err := new(net.ListenConfig).Listen(e.t.Context(), "tcp", "127.0.0.1:0")
	fine(e.t, err)
	served := make(chan struct{})
	go func() {
		_ = e.api.App().Listener(l)
		close(served)
	}()
	e.t.Cleanup(func() {
		_ = e.api.App().Shutdown()
		<-served
	})
	return l.Addr().String()
}

// allocated is how much memory f asked for, in bytes, whether or not it was given back.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// post sends a sign-in with one more header line, byte by byte as given.
func post(t *testing.T, address, line string, body []byte) (int, string) {
	t.Helper()
	c := dialled(t, address)
	defer func() { _ = c.Close() }()
	head := "POST /api/session HTTP/1.1\r\nHost: example.test\r\nOrigin: http://example.test\r\nX-Splot: 1\r\n" +
		"Content-Type: application/json\r\nConnection: close\r\n" + line + "\r\nContent-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n"
	_, err := c.Write(append([]byte(head), body...))
	fine(t, err)
	answer, err := http.ReadResponse(bufio.NewReader(c), nil)
	fine(t, err)
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	fine(t, err)
	return answer.StatusCode, string(text)
}

func dialled(t *testing.T, address string) net.Conn {
	t.Helper()
	c, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
	fine(t, err)
	t.Cleanup(func() { _ = c.Close() })
	fine(t, c.SetDeadline(time.Now().Add(20*time.Second)))
	return c
}
