package program

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"splot/search/standby"
)

// How the index is loaded beside everything else.
const (
	loadTold     = 10 * time.Second // between messages of how far it has come
	loadRetry    = time.Second      // after a failure, doubled with each
	loadRetryMax = time.Minute
	freshWithin  = 3 * time.Second // wait for the other nodes' messages before the documents are read
)

// LoadInBackground lets Run load the index while it serves: what is loaded is found and matched. Without it the
// index is filled before.
func (p *Program) LoadInBackground() {
	p.Corpus.Expect()
	p.background = true
}

// FillIndex makes from the documents what lives in memory: the embedded index and the statistics that scoring needs.
func (p *Program) FillIndex(ctx context.Context) error {
	start := p.clock()
	done, err := p.Matching.Rebuild(standby.Local(ctx))
	if err != nil {
		return err
	}
	p.Log.InfoContext(ctx, "index loaded", slog.Int("documents", done.After), slog.Duration("took", p.clock().Sub(start)))
	return nil
}

// keepIndex loads the index, if that is to happen beside everything else, and makes it anew whenever this node may have
// missed what other nodes told, until the context ends.
func (p *Program) keepIndex(ctx context.Context) error {
	if p.background {
		select {
		case <-p.fresh:
		case <-time.After(freshWithin): // the bus is down: when it comes, the index is made anew
		case <-ctx.Done():
		}
		p.load(ctx)
	}
	heard := p.background // the first subscription has begun
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-p.fresh:
			if !heard { // the index was filled just before
				heard = true
				continue
			}
		case <-p.missed:
		}
		if err := p.rebuild(ctx); err != nil && ctx.Err() == nil {
			p.Log.ErrorContext(ctx, "rebuilding the index failed", slog.Any("error", err))
		}
	}
}

// load fills the index and begins what had to wait for it. It tries until it succeeds or the context ends.
func (p *Program) load(ctx context.Context) {
	for pause := loadRetry; ctx.Err() == nil; pause = min(2*pause, loadRetryMax) {
		err := p.loadOnce(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		p.Log.ErrorContext(ctx, "loading the index failed", slog.Any("error", err), slog.Duration("next_try_in", pause))
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

func (p *Program) loadOnce(ctx context.Context) error {
	telling, stop := context.WithCancel(ctx)
	var teller sync.WaitGroup
	teller.Go(func() { p.tellLoading(telling) })
	err := p.FillIndex(ctx)
	stop()
	teller.Wait()
	if err != nil {
		return err
	}
	return p.Matching.Loaded(ctx)
}

// tellLoading logs how far loading has come until the context ends.
func (p *Program) tellLoading(ctx context.Context) {
	tick := time.NewTicker(loadTold)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			p.Log.InfoContext(ctx, "index is being loaded", slog.Int("documents", p.Corpus.Len()))
		}
	}
}

// rebuild makes good what this node may not have heard of.
func (p *Program) rebuild(ctx context.Context) error {
	_, err := p.Matching.Rebuild(standby.Local(ctx))
	return errors.Join(p.Learning.LoadWeights(ctx), err)
}
