package ferret

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"sync"
	"testing"
)

// maxMessage is the longest message of the protocol.
const maxMessage = 48 << 20

// proxy lets one command at a time through to the server: FerretDB reads and writes a document in two
// steps, so that two updates at once could both find the version they ask for. MongoDB updates a
// document in one.
type proxy struct {
	backend string
	command sync.Mutex
	clients sync.WaitGroup
	tamper  Tamper
}

// Tamper is what a test does to commands on their way. Its functions may be nil.
type Tamper struct {
	Before func(command string) error  // is told before the server is; an error cuts the connection
	After  func(command string) error  // is told after the server has carried it out; an error swallows the reply and cuts
	Answer func(command string) []byte // a reply instead of the server's, as BSON; nil lets the server answer
}

// serialise starts a proxy in front of a server and returns its address.
func serialise(t testing.TB, backend string, tamper Tamper) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	p := &proxy{backend: backend, tamper: tamper}
	p.clients.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			p.clients.Go(func() { p.serve(ctx, client) })
		}
	})
	t.Cleanup(func() {
		cancel()
		if err := listener.Close(); err != nil {
			t.Errorf("close proxy: %v", err)
		}
		p.clients.Wait()
	})
	return listener.Addr().String()
}

func (p *proxy) serve(ctx context.Context, client net.Conn) {
	defer client.Close() //nolint:errcheck // either side may have closed it
	server, err := net.Dial("tcp", p.backend)
	if err != nil {
		return
	}
	defer server.Close() //nolint:errcheck // as above
	defer context.AfterFunc(ctx, func() { _ = client.Close(); _ = server.Close() })()
	for {
		request, err := message(client)
		if err != nil {
			return
		}
		reply, err := p.pass(server, request)
		if err != nil {
			return
		}
		if _, err := client.Write(reply); err != nil {
			return
		}
	}
}

func (p *proxy) pass(server net.Conn, request []byte) ([]byte, error) {
	command := commandOf(request)
	if before := p.tamper.Before; before != nil {
		if err := before(command); err != nil {
			return nil, err
		}
	}
	if answer := p.tamper.Answer; answer != nil {
		if body := answer(command); body != nil {
			return replyTo(request, body), nil
		}
	}
	reply, err := p.ask(server, request)
	if after := p.tamper.After; err == nil && after != nil {
		err = after(command)
	}
	return reply, err
}

// commandOf is the first key of an OP_MSG's document: the name of the command.
func commandOf(request []byte) string {
	const key = 16 + 4 + 1 + 4 + 1 // header, flags, kind of section, length, type
	if len(request) < key {
		return ""
	}
	name, _, _ := bytes.Cut(request[key:], []byte{0})
	return string(name)
}

// replyTo is an OP_MSG that answers a request.
func replyTo(request, body []byte) []byte {
	const opMsg = 2013
	reply := make([]byte, 16+4+1, 16+4+1+len(body))
	binary.LittleEndian.PutUint32(reply, uint32(cap(reply))) //nolint:gosec // a test's little document
	copy(reply[8:12], request[4:8])
	binary.LittleEndian.PutUint32(reply[12:], opMsg)
	return append(reply, body...)
}

func (p *proxy) ask(server net.Conn, request []byte) ([]byte, error) {
	p.command.Lock()
	defer p.command.Unlock()
	if _, err := server.Write(request); err != nil {
		return nil, err
	}
	return message(server)
}

// message reads one message: its length stands in its first four bytes.
func message(from io.Reader) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(from, head[:]); err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint32(head[:])
	if length < 16 || length > maxMessage {
		return nil, errors.New("malformed message")
	}
	whole := make([]byte, length)
	copy(whole, head[:])
	_, err := io.ReadFull(from, whole[4:])
	return whole, err
}
