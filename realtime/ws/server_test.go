package ws_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"splot/realtime"
	"splot/realtime/ws"
)

func TestNewRefusesUnsafeOptions(t *testing.T) {
	hub := open(t, nil).Hub
	for _, origins := range [][]string{
		nil, {"*"}, {"https://*.splot.test"}, {"splot.test"}, {"https://splot.test/"}, {"https://a.test", ""},
	} {
		if _, err := ws.New(ws.Options{Hub: hub, Origins: origins, SignIn: signIn, Logger: quiet}); err == nil {
			t.Errorf("origins %q are accepted", origins)
		}
	}
}

func TestHandshake(t *testing.T) {
	s := open(t, nil)
	cases := []struct {
		name   string
		change handshake
		want   int
	}{
		{"a good one", nil, 101},
		{"the protocol among others", handshake{"Sec-WebSocket-Protocol": "other, splot.v1"}, 101},
		{"no origin", handshake{"Origin": ""}, 403},
		{"another origin", handshake{"Origin": "https://evil.test"}, 403},
		{"another scheme", handshake{"Origin": "http://splot.test"}, 403},
		{"another port", handshake{"Origin": "https://splot.test:8443"}, 403},
		{"a longer name", handshake{"Origin": "https://splot.test.evil.test"}, 403},
		{"origin null", handshake{"Origin": "null"}, 403},
		{"no session", handshake{"Cookie": ""}, 401},
		{"a session that cannot be looked up", handshake{"Cookie": "session=unknown"}, 503},
		{"no subprotocol", handshake{"Sec-WebSocket-Protocol": ""}, 400},
		{"another version of the protocol", handshake{"Sec-WebSocket-Protocol": "splot.v2"}, 400},
		{"no upgrade", handshake{"Upgrade": ""}, 426},
		{"an old version of WebSocket", handshake{"Sec-WebSocket-Version": "8"}, 426},
		{"no key", handshake{"Sec-WebSocket-Key": ""}, 426},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, got := dial(t, s.addr, c.change); got != c.want {
				t.Errorf("status is %d, want %d", got, c.want)
			}
		})
	}
}

func TestAnEntryReachesTheSocket(t *testing.T) {
	s := open(t, nil)
	p := connect(t, s.addr, "p1")
	p.say(`{"type":"sub","channel":"inbox:p1"}`)
	if got := p.event(); got != "text init" {
		t.Fatalf("answer to sub: %q", got)
	}
	s.publish(t, "inbox:p1", `[{"op":"notify"}]`)
	if got := p.event(); got != "text ev" {
		t.Errorf("after publishing: %q", got)
	}
}

func TestAnEndedSessionClosesItsSockets(t *testing.T) {
	s := open(t, nil)
	one, other := connect(t, s.addr, "p1"), connect(t, s.addr, "p2")
	eventually(t, patience, "two connections", func() bool { return s.Stats().Connections == 2 })
	s.CloseSession("s-p1")
	if got := one.event(); got != "close 4001" {
		t.Errorf("the session's socket: %q", got)
	}
	other.send(frame(opPing, ""))
	if got := other.event(); got != "pong" {
		t.Errorf("another session's socket: %q", got)
	}
}

// A kick must end the handler within a second, whether the peer says nothing or does not even read.
func TestAKickEndsTheHandlerWithinASecond(t *testing.T) {
	s := open(t, nil)
	connect(t, s.addr, "silent")
	stalled := connect(t, s.addr, "stalled")
	stalled.say(`{"type":"sub","channel":"c"}`)
	eventually(t, patience, "two connections, one following", func() bool {
		return s.Stats().Connections == 2 && s.Stats().Channels == 1
	})
	stall(t, s, "c")
	for _, person := range []string{"silent", "stalled"} {
		before := s.Stats().Connections
		start := time.Now()
		if s.ClosePerson(person) != 1 {
			t.Fatalf("%s is gone already", person)
		}
		eventually(t, time.Second, person+" ends", func() bool { return s.Stats().Connections < before })
		t.Logf("%s ended after %v", person, time.Since(start))
	}
}

// stall fills the channel's follower until its writer is stuck in the network.
func stall(t testing.TB, s *site, channel string) {
	t.Helper()
	data := `"` + strings.Repeat("x", 50<<10) + `"`
	for s.Stats().QueuedBytes < 200<<10 {
		s.publish(t, channel, data)
		if s.Stats().SlowCloses > 0 {
			t.Fatal("closed as slow before the network was full")
		}
	}
}

func TestASlowReaderIsClosedAndOthersGetEverything(t *testing.T) {
	s := open(t, nil)
	slow, fast := connect(t, s.addr, "slow"), connect(t, s.addr, "fast")
	for _, p := range []*peer{slow, fast} {
		p.say(`{"type":"sub","channel":"c"}`)
	}
	if got := fast.event(); got != "text init" {
		t.Fatal(got)
	}
	eventually(t, patience, "both follow", func() bool { return s.Stats().Delivered == 2 })
	data := `"` + strings.Repeat("x", 50<<10) + `"`
	for entries := 0; s.Stats().SlowCloses == 0; entries++ {
		if entries == 2000 {
			t.Fatal("100 MB did not close the slow reader")
		}
		s.publish(t, "c", data)
		if e := fast.event(); e != "text ev" {
			t.Fatalf("the fast reader got %q", e)
		}
	}
	eventually(t, patience, "the slow one is gone", func() bool { return s.Stats().Connections == 1 })
	if q := s.Stats().QueuedBytes; q > realtime.MaxQueued {
		t.Errorf("%d bytes still queued", q)
	}
}

