package ws_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"go.uber.org/goleak"

	"splot/realtime"
	"splot/realtime/ws"
)

// TestMain fails if any test leaves a goroutine. The ignored ones are process-wide clocks and pools
// of fasthttp that never end.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"),
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.(*workerPool).Start.func2"),
		goleak.IgnoreAnyFunction("github.com/gofiber/fiber/v2/utils.StartTimeStampUpdater.func1.1"),
		goleak.IgnoreAnyFunction("github.com/gofiber/fiber/v2/utils.StartTimeStampUpdater.func1"),
	)
}

// shortLog is a Log in memory.
type shortLog struct {
	mu      sync.Mutex
	entries map[string][]realtime.Entry
}

func (l *shortLog) append(channel, data string) realtime.Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	e := realtime.Entry{
		Channel: channel, Epoch: "e1", Seq: int64(len(l.entries[channel]) + 1), Data: json.RawMessage(data),
	}
	l.entries[channel] = append(l.entries[channel], e)
	return e
}

func (l *shortLog) Head(_ context.Context, channel string) (string, int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return "e1", int64(len(l.entries[channel])), nil
}

func (l *shortLog) Read(_ context.Context, channel string, after int64, limit int) ([]realtime.Entry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := l.entries[channel][after:]
	return append([]realtime.Entry(nil), all[:min(limit, len(all))]...), nil
}

// panicText must never leave the process.
const panicText = "the contract with Huta Pokój"

// doors lets everybody in, except where it panics.
type doors struct{}

func (doors) Authorise(_ context.Context, _ realtime.Principal, channel string) error {
	if channel == "panic" {
		panic(panicText)
	}
	return nil
}

// site is a node with a socket endpoint at /ws.
type site struct {
	*realtime.Hub
	addr   string
	log    *shortLog
	server *ws.Server
	said   *buffer
}

// buffer is an io.Writer for the log.
type buffer struct {
	mu   sync.Mutex
	text []byte
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.text = append(b.text, p...)
	return len(p), nil
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return string(b.text)
}

func signIn(_ context.Context, c *fiber.Ctx) (realtime.Principal, error) {
	person := string([]byte(c.Cookies("session")))
	switch person {
	case "":
		return realtime.Principal{}, errors.New("no session")
	case "unknown":
		return realtime.Principal{}, fiber.NewError(fiber.StatusServiceUnavailable, "try again")
	}
	return realtime.Principal{Session: "s-" + person, Person: person}, nil
}

func open(t testing.TB, change func(*ws.Options)) *site {
	t.Helper()
	s := &site{log: &shortLog{entries: map[string][]realtime.Entry{}}, said: &buffer{}}
	logger := slog.New(slog.NewJSONHandler(s.said, nil))
	hub, err := realtime.NewHub(realtime.Options{
		Log: s.log, Bus: realtime.NewLocalBus(), Authoriser: doors{}, Clock: time.Now, Logger: logger, MaxPerPerson: 500,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Hub = hub
	o := ws.Options{Hub: hub, Origins: []string{"https://splot.test"}, SignIn: signIn, Logger: logger}
	if change != nil {
		change(&o)
	}
	if s.server, err = ws.New(o); err != nil {
		t.Fatal(err)
	}
	s.listen(t)
	return s
}

func (s *site) listen(t testing.TB) {
	t.Helper()
	app := fiber.New(fiber.Config{DisableStartupMessage: true, Immutable: true, ReadBufferSize: 8 << 10})
	app.Get("/ws", s.server.Handler())
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.addr = listener.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	var parts sync.WaitGroup
	parts.Go(func() { _ = app.Listener(listener) })
	parts.Go(func() { _ = s.Run(ctx) })
	awaitAnswer(t, s.addr) // Fiber's Shutdown does nothing before it serves
	t.Cleanup(func() {
		if err := s.server.Drain(context.Background()); err != nil {
			t.Errorf("drain: %v", err)
		}
		if err := app.ShutdownWithTimeout(patience); err != nil {
			t.Errorf("shutdown: %v", err)
		}
		stop()
		parts.Wait()
	})
}

func awaitAnswer(t testing.TB, addr string) {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "GET /up HTTP/1.0\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(conn); err != nil {
		t.Fatal(err)
	}
}

func (s *site) publish(t testing.TB, channel, data string) {
	t.Helper()
	if err := s.Publish(context.Background(), s.log.append(channel, data)); err != nil {
		t.Fatal(err)
	}
}

// eventually polls, for what no channel tells of.
func eventually(t testing.TB, within time.Duration, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	deadline := time.Now().Add(within)
	for !holds() {
		if time.Now().After(deadline) {
			t.Fatalf("not within %v: %s", within, what)
		}
		<-tick.C
	}
}

var quiet = slog.New(slog.DiscardHandler)
