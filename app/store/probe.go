package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Probes holds the one document that Probe writes.
var Probes = &Collection{Name: "probes"}

// Probe tells whether documents can be written, by writing one: a store whose disk is full still reads and still
// answers a ping.
type Probe struct {
	set Set[probed]
	now func() time.Time

	mu   sync.Mutex
	at   time.Time
	last error
}

type probed struct {
	At time.Time `bson:"at"`
}

// probeEvery is how long an answer stands: several balancers may ask, and a write costs the disk a sync.
const probeEvery = 3 * time.Second

// NewProbe makes a probe of a store in which the collection Probes is ensured.
func NewProbe(s Store, now func() time.Time) *Probe {
	return &Probe{set: Set[probed]{Store: s, Collection: Probes}, now: now}
}

// Check reads and writes the document; nil if both went well. Concurrent calls share one answer.
func (p *Probe) Check(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if now.Sub(p.at) < probeEvery && !p.at.IsZero() {
		return p.last
	}
	p.last = p.write(ctx, now)
	p.at = now
	return p.last
}

// write takes a conflict with another node's probe for success: the store got as far as comparing.
func (p *Probe) write(ctx context.Context, now time.Time) error {
	const id = "write"
	doc, err := p.set.Get(ctx, id)
	switch {
	case errors.Is(err, ErrNotFound):
		err = p.set.Insert(ctx, id, probed{now})
	case err == nil:
		doc.Value.At = now
		_, err = p.set.Replace(ctx, doc)
	}
	if err != nil && !errors.Is(err, ErrStale) && !errors.Is(err, ErrDuplicate) {
		return fmt.Errorf("probe whether documents can be written: %w", err)
	}
	return nil
}
