package ws

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/contrib/websocket"
	"github.com/gofiber/fiber/v2"

	"splot/realtime"
)

// Subprotocol is what client and server agree on in the handshake; a client without it is refused.
const Subprotocol = "splot.v1"

// Limits of every socket.
const (
	ReadLimit    = 64 << 10         // bytes of one client message
	WriteTimeout = time.Second      // for one message
	SignInWithin = 15 * time.Second // for Options.SignIn
	// DrainWithin bounds Drain; the sockets are told to go within drainWindow of it.
	DrainWithin = 10 * time.Second
	drainWindow = 5 * time.Second
	bufferSize  = 1024
)

// Options are what a server needs; Hub, Origins, SignIn and Logger are required.
type Options struct {
	Hub *realtime.Hub
	// Origins are the scheme://host[:port] that pages may come from, exactly. There is no wildcard.
	Origins []string
	// SignIn tells from the request who asks; it runs before the upgrade and must not keep the Ctx.
	// An error refuses: a *fiber.Error as it is, any other with 401, and its text goes nowhere.
	SignIn func(ctx context.Context, c *fiber.Ctx) (realtime.Principal, error)
	Logger *slog.Logger

	Ping time.Duration // between pings; 0 is 25 s
	Pong time.Duration // for the answer to one; 0 is 10 s
}

// Server upgrades requests to sockets and keeps account of them.
type Server struct {
	o     Options
	mu    sync.Mutex
	open  map[*socket]struct{}
	gone  chan struct{} // closed when draining and nothing is open
	drain bool
}

// New checks the options.
func New(o Options) (*Server, error) {
	if o.Hub == nil || o.SignIn == nil || o.Logger == nil || len(o.Origins) == 0 {
		return nil, errors.New("new socket server: Hub, Origins, SignIn and Logger are required")
	}
	for _, origin := range o.Origins {
		u, err := url.Parse(origin)
		if err != nil || u.Host == "" || u.Scheme+"://"+u.Host != origin || strings.Contains(origin, "*") {
			return nil, errors.New("new socket server: origin " + origin + " is not scheme://host[:port]")
		}
	}
	if o.Ping == 0 {
		o.Ping = 25 * time.Second
	}
	if o.Pong == 0 {
		o.Pong = 10 * time.Second
	}
	return &Server{o: o, open: map[*socket]struct{}{}, gone: make(chan struct{})}, nil
}

// principalKey is where the upgrade passes the principal on to the socket.
const principalKey = "splot.principal"

// Handler checks in this order: is it an upgrade (426), is the origin listed (403), is the protocol
// ours (400), is the node staying (503), who is it (401).
func (s *Server) Handler() fiber.Handler {
	upgrade := websocket.New(s.serve, websocket.Config{
		Subprotocols: []string{Subprotocol}, Origins: s.o.Origins, HandshakeTimeout: SignInWithin,
		ReadBufferSize: bufferSize, WriteBufferSize: bufferSize, WriteBufferPool: &sync.Pool{},
		RecoverHandler: func(*websocket.Conn) {}, // serve recovers itself, and tells the client nothing
	})
	return func(c *fiber.Ctx) error {
		if err := s.admit(c); err != nil {
			return err
		}
		ctx, cancel := context.WithTimeout(c.UserContext(), SignInWithin)
		defer cancel()
		principal, err := s.o.SignIn(ctx, c)
		if known := (*fiber.Error)(nil); errors.As(err, &known) {
			return known
		}
		if err != nil {
			return fiber.NewError(fiber.StatusUnauthorized, "sign in first")
		}
		c.Locals(principalKey, principal)
		return upgrade(c)
	}
}

func (s *Server) admit(c *fiber.Ctx) error {
	offered := strings.Split(c.Get(fiber.HeaderSecWebSocketProtocol), ",")
	for i := range offered {
		offered[i] = strings.TrimSpace(offered[i])
	}
	switch {
	case !websocket.IsWebSocketUpgrade(c):
		return fiber.ErrUpgradeRequired
	case !slices.Contains(s.o.Origins, c.Get(fiber.HeaderOrigin)):
		return fiber.NewError(fiber.StatusForbidden, "origin is not allowed")
	case !slices.Contains(offered, Subprotocol):
		return fiber.NewError(fiber.StatusBadRequest, "subprotocol "+Subprotocol+" is required")
	case s.draining():
		c.Set(fiber.HeaderRetryAfter, "2")
		return fiber.NewError(fiber.StatusServiceUnavailable, "node is draining")
	}
	return nil
}

func (s *Server) draining() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.drain
}

// Drain refuses new sockets, tells the open ones at staggered times to come back elsewhere, and
// returns when all handlers have ended: normally, or cut off when ctx or DrainWithin ends, which is
// an error.
func (s *Server) Drain(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, DrainWithin-time.Second)
	defer cancel()
	s.startDraining()
	s.o.Hub.Drain(ctx, drainWindow)
	select {
	case <-s.gone:
		return nil
	case <-ctx.Done():
	}
	s.cutOff()
	select {
	case <-s.gone:
	case <-time.After(time.Second):
	}
	return errors.New("drain sockets: some did not end in time and were cut off")
}

func (s *Server) startDraining() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.drain {
		return
	}
	s.drain = true
	if len(s.open) == 0 {
		close(s.gone)
	}
}

func (s *Server) cutOff() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for k := range s.open {
		k.cut()
	}
}

// enter counts a socket; false if the node began to drain since the handshake.
func (s *Server) enter(k *socket) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.drain {
		return false
	}
	s.open[k] = struct{}{}
	return true
}

func (s *Server) exit(k *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, counted := s.open[k]; !counted {
		return
	}
	delete(s.open, k)
	if s.drain && len(s.open) == 0 {
		close(s.gone)
	}
}
