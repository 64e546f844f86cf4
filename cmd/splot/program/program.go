package program

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"splot/app"
	"splot/app/account"
	"splot/app/channel"
	"splot/app/feed"
	"splot/app/httpapi"
	"splot/app/keys"
	"splot/app/once"
	"splot/app/records"
	"splot/app/store"
	"splot/frontend"
	"splot/infra/mail"
	"splot/infra/mongostore"
	"splot/infra/sqlitestore"
	"splot/realtime"
	"splot/realtime/redisbus"
	"splot/realtime/ws"
	"splot/search"
	"splot/search/corpus"
	"splot/search/meili"
	"splot/search/standby"
)

// debounce is how long further changes of an entry are gathered after one has been matched.
const debounce = time.Second

// Program is everything that one process runs: the parts that the configuration chose, the use cases on
// them, and what carries events, sockets and requests.
type Program struct {
	Config *Config
	Log    *slog.Logger
	clock  app.Clock
	ids    app.IDs

	Store   store.Store
	Records records.Set
	keys    keys.Ring
	once    *once.Keeper
	probe   *store.Probe
	bus     realtime.Bus
	limiter realtime.Limiter
	Engine  search.Engine
	Server  *meili.Engine   // nil without a search server
	Standby *standby.Engine // in front of server; nil without one
	Corpus  *corpus.Corpus  // what scoring reads, and the embedded engine finds
	Embed   *Embedding      // nil without an embedding server

	background    bool          // Run loads the index
	fresh, missed chan struct{} // of keepIndex: a subscription is fresh, and changes did not find room

	Features
	Feed *feed.Feed

	Channels *channel.Channels
	kinds    channel.Kinds // of all parts
	hub      *realtime.Hub
	sockets  *ws.Server
	api      *httpapi.API
	listener net.Listener
}

// settleAfter is how long after an approval an entry is matched once more where the index is not this
// process's own.
const settleAfter = 10 * time.Second

// Open opens the parts and prepares the use cases; nothing runs yet. Close it in any case.
func Open(ctx context.Context, c *Config, log *slog.Logger, clock app.Clock) (*Program, error) {
	p := &Program{Config: c, Log: log, clock: clock, ids: app.NewIDs(clock), fresh: make(chan struct{}, 1), missed: make(chan struct{}, 1)}
	steps := []func(context.Context) error{p.openStore, p.openBus, p.openEngine, p.openParts, p.loadParts}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, errors.Join(err, p.Close())
		}
	}
	return p, nil
}

// embedded tells whether this process is the only one on its documents.
func (p *Program) embedded() bool { return p.Config.MongoURI == "" }

func (p *Program) openStore(ctx context.Context) error {
	if err := p.openDocuments(ctx); err != nil {
		return fmt.Errorf("open documents: %w", err)
	}
	if err := p.Store.Ensure(ctx, store.Migrations); err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	if _, err := store.Migrate(ctx, p.Store, p.clock, Migrations()); err != nil { // before anything else is touched
		return fmt.Errorf("migrate documents: %w", err)
	}
	if err := p.Store.Ensure(ctx, collections()...); err != nil {
		return fmt.Errorf("prepare collections: %w", err)
	}
	p.Records, p.probe = records.In(p.Store), store.NewProbe(p.Store, p.clock)
	var err error
	p.once = once.New(p.Store, p.clock)
	p.keys, err = keys.Open(ctx, p.Store)
	return err
}

// openDocuments leaves the store nil, the interface too, where it cannot be opened.
func (p *Program) openDocuments(ctx context.Context) error {
	if p.embedded() {
		db, err := sqlitestore.Open(ctx, sqlitestore.Options{Dir: p.Config.Data})
		if err == nil {
			p.Store = db
		}
		return err
	}
	db, err := mongostore.Open(ctx, mongostore.Options{URI: p.Config.MongoURI})
	if err == nil {
		p.Store = db
	}
	return err
}

func (p *Program) openBus(context.Context) error {
	if p.Config.RedisURL == "" {
		p.bus, p.limiter = realtime.NewLocalBus(), realtime.NewLocalLimiter(p.clock)
		return nil
	}
	bus, err := redisbus.New(redisbus.Options{URL: p.Config.RedisURL, Logger: p.Log})
	if err != nil {
		return err
	}
	p.bus, p.limiter = bus, bus.Limiter(p.clock)
	return nil
}

func (p *Program) mail() (account.Mail, error) {
	if p.Config.SMTPURL != "" {
		return mail.NewSMTP(p.Config.SMTPURL, p.Config.MailFrom, p.clock)
	}
	return mail.NewFiles(filepath.Join(p.Config.Data, "mail"), p.Config.MailFrom, p.clock)
}

// Listen opens the configured address. Where the port is 0, the public address gets the port that was
// found.
func (c *Config) Listen(ctx context.Context) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", c.Addr, err)
	}
	if c.PublicURL == "http://"+c.Addr {
		c.PublicURL = "http://" + listener.Addr().String()
	}
	return listener, nil
}

