package ws

import (
	"time"

	"github.com/gofiber/contrib/websocket"

	"splot/realtime"
)

// writer is the socket's only writer: frames, pings, pongs and the close frame. It ends when the
// connection is done or a write fails, and then makes the reader end.
func (k *socket) writer(written chan<- struct{}) {
	defer close(written)
	defer func() { _ = k.conn.SetReadDeadline(time.Now()) }()
	defer k.recovered()
	ping := time.NewTicker(k.server.o.Ping)
	defer ping.Stop()
	var buf []byte
	for {
		var err error
		select {
		case <-k.link.Done():
			k.sayClose(k.link.Reason())
			return
		case <-k.link.Pending():
			buf, err = k.flush(buf)
		case data := <-k.pongs:
			err = k.write(websocket.PongMessage, data)
		case <-ping.C:
			err = k.write(websocket.PingMessage, nil)
		}
		if err != nil {
			k.link.Close(realtime.CloseSlow)
			return
		}
	}
}

// flush writes what waits until it is all gone or the connection must end. The buffer is kept for
// the next time, unless one large message made it large.
func (k *socket) flush(buf []byte) ([]byte, error) {
	for {
		message, ok := k.link.Take(buf[:0])
		if !ok {
			return message, nil
		}
		if err := k.write(websocket.TextMessage, message); err != nil {
			return nil, err
		}
		if buf = message; cap(buf) > ReadLimit {
			buf = nil
		}
		select {
		case <-k.link.Done():
			return buf, nil
		default:
		}
	}
}

// sayClose writes the close frame. 1005 stands for "no code", which the answer has none for either.
func (k *socket) sayClose(reason realtime.Close) {
	text := ""
	if reason.Name != "" {
		text = reason.Reason()
	}
	_ = k.write(websocket.CloseMessage, websocket.FormatCloseMessage(reason.Code, text))
}

// write is the one place that writes to a socket.
func (k *socket) write(kind int, data []byte) error {
	if err := k.conn.SetWriteDeadline(time.Now().Add(WriteTimeout)); err != nil {
		return err
	}
	return k.conn.WriteMessage(kind, data)
}
