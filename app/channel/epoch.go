package channel

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"splot/app"
	"splot/app/store"
)

// epochs holds the one document that names the store's epoch.
var epochs = &store.Collection{Name: "channelEpoch"}

const (
	epochID = "epoch"
	// epochKept is how long a node trusts what it read: a restore happens while no node serves, so
	// this is only for the careless.
	epochKept = 10 * time.Second
)

type epochBody struct {
	Epoch string `bson:"epoch"`
}

// epoch reads the store's epoch, makes it at first use, and remembers it for a while.
type epoch struct {
	set   store.Set[epochBody]
	clock app.Clock
	ids   app.IDs

	mu   sync.Mutex
	name string
	read time.Time
}

func (e *epoch) current(ctx context.Context) (string, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := e.clock()
	if e.name != "" && now.Sub(e.read) < epochKept {
		return e.name, nil
	}
	name, err := e.load(ctx)
	if err != nil {
		return "", fmt.Errorf("read epoch: %w", err)
	}
	e.name, e.read = name, now
	return name, nil
}

func (e *epoch) load(ctx context.Context) (string, error) {
	d, err := e.set.Get(ctx, epochID)
	if !errors.Is(err, store.ErrNotFound) {
		return d.Value.Epoch, err
	}
	made := epochBody{Epoch: string(e.ids())}
	if err := e.set.Insert(ctx, epochID, made); err == nil || !errors.Is(err, store.ErrDuplicate) {
		return made.Epoch, err
	}
	d, err = e.set.Get(ctx, epochID) // another node was first
	return d.Value.Epoch, err
}

// RenewEpoch makes every client reload: for after a restore or an import of channels, when numbers may
// have been given twice.
func (c *Channels) RenewEpoch(ctx context.Context) error {
	c.epoch.mu.Lock()
	c.epoch.name = ""
	c.epoch.mu.Unlock()
	if _, err := c.epoch.current(ctx); err != nil {
		return fmt.Errorf("renew epoch: %w", err)
	}
	d, err := c.epoch.set.Get(ctx, epochID)
	if err == nil {
		d.Value.Epoch = string(c.o.IDs())
		_, err = c.epoch.set.Replace(ctx, d)
	}
	c.epoch.mu.Lock()
	c.epoch.name = ""
	c.epoch.mu.Unlock()
	if err != nil {
		return fmt.Errorf("renew epoch: %w", err)
	}
	return nil
}
