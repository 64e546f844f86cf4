package memory

import (
	"context"
	"fmt"
	"iter"

	"splot/search"
	"splot/search/corpus"
)

// Engine is a search.Engine and a search.Rebuilder.
type Engine struct {
	corpus *corpus.Corpus
	parts  [corpus.Sides]partition // the corpus's lock guards them
}

var (
	_ search.Engine    = (*Engine)(nil)
	_ search.Rebuilder = (*Engine)(nil)
	_ corpus.Index     = (*Engine)(nil)
)

// New makes an engine that finds what is in a corpus. It becomes the corpus's index.
func New(c *corpus.Corpus) *Engine {
	e := &Engine{corpus: c}
	c.Attach(e)
	return e
}

// Corpus is what the engine searches: what is put there need not be put here.
func (e *Engine) Corpus() *corpus.Corpus { return e.corpus }

// Put implements search.Engine. It is visible to searches when it returns. An entry without id or of no known kind
// refuses the whole call.
func (e *Engine) Put(ctx context.Context, entries ...search.Entry) error {
	for i := range entries {
		if err := corpus.Valid(&entries[i]); err != nil {
			return fmt.Errorf("index: %w", err)
		}
	}
	for _, entry := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		e.corpus.Put(entry)
	}
	return nil
}

// Delete implements search.Engine.
func (e *Engine) Delete(_ context.Context, ids ...string) error {
	e.corpus.Delete(ids...)
	return nil
}

// Len is the number of indexed documents.
func (e *Engine) Len() int { return e.corpus.Len() }

// Rebuild implements search.Rebuilder by corpus.Load: what was there is found until the end, what is new at once.
func (e *Engine) Rebuild(ctx context.Context, entries iter.Seq2[search.Entry, error]) (search.Rebuilt, error) {
	done, err := e.corpus.Load(ctx, entries)
	if err != nil {
		return done, fmt.Errorf("rebuild index: %w", err)
	}
	return done, nil
}

// Added implements corpus.Index.
func (e *Engine) Added(d *corpus.Doc, v *corpus.View) { d.SetPlace(e.parts[d.Side()].add(d, v)) }

// Removed implements corpus.Index.
func (e *Engine) Removed(d *corpus.Doc, _ *corpus.View) { e.parts[d.Side()].remove(d.Place()) }
