package account

import (
	"sync"
	"time"

	"splot/app"
)

const (
	cacheFor  = 2 * time.Second
	cacheSize = 4096 // about what a few megabytes hold; a full cache forgets all, which costs reads
)

// actorCache remembers for a moment who holds a token, because one screen asks several times at once.
type actorCache struct {
	clock app.Clock

	mu      sync.Mutex
	entries map[string]cached
	// gen grows with every forget: what was read before it must not be put after it.
	gen uint64
}

type cached struct {
	actor   app.Actor
	session Session
	until   time.Time
}

func newActorCache(clock app.Clock) *actorCache {
	return &actorCache{clock: clock, entries: map[string]cached{}}
}

func (c *actorCache) get(key string) (app.Actor, Session, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	now := c.clock()
	if !ok || !now.Before(e.until) || !now.Before(e.session.ExpiresAt) {
		return app.Actor{}, Session{}, false
	}
	return e.actor, e.session, true
}

func (c *actorCache) generation() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.gen
}

func (c *actorCache) put(key string, a app.Actor, s Session, generation uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if generation != c.gen {
		return
	}
	if len(c.entries) >= cacheSize {
		clear(c.entries)
	}
	c.entries[key] = cached{actor: a, session: s, until: c.clock().Add(cacheFor)}
}

// forget drops what is known of a person, on this node.
func (c *actorCache) forget(person app.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gen++
	for key, e := range c.entries {
		if e.actor.Person == person {
			delete(c.entries, key)
		}
	}
}
