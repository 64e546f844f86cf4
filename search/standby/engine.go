package standby

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"sync"

	"splot/search"
)

// Primary is an engine on a server.
type Primary interface {
	search.Engine
	// Prepare tells whether the server works, and brings it into the state that the engine needs. Changed names what
	// had to be changed; then the server may lack entries.
	Prepare(ctx context.Context) (changed []string, err error)
}

// Options are what an Engine needs.
type Options struct {
	Primary  Primary
	Embedded search.Engine
	// Reconcile makes the primary hold what it should by comparing it with the truth.
	Reconcile func(ctx context.Context) error
	Logger    *slog.Logger
	Remember  int // changes at most; 10,000 when 0
}

const defaultRemember = 10_000

// Engine is a search.Engine, a search.Rebuilder and a search.Verifier.
type Engine struct {
	primary   Primary
	embedded  search.Engine
	reconcile func(ctx context.Context) error
	log       *slog.Logger
	remember  int
	wake      chan struct{} // of Run: the primary went down

	restoring sync.Mutex // one restore at a time

	mu       sync.Mutex
	up       bool
	failures int // searches of the primary that failed, one after the other
	behind   map[string]change
	refused  map[string]change // refused one by one; bounded like behind, from which they come
	unknown  bool              // what the primary lacks is not all in behind
	begun    bool              // it was compared since the start
	counts   Stats
}

// change is what the primary has yet to be told of an id.
type change struct {
	entry search.Entry
	gone  bool
}

var (
	_ search.Engine    = (*Engine)(nil)
	_ search.Rebuilder = (*Engine)(nil)
	_ search.Verifier  = (*Engine)(nil)
)

// New makes an engine whose primary counts as down until Run has prepared it.
func New(o Options) *Engine {
	if o.Remember <= 0 {
		o.Remember = defaultRemember
	}
	return &Engine{
		primary: o.Primary, embedded: o.Embedded, reconcile: o.Reconcile, log: o.Logger, remember: o.Remember,
		wake: make(chan struct{}, 1), behind: map[string]change{},
		refused: map[string]change{}, unknown: true,
	}
}

type localKey struct{}

// Local marks a context: writes under it reach the embedded engine only. A node uses it to follow what another node
// has written to the server already.
func Local(ctx context.Context) context.Context { return context.WithValue(ctx, localKey{}, true) }

func local(ctx context.Context) bool { return ctx.Value(localKey{}) != nil }

// Put implements search.Engine.
func (e *Engine) Put(ctx context.Context, entries ...search.Entry) error {
	if err := e.embedded.Put(ctx, entries...); err != nil || local(ctx) {
		return err
	}
	changes := make(map[string]change, len(entries))
	for _, x := range entries {
		if have, ok := changes[x.ID]; !ok || have.entry.Version <= x.Version {
			changes[x.ID] = change{entry: x}
		}
	}
	return e.write(ctx, changes, func(ctx context.Context) error { return e.primary.Put(ctx, entries...) })
}

// Delete implements search.Engine.
func (e *Engine) Delete(ctx context.Context, ids ...string) error {
	if err := e.embedded.Delete(ctx, ids...); err != nil || local(ctx) {
		return err
	}
	changes := make(map[string]change, len(ids))
	for _, id := range ids {
		changes[id] = change{gone: true}
	}
	return e.write(ctx, changes, func(ctx context.Context) error { return e.primary.Delete(ctx, ids...) })
}

// write hands changes to the primary, or remembers them while it is down.
func (e *Engine) write(ctx context.Context, changes map[string]change, send func(context.Context) error) error {
	if e.keep(changes) {
		return nil
	}
	err := send(ctx)
	switch {
	case err == nil:
		e.written(changes)
		return nil
	case errors.Is(err, search.ErrUnavailable):
		e.fell(ctx, err, changes)
		return nil
	case ctx.Err() == nil:
		e.mu.Lock()
		e.counts.FailedWrites++
		e.mu.Unlock()
	}
	return err
}

// written forgets what was refused of ids that have since been written.
func (e *Engine) written(changes map[string]change) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for id := range changes {
		delete(e.refused, id)
	}
}

// keep remembers changes; false when the primary is up and takes them itself.
func (e *Engine) keep(changes map[string]change) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.up {
		return false
	}
	e.add(changes)
	return true
}

