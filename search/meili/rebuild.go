package meili

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/meilisearch/meilisearch-go"

	"splot/search"
)

// aside is the index that is built while the other is in use.
func (e *Engine) aside() string { return e.options.Index + "_aside" }

// Rebuild implements search.Rebuilder: build aside, wait, compare counts, swap, and only after the swap has
// succeeded delete the old one. What any node writes meanwhile goes into both. An error leaves the index in use as
// it was, and nothing aside. Only one node rebuilds at a time: the caller sees to that.
func (e *Engine) Rebuild(ctx context.Context, entries iter.Seq2[search.Entry, error]) (search.Rebuilt, error) {
	e.rebuild.Lock()
	defer e.rebuild.Unlock()
	done, err := e.build(ctx, entries)
	if err != nil {
		// The caller's context may have ended; what stands aside must go all the same.
		cleanup, cancel := context.WithTimeout(context.WithoutCancel(ctx), e.options.WriteTimeout)
		defer cancel()
		err = errors.Join(err, e.drop(cleanup, e.aside()))
		return done, fmt.Errorf("rebuild search index: %w", err)
	}
	return done, nil
}

func (e *Engine) build(ctx context.Context, entries iter.Seq2[search.Entry, error]) (done search.Rebuilt, err error) {
	if done.Before, err = e.size(ctx, e.options.Index); err != nil {
		return done, err
	}
	done.After = done.Before
	if err := e.drop(ctx, e.aside()); err != nil {
		return done, err
	}
	if err := e.create(ctx, e.aside()); err != nil {
		return done, err
	}
	if _, err := e.configure(ctx, e.aside()); err != nil {
		return done, err
	}
	sent, err := e.fill(ctx, entries)
	if err != nil {
		return done, err
	}
	after, err := e.swap(ctx, sent)
	if err == nil {
		done.After = after
	}
	return done, err
}

// fill sends entries and counts the different ones.
func (e *Engine) fill(ctx context.Context, entries iter.Seq2[search.Entry, error]) (int, error) {
	sent := map[string]bool{}
	var batch []search.Entry
	flush := func() error {
		docs, err := documents(batch)
		if err != nil || len(docs) == 0 {
			return err
		}
		batch = batch[:0]
		e.write.Lock()
		defer e.write.Unlock()
		return e.add(ctx, e.aside(), docs)
	}
	for entry, err := range entries {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return 0, err
		}
		sent[entry.ID] = true
		if batch = append(batch, entry); len(batch) == batchSize {
			if err := flush(); err != nil {
				return 0, err
			}
		}
	}
	return len(sent), flush()
}

// swap puts the index that stands aside into use. Nothing is written meanwhile by this node; another node's write in
// this moment waits for the server's queue and reaches whichever index then has the name.
func (e *Engine) swap(ctx context.Context, sent int) (int, error) {
	e.write.Lock()
	defer e.write.Unlock()
	got, err := e.size(ctx, e.aside())
	if err != nil {
		return 0, err
	}
	if got < sent { // marks of deletions and new entries only add to what was sent
		return 0, fmt.Errorf("%d entries were sent and %d are there", sent, got)
	}
	info, err := e.client.Index(e.aside()).DeleteDocumentsByFilterWithContext(ctx, `kind = "`+removed+`"`, nil)
	if err := e.wait(ctx, info, err); err != nil {
		return 0, err
	}
	after, err := e.size(ctx, e.aside())
	if err != nil {
		return 0, err
	}
	info, err = e.client.SwapIndexesWithContext(ctx, []*meilisearch.SwapIndexesParams{{Indexes: []string{e.options.Index, e.aside()}}})
	if err := e.wait(ctx, info, err); err != nil {
		return 0, err
	}
	e.unlike.Store(false)
	return after, e.drop(ctx, e.aside())
}

// size is the number of documents when the server has none left to index.
func (e *Engine) size(ctx context.Context, uid string) (int, error) {
	for {
		stats, err := e.client.Index(uid).GetStatsWithContext(ctx, nil)
		if err != nil {
			return 0, failure(err)
		}
		if !stats.IsIndexing {
			return int(stats.NumberOfDocuments), nil
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(pollInterval):
		}
	}
}

// drop deletes an index, if it is there.
func (e *Engine) drop(ctx context.Context, uid string) error {
	if ok, err := e.exists(ctx, uid); !ok || err != nil {
		return err
	}
	info, err := e.client.DeleteIndexWithContext(ctx, uid)
	if err = e.wait(ctx, info, err); code(err) == "index_not_found" {
		return nil
	}
	return err
}
