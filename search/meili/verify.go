package meili

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"

	"github.com/meilisearch/meilisearch-go"

	"splot/search"
)

// documentForm is raised when documents are made in another way: a quick comparison then finds the old ones.
const documentForm = 4

// sum is a checksum of everything that is indexed of an entry, without its vector, which comes later.
func (d *document) sum() string {
	plain := *d
	plain.Sum = ""
	b, err := json.Marshal(plain)
	if err != nil { // a document holds strings and numbers
		return ""
	}
	h := fnv.New64a()
	_, _ = h.Write(b)
	return strconv.FormatUint(h.Sum64(), 16)
}

// stamp is what tells whether a stored document is what it should be.
type stamp struct {
	ID       string `json:"id"`
	Entry    string `json:"entry"`
	Order    int64  `json:"order"`
	Form     int    `json:"form"`
	Sum      string `json:"sum"`
	VectorBy string `json:"vectorBy"` // "" of what should be there: any will do
}

var stampNames = []string{"id", "entry", "order", "form", "sum", "vectorBy"}

// meets tells whether a stored document is as wanted.
func (s stamp) meets(want stamp, quick bool) bool {
	return s.Order == want.Order && s.Form == want.Form && (quick || s.Sum == want.Sum) &&
		(want.VectorBy == "" || s.VectorBy == want.VectorBy)
}

// Verify implements search.Verifier. It reads the index beside everything else; what differs is looked at once more
// while nothing is written, since it may have changed meanwhile.
func (e *Engine) Verify(ctx context.Context, v search.Verification) (search.Verified, error) {
	e.unlike.Store(false) // the index may have been made anew
	c := comparison{engine: e, v: v, expected: map[string]bool{}}
	if err := c.run(ctx); err != nil {
		return c.found, fmt.Errorf("verify search index: %w", err)
	}
	return c.found, nil
}

type comparison struct {
	engine   *Engine
	v        search.Verification
	found    search.Verified
	expected map[string]bool // document ids
}

func (c *comparison) run(ctx context.Context) error {
	var batch []search.Entry
	for entry, err := range c.v.Entries {
		if err != nil {
			return err
		}
		if batch = append(batch, entry); len(batch) == batchSize {
			if err := c.compare(ctx, batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	if err := c.compare(ctx, batch); err != nil {
		return err
	}
	return c.extras(ctx)
}

// compare looks for what is missing or differs.
func (c *comparison) compare(ctx context.Context, entries []search.Entry) error {
	if len(entries) == 0 {
		return ctx.Err()
	}
	want := make(map[string]stamp, len(entries))
	ids := make([]string, 0, len(entries))
	for _, entry := range entries {
		w, err := c.stampOf(entry)
		if err != nil {
			return err
		}
		want[w.ID], c.expected[w.ID] = w, true
		ids = append(ids, w.ID)
	}
	c.found.Expected = len(c.expected)
	have, err := c.engine.stamps(ctx, &meilisearch.DocumentsQuery{Ids: ids, Limit: int64(len(ids))})
	if err != nil {
		return err
	}
	for _, s := range have {
		if s.meets(want[s.ID], c.v.Quick) {
			delete(want, s.ID)
		}
	}
	suspects := make([]string, 0, len(want))
	for _, w := range want {
		suspects = append(suspects, w.Entry)
	}
	return c.settle(ctx, suspects)
}

// stampOf is what the index should say of an entry, without the checksum when the comparison is quick.
func (c *comparison) stampOf(entry search.Entry) (stamp, error) {
	by, _ := c.engine.vector(entry.ID)
	if c.v.Quick {
		f := factsOf(entry)
		return stamp{ID: f.ID, Entry: f.Entry, Order: f.Order, Form: f.Form, VectorBy: by}, nil
	}
	docs, err := documents([]search.Entry{entry})
	if err != nil {
		return stamp{}, err
	}
	d := docs[0]
	return stamp{d.ID, d.Entry, d.Order, d.Form, d.Sum, by}, nil
}

// pageSize is how many documents of the index are looked at together.
const pageSize = 1000

// extras looks for documents of entries that should not be indexed.
func (c *comparison) extras(ctx context.Context) error {
	var suspects []string
	c.found.Indexed = 0
	for offset := int64(0); ; offset += pageSize {
		page, err := c.engine.stamps(ctx, &meilisearch.DocumentsQuery{Offset: offset, Limit: pageSize})
		if err != nil {
			return err
		}
		for _, s := range page {
			if !c.expected[s.ID] {
				suspects = append(suspects, s.Entry)
			}
		}
		c.found.Indexed += len(page)
		if len(page) < pageSize {
			break
		}
	}
	for chunk := range slices.Chunk(suspects, batchSize) {
		if err := c.settle(ctx, chunk); err != nil {
			return err
		}
	}
	return nil
}

// settle decides suspects by what should be indexed now, while this node writes nothing else, and repairs them.
func (c *comparison) settle(ctx context.Context, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	e := c.engine
	e.write.Lock()
	defer e.write.Unlock()
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = documentID(id)
	}
	have, err := e.stamps(ctx, &meilisearch.DocumentsQuery{Ids: names, Limit: int64(len(names))})
	if err != nil {
		return err
	}
	var put []search.Entry
	var gone []string
	for _, id := range ids {
		entry, live, err := c.v.Now(ctx, id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(have, func(s stamp) bool { return s.Entry == id })
		switch {
		case !live && i < 0:
		case !live:
			note(&c.found.Extra, &c.found.ExtraIDs, id)
			gone = append(gone, id)
		case i < 0:
			note(&c.found.Missing, &c.found.MissingIDs, id)
			put = append(put, entry)
		default:
			want, err := c.stampOf(entry)
			if err != nil {
				return err
			}
			if !have[i].meets(want, c.v.Quick) {
				note(&c.found.Differing, &c.found.Other, id)
				put = append(put, entry)
			}
		}
	}
	if !c.v.Repair {
		return nil
	}
	return c.repair(ctx, put, gone)
}

func note(count *int, ids *[]string, id string) {
	if *count++; len(*ids) < search.MaxVerifiedIDs {
		*ids = append(*ids, id)
	}
}

// repair writes what differs, whatever version the index has: it may be of entries that no longer are.
func (c *comparison) repair(ctx context.Context, put []search.Entry, gone []string) error {
	e := c.engine
	ctx, cancel := context.WithTimeout(ctx, e.options.WriteTimeout)
	defer cancel()
	if len(put) > 0 {
		docs, err := documents(put)
		if err != nil {
			return err
		}
		if err := e.send(ctx, e.options.Index, docs); err != nil {
			return err
		}
	}
	if len(gone) > 0 {
		if err := e.remove(ctx, e.options.Index, gone); err != nil {
			return err
		}
	}
	c.found.Repaired += len(put) + len(gone)
	return nil
}

// stamps reads documents of the index in use, none of one that is not there.
func (e *Engine) stamps(ctx context.Context, q *meilisearch.DocumentsQuery) ([]stamp, error) {
	ctx, cancel := context.WithTimeout(ctx, e.options.WriteTimeout)
	defer cancel()
	q.Fields = stampNames
	var found meilisearch.DocumentsResult
	err := failure(e.client.Index(e.options.Index).GetDocumentsWithContext(ctx, q, &found))
	if code(err) == "index_not_found" { // it holds nothing
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := make([]stamp, len(found.Results))
	for i, hit := range found.Results {
		if err := hit.DecodeInto(&out[i]); err != nil {
			return nil, fmt.Errorf("%w: a document is not understood", search.ErrUnavailable)
		}
	}
	return out, nil
}
