package ws

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"runtime"
	"runtime/debug"
	"time"
	"unicode/utf8"

	"github.com/gofiber/contrib/websocket"

	"splot/realtime"
)

const (
	// endWithin is how long a socket that must end may take to say so; then it is cut off. With
	// farewell it keeps a kick below one second, whatever the peer does.
	endWithin = 600 * time.Millisecond
	// farewell is how long the peer may take to answer a close frame before the connection goes.
	// Without it, unread input would turn the close into a reset, and the peer would not see the code.
	farewell      = 250 * time.Millisecond
	farewellBytes = 1 << 20
	// pongsWaiting bounds the answers to the peer's pings; further pings go unanswered.
	pongsWaiting = 16
)

// socket is one upgraded connection.
type socket struct {
	conn   *websocket.Conn
	raw    net.Conn // below the library's pooled wrapper: closing it is safe at any time
	link   *realtime.Connection
	server *Server
	pongs  chan []byte
	peer   *realtime.Close // how the peer said goodbye
}

// serve is the handler of one socket, from upgrade to end.
func (s *Server) serve(conn *websocket.Conn) {
	k := &socket{conn: conn, raw: rawConn(conn), server: s, pongs: make(chan []byte, pongsWaiting)}
	principal, _ := conn.Locals(principalKey).(realtime.Principal)
	link, err := s.o.Hub.Attach(principal)
	if err == nil && !s.enter(k) {
		link.Detach()
		err = realtime.ErrDraining
	}
	if err != nil {
		k.refuse(err)
		return
	}
	defer s.exit(k)
	k.link = link
	k.run()
}

// rawConn finds the network connection below fasthttp's hijacked one.
func rawConn(conn *websocket.Conn) net.Conn {
	if under, ok := conn.NetConn().(interface{ UnsafeConn() net.Conn }); ok {
		return under.UnsafeConn()
	}
	return conn.NetConn()
}

func (k *socket) refuse(err error) {
	reason := realtime.CloseTooMany
	if errors.Is(err, realtime.ErrDraining) {
		reason = realtime.CloseGoAway
		reason.Retry = time.Second
	}
	k.sayClose(reason)
	k.linger()
}

// run reads until either side ends, then joins the writer and lets the hub forget the connection.
func (k *socket) run() {
	ctx, cancel := context.WithCancel(context.Background())
	defer k.link.Detach()
	written, ended, guarded := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go k.writer(written)
	go func() {
		defer close(guarded)
		<-k.link.Done()
		cancel()
		k.guard(ended)
	}()
	k.reader(ctx)
	<-written
	if k.peer == nil {
		k.linger()
	}
	close(ended)
	<-guarded
}

// guard cuts the connection off if it does not end soon after it was told to.
func (k *socket) guard(ended <-chan struct{}) {
	timer := time.NewTimer(endWithin)
	defer timer.Stop()
	select {
	case <-ended:
	case <-timer.C:
		k.cut()
	}
}

func (k *socket) cut() { _ = k.raw.Close() }

// recovered closes this connection alone, and keeps the panic's text off the wire and, unless it is
// the runtime's own, off the log: it may hold what users wrote.
func (k *socket) recovered() {
	p := recover()
	if p == nil {
		return
	}
	text := fmt.Sprintf("%T", p)
	if fault, ok := p.(runtime.Error); ok {
		text = fault.Error()
	}
	k.server.o.Logger.Error("panic in a socket", slog.String("panic", text), slog.String("stack", string(debug.Stack())))
	k.link.Close(realtime.CloseInternal)
}

// reader passes messages on until the connection ends, and makes the writer end in any case.
func (k *socket) reader(ctx context.Context) {
	defer k.link.Close(realtime.CloseNormal)
	defer k.recovered()
	k.conn.SetReadLimit(ReadLimit)
	k.alive()
	k.conn.SetPongHandler(func(string) error { k.alive(); return nil })
	k.conn.SetPingHandler(k.pinged)
	k.conn.SetCloseHandler(k.closed)
	for {
		kind, message, err := k.conn.ReadMessage()
		if err != nil {
			k.link.Close(k.why(err))
			return
		}
		switch {
		case kind != websocket.TextMessage:
			k.link.Close(realtime.CloseBinary)
		case !utf8.Valid(message):
			k.link.Close(realtime.CloseBadUTF8)
		default:
			k.link.Receive(ctx, message)
		}
		select {
		case <-k.link.Done():
			return
		default:
		}
	}
}

// alive grants the peer the time until the answer to the next ping is due.
func (k *socket) alive() {
	_ = k.conn.SetReadDeadline(time.Now().Add(k.server.o.Ping + k.server.o.Pong))
}

func (k *socket) pinged(data string) error {
	select {
	case k.pongs <- []byte(data):
	default:
	}
	return nil
}

// closed notes the peer's close frame, to be answered by the writer with the same code (RFC 6455, 5.5.1).
func (k *socket) closed(code int, _ string) error {
	k.peer = &realtime.Close{Code: code}
	return nil
}

// why finds the reason to close after reading failed. Where the library has already sent a close
// frame of its own (1002, 1009), this is for the account only.
func (k *socket) why(err error) realtime.Close {
	var timeout net.Error
	switch {
	case k.peer != nil:
		return *k.peer
	case errors.As(err, &timeout) && timeout.Timeout():
		return realtime.CloseSilent
	default:
		return realtime.CloseProtocol
	}
}

// linger gives the peer a moment to read the close frame and answer it.
func (k *socket) linger() {
	conn := k.conn.NetConn()
	if conn.SetReadDeadline(time.Now().Add(farewell)) == nil {
		_, _ = io.CopyN(io.Discard, conn, farewellBytes)
	}
}
