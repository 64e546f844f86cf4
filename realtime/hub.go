package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Options are what a hub needs. Log, Bus, Authoriser, Clock and Logger are required.
type Options struct {
	Log        Log
	Bus        Bus
	Authoriser Authoriser
	Ops        Ops // nil: operations are answered with CodeUnsupported
	Clock      func() time.Time
	Logger     *slog.Logger

	MaxConnections int // of this node; 0 is 20,000
	MaxPerPerson   int // of one person on this node; 0 is 40
}

// expiryEvery is how often ended sessions are looked for.
const expiryEvery = time.Second

// logReaders bounds how many channels ask the log at the same time.
const logReaders = 16

// Hub knows this node's connections and the channels that they follow.
type Hub struct {
	log        Log
	bus        Bus
	authoriser Authoriser
	ops        Ops
	clock      func() time.Time
	logger     *slog.Logger
	max        int
	maxPerson  int
	stats      counters
	reading    chan struct{} // a token for each log reader

	mu          sync.Mutex
	connections map[*Connection]struct{}
	perPerson   map[string]int
	streams     map[string]*stream
	unstarted   []*stream
	started     chan struct{} // wakes Run for unstarted
	draining    bool
}

// NewHub checks the options. Run must be running for anything to be delivered.
func NewHub(o Options) (*Hub, error) {
	if o.Log == nil || o.Bus == nil || o.Authoriser == nil || o.Clock == nil || o.Logger == nil {
		return nil, errors.New("new hub: Log, Bus, Authoriser, Clock and Logger are required")
	}
	h := &Hub{
		log: o.Log, bus: o.Bus, authoriser: o.Authoriser, ops: o.Ops, clock: o.Clock, logger: o.Logger,
		max: o.MaxConnections, maxPerson: o.MaxPerPerson,
		reading:     make(chan struct{}, logReaders),
		connections: map[*Connection]struct{}{}, perPerson: map[string]int{},
		streams: map[string]*stream{}, started: make(chan struct{}, 1),
	}
	if h.max == 0 {
		h.max = 20_000
	}
	if h.maxPerson == 0 {
		h.maxPerson = 40
	}
	return h, nil
}

// Run moves entries until ctx ends, then closes all connections with CloseGoAway.
func (h *Hub) Run(ctx context.Context) error {
	var streams sync.WaitGroup
	defer streams.Wait()
	defer h.shut()
	expiry := time.NewTicker(expiryEvery)
	defer expiry.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-expiry.C:
			h.expire()
		case <-h.started:
			for _, s := range h.takeUnstarted() {
				streams.Go(func() { s.run(ctx) })
			}
		}
	}
}

func (h *Hub) shut() {
	h.mu.Lock()
	h.draining = true
	h.mu.Unlock()
	h.Kick(func(Principal) bool { return true }, CloseGoAway)
}

func (h *Hub) takeUnstarted() []*stream {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := h.unstarted
	h.unstarted = nil
	return list
}

// Attach registers a connection, or fails with ErrDraining or ErrTooMany.
func (h *Hub) Attach(p Principal) (*Connection, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.draining {
		return nil, ErrDraining
	}
	if len(h.connections) >= h.max || h.perPerson[p.Person] >= h.maxPerson {
		return nil, ErrTooMany
	}
	c := &Connection{
		hub: h, principal: p, queue: newQueue(),
		follows: map[string]*stream{}, done: make(chan struct{}),
	}
	h.connections[c] = struct{}{}
	h.perPerson[p.Person]++
	return c, nil
}

func (h *Hub) forget(c *Connection) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, known := h.connections[c]; !known {
		return
	}
	delete(h.connections, c)
	if h.perPerson[c.principal.Person]--; h.perPerson[c.principal.Person] == 0 {
		delete(h.perPerson, c.principal.Person)
	}
}

// join hands the request to the channel's stream, which it starts if there is none.
func (h *Hub) join(c *Connection, f *Sub) *stream {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.streams[f.Channel]
	if s == nil {
		s = newStream(h, f.Channel)
		h.streams[f.Channel] = s
		h.unstarted = append(h.unstarted, s)
		select {
		case h.started <- struct{}{}:
		default:
		}
	}
	s.join(c, f)
	return s
}

// Publish tells this node's followers and the other nodes of a committed entry. It never waits for
// the network; an error means that other nodes learn of it later, from the log.
func (h *Hub) Publish(ctx context.Context, e Entry) error {
	if !ValidChannel(e.Channel) || e.Seq < 1 || e.Epoch == "" || !json.Valid(e.Data) {
		return fmt.Errorf("publish: %w", ErrInvalid)
	}
	payload, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	h.mu.Lock()
	s := h.streams[e.Channel]
	h.mu.Unlock()
	if s != nil {
		s.offer(e)
	}
	if err := h.bus.Publish(ctx, topicOf(e.Channel), payload); err != nil {
		return fmt.Errorf("publish entry %d of %s: %w", e.Seq, e.Channel, err)
	}
	h.stats.published.Add(1)
	return nil
}

// topicOf keeps channels apart from what else the nodes say on the bus.
func topicOf(channel string) string { return "ch." + channel }
