package account

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splot/app"
	"splot/app/store"
)

// Locks holds who may take roles away now: one document while someone does.
var Locks = &store.Collection{Name: "accountLocks"}

const (
	lockID    = "grants"
	lockLease = 10 * time.Second // after which a crashed holder is passed over
	lockWork  = 5 * time.Second  // what a holder does must end sooner than the lease
	lockTries = 40
	lockPause = 25 * time.Millisecond
)

type lease struct {
	Holder app.ID    `bson:"holder"`
	Until  time.Time `bson:"until"`
}

// lock lets one caller of all nodes at a time take roles away. "Never without an admin" spans the
// documents of several people: two admins who remove each other at the same moment would both see
// the other one still there.
type lock struct {
	leases store.Set[lease]
	clock  app.Clock
	ids    app.IDs
	local  chan struct{} // callers of this node queue here, not at the store
}

func newLock(s store.Store, clock app.Clock, ids app.IDs) *lock {
	return &lock{leases: store.Set[lease]{Store: s, Collection: Locks}, clock: clock, ids: ids, local: make(chan struct{}, 1)}
}

// do runs f alone. The context of f ends before the lease does.
func (l *lock) do(ctx context.Context, f func(context.Context) error) error {
	select {
	case l.local <- struct{}{}:
		defer func() { <-l.local }()
	case <-ctx.Done():
		return unavailable("grant lock")
	}
	held, err := l.acquire(ctx)
	if err != nil {
		return err
	}
	work, cancel := context.WithTimeout(ctx, lockWork)
	defer cancel()
	err = f(work)
	// Released by a write and not by a delete, so that versions only grow and no late holder frees
	// another one's lock. If it fails, the lease ends by itself.
	held.Value.Until = time.Time{}
	_, _ = l.leases.Replace(context.WithoutCancel(ctx), held)
	return err
}

func (l *lock) acquire(ctx context.Context) (store.Doc[lease], error) {
	for range lockTries {
		held, ok, err := l.try(ctx)
		if err != nil {
			return held, fmt.Errorf("acquire grant lock: %w", err)
		}
		if ok {
			return held, nil
		}
		select {
		case <-time.After(lockPause):
		case <-ctx.Done():
			return held, unavailable("grant lock")
		}
	}
	return store.Doc[lease]{}, unavailable("grant lock")
}

func (l *lock) try(ctx context.Context) (store.Doc[lease], bool, error) {
	now := l.clock()
	mine := lease{Holder: l.ids(), Until: now.Add(lockLease)}
	present, err := l.leases.Get(ctx, lockID)
	switch {
	case errors.Is(err, store.ErrNotFound):
		err = l.leases.Insert(ctx, lockID, mine)
		present = store.Doc[lease]{ID: lockID, Version: 1, Value: mine}
	case err != nil:
		return present, false, err
	case now.Before(present.Value.Until):
		return present, false, nil
	default:
		present.Value = mine
		present, err = l.leases.Replace(ctx, present)
	}
	lost := errors.Is(err, store.ErrDuplicate) || errors.Is(err, store.ErrStale) || errors.Is(err, store.ErrNotFound)
	if lost {
		return present, false, nil
	}
	return present, err == nil, err
}
