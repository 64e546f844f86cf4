package meili

import (
	"context"
	"fmt"

	"github.com/meilisearch/meilisearch-go"

	"splot/search"
)

// batchSize is how many documents are sent at once.
const batchSize = 500

// Put implements search.Engine. While another index is built aside, it is written too.
func (e *Engine) Put(ctx context.Context, entries ...search.Entry) error {
	ctx, cancel := context.WithTimeout(ctx, e.options.WriteTimeout)
	defer cancel()
	for len(entries) > 0 {
		n := min(len(entries), batchSize)
		docs, err := documents(entries[:n])
		if err == nil {
			err = e.everywhere(ctx, func(uid string) error { return e.add(ctx, uid, docs) })
		}
		if err != nil {
			return fmt.Errorf("index %d entries: %w", len(entries), err)
		}
		entries = entries[n:]
	}
	return nil
}

func documents(entries []search.Entry) ([]document, error) {
	docs := make([]document, 0, len(entries))
	for _, entry := range entries {
		switch entry.Kind {
		case search.Need, search.Technology, search.Competence, search.Organisation:
		default:
			return nil, errEntry
		}
		if entry.ID == "" {
			return nil, errEntry
		}
		docs = append(docs, newDocument(entry))
	}
	return docs, nil
}

var errEntry = fmt.Errorf("an entry needs an id and a kind")

// Delete implements search.Engine.
func (e *Engine) Delete(ctx context.Context, ids ...string) error {
	if len(ids) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, e.options.WriteTimeout)
	defer cancel()
	err := e.everywhere(ctx, func(uid string) error {
		if uid == e.options.Index {
			return e.remove(ctx, uid, ids)
		}
		return e.mark(ctx, uid, ids)
	})
	if err != nil {
		return fmt.Errorf("take %d entries out of the index: %w", len(ids), err)
	}
	return nil
}

// everywhere writes to the index that is built aside, if there is one, and to the one in use.
func (e *Engine) everywhere(ctx context.Context, write func(uid string) error) error {
	e.write.Lock()
	defer e.write.Unlock()
	aside, err := e.exists(ctx, e.aside())
	if err != nil {
		return err
	}
	if aside {
		// It may be swapped or dropped between the two requests; then there is nothing to write to.
		if err := write(e.aside()); err != nil && code(err) != "index_not_found" {
			return err
		}
	}
	return write(e.options.Index)
}

// add sends the documents that are not older than what the index holds. The caller holds e.write.
func (e *Engine) add(ctx context.Context, uid string, docs []document) error {
	newest := make(map[string]int, len(docs))
	for i, d := range docs {
		if j, ok := newest[d.ID]; !ok || docs[j].Order <= d.Order {
			newest[d.ID] = i
		}
	}
	stored, err := e.orders(ctx, uid, newest)
	if err != nil {
		return err
	}
	var send []document
	for i, d := range docs {
		if have, ok := stored[d.ID]; newest[d.ID] == i && (!ok || have <= d.Order) {
			send = append(send, d)
		}
	}
	if len(send) == 0 {
		return nil
	}
	return e.send(ctx, uid, send)
}

func primaryKey() *meilisearch.DocumentOptions {
	key := "id"
	return &meilisearch.DocumentOptions{PrimaryKey: &key}
}

// orders are the stored orders of documents.
func (e *Engine) orders(ctx context.Context, uid string, ids map[string]int) (map[string]int64, error) {
	wanted := make([]string, 0, len(ids))
	for id := range ids {
		wanted = append(wanted, id)
	}
	var found meilisearch.DocumentsResult
	query := &meilisearch.DocumentsQuery{Ids: wanted, Limit: int64(len(wanted)), Fields: []string{"id", "order"}}
	if err := e.client.Index(uid).GetDocumentsWithContext(ctx, query, &found); err != nil {
		return nil, failure(err)
	}
	out := make(map[string]int64, len(found.Results))
	for _, hit := range found.Results {
		var f facts
		if err := hit.DecodeInto(&f); err != nil {
			return nil, fmt.Errorf("read a stored document: %w", err)
		}
		out[f.ID] = f.Order
	}
	return out, nil
}

func (e *Engine) remove(ctx context.Context, uid string, ids []string) error {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = documentID(id)
	}
	info, err := e.client.Index(uid).DeleteDocumentsWithContext(ctx, names, nil)
	return e.wait(ctx, info, err)
}

// mark writes into an index that is being built that entries are gone, so that the builder's older copy of them does
// not bring them back. A version newer than the one in use does.
func (e *Engine) mark(ctx context.Context, uid string, ids []string) error {
	wanted := make(map[string]int, len(ids))
	for _, id := range ids {
		wanted[documentID(id)] = 0
	}
	current, err := e.orders(ctx, e.options.Index, wanted)
	if err != nil {
		return err
	}
	marks := make([]document, 0, len(ids))
	for _, id := range ids {
		d := document{facts: factsOf(search.Entry{ID: id, Kind: removed}), Vectors: noVector()}
		d.Order = current[d.ID] + 1
		marks = append(marks, d)
	}
	info, err := e.client.Index(uid).AddDocumentsWithContext(ctx, marks, primaryKey())
	return e.wait(ctx, info, err)
}