func TestAPeerThatAnswersNoPingIsClosed(t *testing.T) {
	s := open(t, func(o *ws.Options) { o.Ping, o.Pong = 50*time.Millisecond, time.Second })
	deaf, alive := connect(t, s.addr, "deaf"), connect(t, s.addr, "alive")
	told := make(chan string, 1)
	go func() { told <- deaf.until("close") }()
	for {
		if got := alive.event(); got != "ping" {
			t.Fatalf("the answering peer got %q", got)
		}
		alive.send(frame(opPong, ""))
		select {
		case got := <-told:
			if got != "close 4004" {
				t.Errorf("the deaf peer got %q", got)
			}
			return
		default:
		}
	}
}

func TestAPanicClosesOneConnectionWithoutAWord(t *testing.T) {
	s := open(t, nil)
	one, other := connect(t, s.addr, "p1"), connect(t, s.addr, "p2")
	one.say(`{"type":"sub","channel":"panic"}`)
	opcode, payload, err := one.read()
	if err != nil || opcode != opClose || string(payload[2:]) != realtime.CloseInternal.Reason() {
		t.Errorf("got opcode %d, payload %q, %v", opcode, payload, err)
	}
	expectEnd(t, one)
	other.send(frame(opPing, ""))
	if got := other.event(); got != "pong" {
		t.Errorf("the other connection: %q", got)
	}
	if said := s.said.String(); strings.Contains(said, panicText) || !strings.Contains(said, "panic in a socket") {
		t.Errorf("log says: %s", said)
	}
}

func TestDrainEndsEveryHandlerInTime(t *testing.T) {
	s := open(t, nil)
	const sockets = 40
	peers := make([]*peer, sockets)
	for i := range peers {
		peers[i] = connect(t, s.addr, "p1")
	}
	stalled := connect(t, s.addr, "stalled")
	stalled.say(`{"type":"sub","channel":"c"}`)
	eventually(t, patience, "all are there", func() bool {
		return s.Stats().Connections == sockets+1 && s.Stats().Channels == 1
	})
	stall(t, s, "c")
	start := time.Now()
	drained := make(chan error, 1)
	go func() { drained <- s.server.Drain(context.Background()) }()
	if got := peers[0].until("close"); got != "close 4000" {
		t.Errorf("told %q", got)
	}
	if _, status := dial(t, s.addr, nil); status != 503 {
		t.Errorf("a new socket while draining: %d", status)
	}
	if err := <-drained; err != nil {
		t.Errorf("drain: %v", err)
	}
	if took := time.Since(start); took > ws.DrainWithin {
		t.Errorf("drain took %v", took)
	}
	if left := s.Stats().Connections; left != 0 {
		t.Errorf("%d connections are left", left)
	}
}

// TestChurn connects and leaves in every impolite way; goleak and the counters tell what stays.
func TestChurn(t *testing.T) {
	s := open(t, nil)
	rounds := 40
	if testing.Short() {
		rounds = 8
	}
	var visitors sync.WaitGroup
	for v := range 8 {
		visitors.Go(func() {
			for i := range rounds {
				p := connect(t, s.addr, "p1")
				p.say(`{"type":"sub","channel":"c"}`)
				leave(p, v+i)
			}
		})
	}
	publishing := make(chan struct{})
	go func() {
		defer close(publishing)
		for range rounds {
			s.publish(t, "c", `[]`)
		}
	}()
	visitors.Wait()
	<-publishing
	eventually(t, patience, "everybody is gone", func() bool { return s.Stats().Connections == 0 })
}

func leave(p *peer, way int) {
	switch way % 5 {
	case 0: // a reset
		_ = p.conn.SetLinger(0)
	case 1: // politely
		p.send(frame(opClose, "\x03\xe8"))
		p.until("close")
	case 2: // in the middle of a frame
		_, _ = p.conn.Write(frame(opText, padded(4000)).bytes()[:1000])
	case 3: // half
		_ = p.conn.CloseWrite()
		p.until("close")
	}
	_ = p.conn.Close()
}

// TestOneCallSiteWritesToASocket reads the package's own source: two writers would panic some day.
func TestOneCallSiteWritesToASocket(t *testing.T) {
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	writes := map[string]int{}
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), source, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				switch s.Sel.Name {
				case "WriteMessage", "WriteControl", "WriteJSON", "WritePreparedMessage", "NextWriter":
					writes[s.Sel.Name]++
				}
			}
			return true
		})
	}
	if len(writes) != 1 || writes["WriteMessage"] != 1 {
		t.Errorf("writes to sockets: %v, want one WriteMessage", writes)
	}
}
