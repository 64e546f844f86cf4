package account

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Options are what a Service works with. Everything is required except Ended and Hashing.
type Options struct {
	Records records.Set
	Clock   app.Clock
	IDs     app.IDs
	Logger  *slog.Logger
	Limiter Limiter
	Mail    Mail
	// PublicURL is where people reach the web client, without a final slash; mailed links begin with it.
	PublicURL string
	// Ended is told after a session ended or rights changed, so that sockets close. It must not block.
	Ended func(context.Context, Ending)
	// DeviceKey signs what tells browsers that signed in before; all nodes share it. Without it, this process's own.
	DeviceKey []byte
	// Hashing says how passwords are hashed; what is zero is as recommended.
	Hashing Hashing
}

// Ending says whose open connections must be looked at again. With a Session it is that one, which
// ended; without, it is every connection of the person, whose rights changed.
type Ending struct {
	Person  app.ID
	Session app.ID
}

// Mail sends one plain-text letter to one address, or tells that it could not.
type Mail interface {
	Send(ctx context.Context, to, subject, text string) error
}

// Service is the use cases of accounts.
type Service struct {
	people        store.Set[app.Person]
	clusters      store.View[app.Cluster]
	organisations store.View[app.Organisation]
	credentials   store.Set[credential]
	sessions      store.Set[session]
	links         store.Set[link]
	trail         store.Set[records.GrantRow]

	clock     app.Clock
	ids       app.IDs
	logger    *slog.Logger
	limiter   Limiter
	mail      Mail
	publicURL string
	deviceKey []byte
	ended     func(context.Context, Ending)

	passwords *passwords
	cache     *actorCache
	lock      *lock
}

// New makes a Service; it does no I/O and starts nothing.
func New(o Options) (*Service, error) {
	if o.Records.Store == nil || o.Clock == nil || o.IDs == nil || o.Logger == nil || o.Limiter == nil || o.Mail == nil {
		return nil, errors.New("account: records, clock, ids, logger, limiter and mail are required")
	}
	hashing, err := newPasswords(o.Hashing)
	if err != nil {
		return nil, err
	}
	if o.Ended == nil {
		o.Ended = func(context.Context, Ending) {}
	}
	if len(o.DeviceKey) == 0 {
		o.DeviceKey = []byte(newToken())
	}
	s := o.Records.Store
	return &Service{
		people: store.Set[app.Person]{Store: s, Collection: records.People}, clusters: o.Records.Clusters, organisations: o.Records.Organisations,
		credentials: store.Set[credential]{Store: s, Collection: Credentials},
		sessions:    store.Set[session]{Store: s, Collection: Sessions},
		links:       store.Set[link]{Store: s, Collection: Links},
		trail:       store.Set[records.GrantRow]{Store: s, Collection: records.Grants},
		clock:       o.Clock, ids: o.IDs, logger: o.Logger, limiter: o.Limiter, mail: o.Mail,
		publicURL: strings.TrimRight(o.PublicURL, "/"), ended: o.Ended, deviceKey: o.DeviceKey,
		passwords: hashing,
		cache:     newActorCache(o.Clock),
		lock:      newLock(s, o.Clock, o.IDs),
	}, nil
}

// sweepEvery is how often Run looks for what has expired.
const sweepEvery = time.Hour

// Run sweeps expired sessions and links until the context ends; its return means that it has stopped.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.logger.WarnContext(ctx, "sweep of expired sessions and links failed", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Sweep deletes the sessions and links that have expired. What it misses is refused on use anyway.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.clock()
	past := store.Query{Where: []store.Condition{{Field: "expiresAt", Max: now}}, Sort: "expiresAt"}
	return errors.Join(
		s.sessions.Each(ctx, past, func(d store.Doc[session]) error { return gone(s.sessions.Delete(ctx, d)) }),
		s.links.Each(ctx, past, func(d store.Doc[link]) error { return gone(s.links.Delete(ctx, d)) }),
	)
}

// gone takes "no longer there" and "changed meanwhile" for success of a delete that comes round again.
func gone(err error) error {
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrStale) {
		return nil
	}
	return err
}

// allow asks the table of permissions.
func allow(actor app.Actor, op app.Operation, t app.Target) error {
	switch {
	case actor.May(op, t):
		return nil
	case actor.Person == "":
		return app.Unauthenticated()
	}
	return app.Forbidden()
}

// own is allow for what people do to their own account.
func own(actor app.Actor) error {
	if actor.Person == "" {
		return app.Unauthenticated()
	}
	return allow(actor, app.OpOwnAccount, app.Target{Person: actor.Person})
}
