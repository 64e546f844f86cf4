package memory

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"splot/search"
	"splot/search/text"
)

// Engine is a search.Engine and a search.Rebuilder.
type Engine struct {
	mu sync.RWMutex
	ix *index

	rebuild sync.Mutex // one rebuild at a time
	journal *[]change  // under mu: what happens during a rebuild, nil when there is none
}

// change is a put or, without prepared, a deletion.
type change struct {
	id string
	p  *prepared
}

var (
	_ search.Engine    = (*Engine)(nil)
	_ search.Rebuilder = (*Engine)(nil)
)

// New makes an empty engine.
func New() *Engine { return &Engine{ix: newIndex()} }

// Put implements search.Engine. It is visible to searches when it returns. An entry without id or of no known kind
// refuses the whole call.
func (e *Engine) Put(ctx context.Context, entries ...search.Entry) error {
	for _, entry := range entries {
		if _, ok := partitionOf(entry.Kind); !ok || entry.ID == "" {
			return fmt.Errorf("index entry %q: %w", entry.ID, errEntry)
		}
	}
	for _, entry := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := prepare(entry)
		e.mu.Lock()
		e.ix.put(p)
		if e.journal != nil {
			*e.journal = append(*e.journal, change{entry.ID, p})
		}
		e.mu.Unlock()
	}
	return nil
}

var errEntry = errors.New("an entry needs an id and a kind")

// Delete implements search.Engine.
func (e *Engine) Delete(_ context.Context, ids ...string) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, id := range ids {
		e.ix.delete(id)
		if e.journal != nil {
			*e.journal = append(*e.journal, change{id: id})
		}
	}
	return nil
}

// Len is the number of indexed documents.
func (e *Engine) Len() int {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return len(e.ix.where)
}

// Rebuild implements search.Rebuilder. Searches are answered from the old index until the new one stands; what is
// put and deleted meanwhile is in the new one too. An error leaves the old index.
func (e *Engine) Rebuild(ctx context.Context, entries iter.Seq2[search.Entry, error]) (search.Rebuilt, error) {
	e.rebuild.Lock()
	defer e.rebuild.Unlock()
	e.mu.Lock()
	e.journal = &[]change{}
	e.mu.Unlock()
	fresh, err := build(ctx, entries)

	e.mu.Lock()
	defer e.mu.Unlock()
	journal := *e.journal
	e.journal = nil
	before := len(e.ix.where)
	if err != nil {
		return search.Rebuilt{Before: before, After: before}, fmt.Errorf("rebuild index: %w", err)
	}
	for _, c := range journal {
		if c.p == nil {
			fresh.delete(c.id)
		} else {
			fresh.put(c.p)
		}
	}
	e.ix = fresh
	return search.Rebuilt{Before: before, After: len(fresh.where)}, nil
}

func build(ctx context.Context, entries iter.Seq2[search.Entry, error]) (*index, error) {
	ix := newIndex()
	for entry, err := range entries {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		if _, ok := partitionOf(entry.Kind); !ok || entry.ID == "" {
			return nil, errEntry
		}
		ix.put(prepare(entry))
	}
	return ix, nil
}

// prepared is an analysed entry that is not yet in an index.
type prepared struct {
	entry   search.Entry
	profile text.Profile
	words   map[string][]string // folded words to their terms
}

func prepare(entry search.Entry) *prepared {
	p := &prepared{entry: entry, words: map[string][]string{}}
	p.profile = text.NewProfile(entry, func(_ text.Field, t text.Token) {
		w := text.Fold(t.Surface)
		for _, have := range p.words[w] {
			if have == t.Term {
				return
			}
		}
		p.words[w] = append(p.words[w], t.Term)
	})
	return p
}
