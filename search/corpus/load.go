package corpus

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"splot/search"
)

// load is what happens beside a Load that is under way. A nil load takes note of nothing.
type load struct {
	kept map[string]bool // put live or by the load
	gone map[string]bool // deleted live
}

func (l *load) put(id string) {
	if l != nil {
		l.kept[id] = true
		delete(l.gone, id)
	}
}

func (l *load) deleted(id string) {
	if l != nil {
		delete(l.kept, id)
		l.gone[id] = true
	}
}

// loadAhead is how many entries wait for a worker at most; the source waits when there are more.
const loadAhead = 64

// Load makes the corpus hold exactly what the source yields and what is put beside it. It analyses on all
// processors, but on one while others work with the corpus. Every entry is there as soon as it is loaded. What is
// put meanwhile wins over an older version of the source, what is deleted does not come back, and what the source
// no longer has goes at the end. After an error everything that was there stays.
func (c *Corpus) Load(ctx context.Context, entries iter.Seq2[search.Entry, error]) (search.Rebuilt, error) {
	c.loading.Lock()
	defer c.loading.Unlock()
	l := &load{kept: map[string]bool{}, gone: map[string]bool{}}
	c.mu.Lock()
	c.load = l
	done := search.Rebuilt{Before: c.byID.count}
	c.mu.Unlock()

	err := c.parallel(ctx, entries, c.take)

	c.mu.Lock()
	defer c.mu.Unlock()
	c.load = nil
	if err == nil {
		c.sweep(l)
	}
	if c.changes > 0 {
		c.renew()
	}
	done.After = c.byID.count
	if err != nil {
		return done, fmt.Errorf("load entries: %w", err)
	}
	c.complete()
	return done, nil
}

// sweep takes out what a load neither yielded nor saw put.
func (c *Corpus) sweep(l *load) {
	for d := range c.byID.all {
		if !l.kept[d.ID()] {
			c.remove(d)
			c.changed(d)
		}
	}
}

// take keeps an entry of a load.
func (c *Corpus) take(e search.Entry) {
	have, ok := c.Get(e.ID)
	var a *analysed
	if !ok || !supersedes(have, &e) {
		side, _ := SideOf(e.Kind)
		a = c.analyse(e, side)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.load.gone[e.ID] {
		return
	}
	c.load.kept[e.ID] = true
	if a != nil {
		c.keep(a)
	}
}

// again replaces a document by a new analysis of it, unless it changed or went meanwhile.
func (c *Corpus) again(e search.Entry) {
	side, _ := SideOf(e.Kind)
	a := c.analyse(e, side)
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.byID.get(e.ID); now != nil && now.Version() == e.Version {
		c.keep(a)
	}
}

// parallel does each for what a source yields, on all processors. It ends when all is done, also after an error.
func (c *Corpus) parallel(ctx context.Context, entries iter.Seq2[search.Entry, error], each func(search.Entry)) error {
	queue := make(chan search.Entry, loadAhead)
	var workers sync.WaitGroup
	for i := range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for e := range queue {
				if i > 0 {
					c.live.wait()
				}
				each(e)
			}
		})
	}
	defer workers.Wait()
	defer close(queue)
	for e, err := range entries {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		if err := Valid(&e); err != nil {
			return err
		}
		queue <- e
	}
	return nil
}

// liveWork counts who works with the corpus beside a load.
type liveWork struct {
	mu   sync.Mutex
	idle sync.Cond
	n    int
}

func (w *liveWork) begin() {
	w.mu.Lock()
	w.n++
	w.mu.Unlock()
}

func (w *liveWork) end() {
	w.mu.Lock()
	if w.n--; w.n == 0 {
		w.idle.Broadcast()
	}
	w.mu.Unlock()
}

// wait returns as soon as nobody works.
func (w *liveWork) wait() {
	w.mu.Lock()
	for w.n > 0 {
		w.idle.Wait()
	}
	w.mu.Unlock()
}
