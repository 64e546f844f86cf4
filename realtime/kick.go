package realtime

import (
	"context"
	"math/rand/v2"
	"time"
)

// Kick closes this node's connections whose principal matches and returns how many. Other nodes
// learn what to close from the caller, over the bus.
func (h *Hub) Kick(match func(Principal) bool, reason Close) int {
	list := h.matching(match)
	for _, c := range list {
		c.Close(reason)
	}
	return len(list)
}

// CloseSession ends the sockets that a session carried.
func (h *Hub) CloseSession(session string) int {
	return h.Kick(func(p Principal) bool { return p.Session == session }, CloseSessionEnded)
}

// ClosePerson ends all sockets of a person.
func (h *Hub) ClosePerson(person string) int {
	return h.Kick(func(p Principal) bool { return p.Person == person }, CloseSessionEnded)
}

// Reauthorise asks again, after a change of roles, for every channel that the person's connections
// follow, and ends what is not allowed any more. It returns when that is done.
func (h *Hub) Reauthorise(ctx context.Context, person string) {
	for _, c := range h.matching(func(p Principal) bool { return p.Person == person }) {
		c.reauthorise(ctx)
	}
}

func (h *Hub) expire() {
	now := h.clock()
	h.Kick(func(p Principal) bool {
		return !p.ExpiresAt.IsZero() && !now.Before(p.ExpiresAt)
	}, CloseSessionEnded)
}

func (h *Hub) matching(match func(Principal) bool) []*Connection {
	h.mu.Lock()
	defer h.mu.Unlock()
	var list []*Connection
	for c := range h.connections {
		if match(c.principal) {
			list = append(list, c)
		}
	}
	return list
}

// drainStep is the least time between two connections told to go away; drainRetry bounds the random
// pause that each is told to make, so that they do not come to the next node all at once.
const (
	drainStep  = 10 * time.Millisecond
	drainRetry = 2 * time.Second
)

// Drain refuses new connections and tells the present ones to go away, one after another, all within
// the window or until ctx ends.
func (h *Hub) Drain(ctx context.Context, window time.Duration) {
	h.mu.Lock()
	h.draining = true
	h.mu.Unlock()
	list := h.matching(func(Principal) bool { return true })
	step := min(drainStep, window/time.Duration(max(len(list), 1)))
	tick := time.NewTicker(max(step, time.Microsecond))
	defer tick.Stop()
	for _, c := range list {
		reason := CloseGoAway
		reason.Retry = rand.N(drainRetry)
		c.Close(reason)
		select {
		case <-tick.C:
		case <-ctx.Done():
		}
	}
}
