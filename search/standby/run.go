package standby

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"splot/search"
)

// The pauses between attempts to bring the primary back: doubled each time.
const (
	firstPause = time.Second
	lastPause  = 30 * time.Second
)

// Run brings the primary up, again after every outage, until the context ends. It returns nil then.
func (e *Engine) Run(ctx context.Context) error {
	pause := firstPause
	for ctx.Err() == nil {
		err := e.restore(ctx)
		if err == nil {
			pause = firstPause
			e.rest(ctx)
			continue
		}
		if ctx.Err() == nil {
			e.log.WarnContext(ctx, "search server is not back", slog.Any("error", err), slog.Duration("next_try_in", pause))
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		pause = min(2*pause, lastPause)
	}
	return nil
}

// retryRefused is how often what the primary refused is handed in again.
const retryRefused = 5 * time.Minute

// rest returns when the primary is down, or when it is time to hand in again what it refused.
func (e *Engine) rest(ctx context.Context) {
	again := time.NewTicker(retryRefused)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-e.wake:
			return
		case <-again.C:
			if e.recall() {
				return
			}
		}
	}
}

// recall makes what the primary refused wait again to be handed in, and tells whether there was anything.
func (e *Engine) recall() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.refused) == 0 {
		return false
	}
	for id, c := range e.refused {
		if _, ok := e.behind[id]; !ok {
			e.behind[id] = c
		}
	}
	clear(e.refused)
	e.up = false
	return true
}

// Flush brings the primary up to date now instead of when Run comes to it. A command calls it before it ends.
func (e *Engine) Flush(ctx context.Context) error { return e.restore(ctx) }

// restore prepares the primary, hands it what it lacks and puts it to use.
func (e *Engine) restore(ctx context.Context) error {
	e.restoring.Lock()
	defer e.restoring.Unlock()
	changed, err := e.primary.Prepare(ctx)
	if err != nil {
		return err
	}
	if len(changed) > 0 {
		e.log.InfoContext(ctx, "search settings changed", slog.Any("settings", changed))
	}
	first := e.starts()
	if first && len(changed) == 0 {
		// As it was left: it answers while it is compared.
		return e.compared(ctx, e.catchUp(ctx))
	}
	e.mu.Lock()
	unknown := e.unknown || len(changed) > 0
	e.mu.Unlock()
	if unknown {
		if err := e.compare(ctx); err != nil {
			return err
		}
	}
	return e.catchUp(ctx)
}

// starts tells whether the primary has never been up.
func (e *Engine) starts() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return !e.begun && e.counts.Outages == 0
}

// compared compares after the primary was put to use.
func (e *Engine) compared(ctx context.Context, err error) error {
	if err == nil {
		err = e.compare(ctx)
	}
	if errors.Is(err, search.ErrUnavailable) {
		e.fell(ctx, err, nil)
	}
	return err
}

// compare reconciles the primary with the truth. What changes meanwhile is remembered, or written by itself.
func (e *Engine) compare(ctx context.Context) error {
	start := time.Now()
	e.know(true) // too many changes from here on are a new reason to compare
	if err := e.reconcile(ctx); err != nil {
		e.know(false)
		return err
	}
	e.mu.Lock()
	e.begun = true
	e.mu.Unlock()
	e.log.InfoContext(ctx, "search server compared with the documents", slog.Duration("took", time.Since(start)))
	return nil
}

func (e *Engine) know(all bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.unknown = !all
}

// handIn is how many changes are handed in at once.
const handIn = 200

// catchUp hands in what is remembered, by id, and puts the primary to use when nothing is left. Changes that arrive
// meanwhile are remembered and handed in as well.
func (e *Engine) catchUp(ctx context.Context) error {
	for {
		batch := e.next()
		if len(batch) == 0 {
			return nil
		}
		if err := e.handOver(ctx, batch); err != nil {
			e.back(batch)
			return err
		}
		e.mu.Lock()
		e.counts.CaughtUp += uint64(len(batch))
		e.mu.Unlock()
	}
}

// handOver writes a batch, and one by one when the primary refuses it as a whole: one bad change must not hold up the
// others.
func (e *Engine) handOver(ctx context.Context, batch map[string]change) error {
	err := e.send(ctx, batch)
	if err == nil || ctx.Err() != nil || errors.Is(err, search.ErrUnavailable) {
		return err
	}
	for id, c := range batch {
		err := e.send(ctx, map[string]change{id: c})
		switch {
		case err == nil:
		case ctx.Err() != nil || errors.Is(err, search.ErrUnavailable):
			return err
		default:
			e.log.ErrorContext(ctx, "search server refuses a change", slog.String("id", id), slog.Any("error", err))
			e.mu.Lock()
			e.counts.FailedWrites++
			e.refused[id] = c
			e.mu.Unlock()
		}
	}
	return nil
}

func (e *Engine) send(ctx context.Context, batch map[string]change) error {
	var put []search.Entry
	var gone []string
	for id, c := range batch {
		if c.gone {
			gone = append(gone, id)
		} else {
			put = append(put, c.entry)
		}
	}
	slices.Sort(gone)
	slices.SortFunc(put, func(a, b search.Entry) int { return cmp.Compare(a.ID, b.ID) })
	if len(put) > 0 {
		if err := e.primary.Put(ctx, put...); err != nil {
			return err
		}
	}
	if len(gone) > 0 {
		return e.primary.Delete(ctx, gone...)
	}
	return nil
}

// next takes the changes to hand in next. When there are none, the primary is up from then on.
func (e *Engine) next() map[string]change {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.behind) == 0 {
		if !e.up {
			e.up, e.failures = true, 0
			e.log.Info("search server answers")
		}
		return nil
	}
	batch := map[string]change{}
	for id, c := range e.behind {
		if len(batch) == handIn {
			break
		}
		batch[id] = c
		delete(e.behind, id)
	}
	return batch
}

// back takes back what could not be handed in, unless something newer came.
func (e *Engine) back(batch map[string]change) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for id, c := range batch {
		if _, ok := e.behind[id]; !ok && !e.unknown {
			e.add(map[string]change{id: c})
		}
	}
}
