package program_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"splot/app"
	"splot/cmd/splot/program"
)

// heard is a log that can be read while it is written.
type heard struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.Write(p)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

// serving runs an empty program; stop ends it and returns what Run returned.
func serving(t *testing.T, log io.Writer) (address string, stop func() error) {
	t.Helper()
	c := &program.Config{Addr: "127.0.0.1:0", Data: t.TempDir(), PublicURL: "http://127.0.0.1:0", MailFrom: "Splot <splot@localhost>"}
	c.PublicURL = "http://" + c.Addr
	l, err := c.Listen(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p, err := program.Open(t.Context(), c, slog.New(slog.NewTextHandler(log, nil)), app.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.CloseLogged(context.WithoutCancel(t.Context())) })
	if err := p.Attach(l); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	t.Cleanup(cancel)
	return p.Addr(), func() error { cancel(); return <-ended }
}

// TestRefusedSockets: who may not open a socket is told why by the status, and nothing of it is an error of ours.
func TestRefusedSockets(t *testing.T) {
	log := &heard{}
	address, _ := serving(t, log)
	const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
	const ours = "Sec-WebSocket-Protocol: splot.v1\r\n"
	for _, test := range []struct {
		name, headers string
		want          int
	}{
		{"no upgrade", "", http.StatusUpgradeRequired},
		{"a foreign origin", upgrade + ours + "Origin: https://evil.example\r\n", http.StatusForbidden},
		{"no origin", upgrade + ours, http.StatusForbidden},
		{"another protocol", upgrade + "Origin: http://" + address + "\r\n", http.StatusBadRequest},
		{"nobody", upgrade + ours + "Origin: http://" + address + "\r\n", http.StatusUnauthorized},
		{"a cookie that opens nothing", upgrade + ours + "Origin: http://" + address + "\r\nCookie: splot_session=" + strings.Repeat("A", 43) + "\r\n", http.StatusUnauthorized},
	} {
		c := dial(t, address)
		if _, err := c.Write([]byte("GET /api/live HTTP/1.1\r\nHost: " + address + "\r\n" + test.headers + "\r\n")); err != nil {
			t.Fatal(err)
		}
		answer, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != test.want {
			t.Errorf("%s: %d, want %d", test.name, answer.StatusCode, test.want)
		}
	}
	if strings.Contains(log.String(), "level=ERROR") {
		t.Errorf("the log takes it for an error of ours: %s", log)
	}
}

// TestStopWithAHalfSentBody: a body that never comes does not make a stop a failure.
func TestStopWithAHalfSentBody(t *testing.T) {
	if testing.Short() {
		t.Skip("waits as long as a stop does for requests: five seconds")
	}
	log := &heard{}
	address, stop := serving(t, log)
	c := dial(t, address)
	if _, err := c.Write([]byte("POST /api/session HTTP/1.1\r\nHost: " + address + "\r\nContent-Length: 100\r\n\r\n{")); err != nil {
		t.Fatal(err)
	}
	// the answer to another request says that the server is at work on connections
	answer, err := http.Get("http://" + address + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	begin := time.Now()
	if err := stop(); err != nil {
		t.Errorf("stopped with %v", err)
	}
	if took := time.Since(begin); took > 12*time.Second {
		t.Errorf("it took %s", took)
	}
}

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	c, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return c
}