// Attach prepares sockets and requests on a listener, which the program closes.
func (p *Program) Attach(listener net.Listener) error {
	p.listener = listener
	var err error
	if p.sockets, err = ws.New(ws.Options{Hub: p.hub, Origins: p.origins(), SignIn: principal, Logger: p.Log}); err != nil {
		return err
	}
	proxies, err := p.Config.proxies()
	if err != nil {
		return err
	}
	p.warnOfProxies(context.Background())
	client, built := frontend.FS()
	p.api = httpapi.New(httpapi.Options{
		PublicURL: p.Config.PublicURL, Version: Version(), Logger: p.Log, Clock: p.clock, IDs: p.ids,
		TrustedProxies: proxies, Account: p.Account, Concepts: concepts{}, Resources: p.resources(),
		CursorKey: p.keys.For("cursor"), Once: p.once, Health: p.Health(), Live: p.sockets.Handler(),
		Metrics: p.metrics(), MetricsToken: p.Config.MetricsToken, Frontend: client, Built: built,
	})
	return nil
}

// Addr is the address that the program listens on.
func (p *Program) Addr() string { return p.listener.Addr().String() }

// Run serves until the context ends, and then stops in order: no new requests, sockets told to come
// back elsewhere, then everything else.
func (p *Program) Run(ctx context.Context) error {
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	parts := p.start(background)
	serving := make(chan error, 1)
	go func() { serving <- p.api.App().Listener(p.listener) }()
	var err error
	select {
	case <-ctx.Done():
		p.Log.InfoContext(background, "stopping")
	case err = <-serving:
		err = fmt.Errorf("serve: %w", err)
	case <-parts.failed:
	}
	err = errors.Join(err, p.sockets.Drain(background), p.shutDown(background))
	stop()
	return errors.Join(err, parts.wait())
}

const shutdownWithin = 5 * time.Second

// shutDown waits for the requests that are being answered. One that is still being sent, as a body that stopped half
// way, is cut off then and is no failure: nothing of it was acknowledged.
func (p *Program) shutDown(ctx context.Context) error {
	err := p.api.App().ShutdownWithTimeout(shutdownWithin)
	if errors.Is(err, context.DeadlineExceeded) {
		p.Log.WarnContext(ctx, "some requests did not end in time and were cut off", slog.Duration("waited", shutdownWithin))
		return nil
	}
	return err
}

// Work runs only what carries events, without requests and sockets, while f does its work; it returns
// when everything that f caused is handled. Import and the demonstration's loading use it.
func (p *Program) Work(ctx context.Context, f func(context.Context) error) error {
	background, stop := context.WithCancel(ctx)
	defer stop()
	parts := p.start(background)
	err := f(ctx)
	if err == nil {
		err = p.Feed.Drain(ctx)
	}
	if err == nil {
		p.flush(ctx)
	}
	stop()
	return errors.Join(err, parts.wait())
}

// running is the goroutines of a program.
type running struct {
	group  *errgroup.Group
	failed <-chan struct{}
}

func (r running) wait() error { return r.group.Wait() }

// start begins everything that runs beside the requests.
func (p *Program) start(ctx context.Context) running {
	group, groupCtx := errgroup.WithContext(ctx)
	for name, run := range p.runs() {
		group.Go(func() error {
			if err := run(groupCtx); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		})
	}
	return running{group, groupCtx.Done()}
}

const expireEvery = 10 * time.Minute

// trimEvery is how often the channels' old entries are looked for; how old they may become, their kinds say.
const trimEvery = 6 * time.Hour

// trim forgets old channel entries and attempts every now and then until the context ends.
func (p *Program) trim(ctx context.Context) error {
	tick := time.NewTicker(trimEvery)
	defer tick.Stop()
	for {
		for _, kind := range p.kinds {
			if _, err := p.Channels.Trim(ctx, kind); err != nil && ctx.Err() == nil {
				p.Log.ErrorContext(ctx, "trimming channels failed", slog.String("kind", kind.Prefix), slog.Any("error", err))
			}
		}
		if err := p.once.Sweep(ctx); err != nil && ctx.Err() == nil {
			p.Log.ErrorContext(ctx, "forgetting old attempts failed", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Close closes what was opened.
func (p *Program) Close() error {
	var errs []error
	p.Embed.Close()
	if p.listener != nil {
		if err := p.listener.Close(); !errors.Is(err, net.ErrClosed) {
			errs = append(errs, err)
		}
	}
	if p.Server != nil {
		p.Server.Close()
	}
	if p.Store != nil {
		errs = append(errs, p.Store.Close())
	}
	return errors.Join(errs...)
}

// CloseLogged closes the program where nobody waits for the error.
func (p *Program) CloseLogged(ctx context.Context) {
	if err := p.Close(); err != nil {
		p.Log.ErrorContext(ctx, "closing failed", slog.Any("error", err))
	}
}