// add remembers changes. When they are too many, all are forgotten and the primary is compared instead.
func (e *Engine) add(changes map[string]change) {
	for id, c := range changes {
		if have, ok := e.behind[id]; !ok || c.gone || have.gone || have.entry.Version <= c.entry.Version {
			e.behind[id] = c
		}
	}
	if len(e.behind) > e.remember {
		e.unknown = true
		clear(e.behind)
	}
}

// fell notes that the primary is down.
func (e *Engine) fell(ctx context.Context, err error, changes map[string]change) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.add(changes)
	if !e.up {
		return
	}
	e.up, e.failures = false, 0
	e.counts.Outages++
	e.log.WarnContext(ctx, "search server is down; the embedded index answers", slog.Any("error", err))
	select {
	case e.wake <- struct{}{}:
	default:
	}
}

// maxFailures is how many searches one after the other fail before the primary counts as down.
const maxFailures = 3

// Search implements search.Engine.
func (e *Engine) Search(ctx context.Context, q search.Query) (search.Result, error) {
	if e.Up() {
		r, err := e.primary.Search(ctx, q)
		if e.answered(ctx, err) {
			return r, err
		}
	}
	r, err := e.embedded.Search(ctx, q)
	r.Degraded = true
	return r, err
}

// Candidates implements search.Engine.
func (e *Engine) Candidates(ctx context.Context, of search.Entry, limit int) ([]search.Candidate, error) {
	if e.Up() {
		list, err := e.primary.Candidates(ctx, of, limit)
		if e.answered(ctx, err) {
			return list, err
		}
	}
	return e.embedded.Candidates(ctx, of, limit)
}

// answered tells whether the primary's answer stands: a search that it cannot answer goes to the embedded engine.
func (e *Engine) answered(ctx context.Context, err error) bool {
	switch {
	case err == nil:
		e.mu.Lock()
		e.failures = 0
		e.mu.Unlock()
		return true
	case errors.Is(err, search.ErrQuery), ctx.Err() != nil:
		return true
	}
	e.mu.Lock()
	e.counts.StandIns++
	e.failures++
	down := errors.Is(err, search.ErrUnavailable) && e.failures >= maxFailures
	e.mu.Unlock()
	if down {
		e.fell(ctx, err, nil)
	} else {
		e.log.WarnContext(ctx, "search server failed a search; the embedded index answered", slog.Any("error", err))
	}
	return false
}

// Rebuild implements search.Rebuilder: of the primary, or under Local of the embedded engine.
func (e *Engine) Rebuild(ctx context.Context, entries iter.Seq2[search.Entry, error]) (search.Rebuilt, error) {
	engine := search.Engine(e.primary)
	if local(ctx) {
		engine = e.embedded
	}
	r, ok := engine.(search.Rebuilder)
	if !ok {
		return search.Rebuilt{}, fmt.Errorf("rebuild search index: %w", errors.ErrUnsupported)
	}
	if !local(ctx) {
		if _, err := e.primary.Prepare(ctx); err != nil {
			return search.Rebuilt{}, fmt.Errorf("prepare search index: %w", err)
		}
	}
	return r.Rebuild(ctx, entries)
}

// Verify implements search.Verifier for the primary.
func (e *Engine) Verify(ctx context.Context, v search.Verification) (search.Verified, error) {
	p, ok := e.primary.(search.Verifier)
	if !ok {
		return search.Verified{}, fmt.Errorf("verify search index: %w", errors.ErrUnsupported)
	}
	return p.Verify(ctx, v)
}

// Stats counts what happened since the start.
type Stats struct {
	Up           bool
	Behind       int    // changes that the primary has yet to be told
	Refused      int    // changes that the primary refuses, which are tried again every few minutes
	Outages      uint64 // times that the primary went down
	StandIns     uint64 // searches that the primary failed and the embedded engine answered
	FailedWrites uint64 // writes that the primary refused, which their callers retry
	CaughtUp     uint64 // changes handed in after an outage
}

// Stats tells the state.
func (e *Engine) Stats() Stats {
	e.mu.Lock()
	defer e.mu.Unlock()
	s := e.counts
	s.Up, s.Behind, s.Refused = e.up, len(e.behind), len(e.refused)
	return s
}

// Up tells whether the primary answers.
func (e *Engine) Up() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.up
}
