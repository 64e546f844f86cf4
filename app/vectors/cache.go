package vectors

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"splot/app"
	"splot/app/store"
	"splot/search"
)

// stored is the document of a vector. Its id is a key in hexadecimal.
type stored struct {
	Model  string    `bson:"model"`
	Values []byte    `bson:"values"` // of search.Vector, as bytes
	At     time.Time `bson:"at"`
}

var collection = &store.Collection{Name: "vectors"}

// Collections lists the collections of this package, for store.Ensure.
func Collections() []*store.Collection { return []*store.Collection{collection} }

// key stands for a text with its model and role.
type key [20]byte

func keyOf(model string, role search.Role, text string) key {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d\x00%s", model, role, text))
	return key(sum[:20])
}

// Cache is a search.Embedder that remembers.
type Cache struct {
	embedder search.Embedder
	set      store.Set[stored]
	now      app.Clock
	log      *slog.Logger
	recent   recent

	hits, misses atomic.Int64
}

var _ search.Embedder = (*Cache)(nil)

// NewCache makes a cache before an embedder.
func NewCache(s store.Store, e search.Embedder, now app.Clock, log *slog.Logger) *Cache {
	return &Cache{embedder: e, set: store.Set[stored]{Store: s, Collection: collection}, now: now, log: log}
}

// Model is the embedder's.
func (c *Cache) Model() string { return c.embedder.Model() }

// Embed answers from what was embedded before and asks for the rest. A store that fails costs a question to the
// server and no answer.
func (c *Cache) Embed(ctx context.Context, role search.Role, texts []string) ([]search.Vector, error) {
	vectors, _, err := c.embed(ctx, role, texts)
	return vectors, err
}

// embed also tells which vectors the server has just made.
func (c *Cache) embed(ctx context.Context, role search.Role, texts []string) ([]search.Vector, []bool, error) {
	keys := make([]key, len(texts))
	for i, text := range texts {
		keys[i] = keyOf(c.Model(), role, text)
	}
	known := c.known(ctx, keys)
	var lacking []string
	var missed []key
	for i, k := range keys {
		if _, ok := known[k]; !ok {
			known[k] = search.Vector{} // asked once
			lacking, missed = append(lacking, texts[i]), append(missed, k)
		}
	}
	c.hits.Add(int64(len(keys) - len(missed)))
	c.misses.Add(int64(len(missed)))
	fresh := make(map[key]bool, len(missed))
	if len(missed) > 0 {
		made, err := c.embedder.Embed(ctx, role, lacking)
		if err != nil {
			return nil, nil, err
		}
		for i, k := range missed {
			known[k], fresh[k] = made[i], true
		}
		c.keep(ctx, missed, made)
	}
	vectors, isFresh := make([]search.Vector, len(keys)), make([]bool, len(keys))
	for i, k := range keys {
		vectors[i], isFresh[i] = known[k], fresh[k]
		c.recent.put(k, known[k])
	}
	return vectors, isFresh, nil
}

// known looks vectors up in memory and in the store.
func (c *Cache) known(ctx context.Context, keys []key) map[key]search.Vector {
	found := make(map[key]search.Vector, len(keys))
	var ids []string
	for _, k := range keys {
		if v, ok := c.recent.get(k); ok {
			found[k] = v
		} else {
			ids = append(ids, hex.EncodeToString(k[:]))
		}
	}
	for len(ids) > 0 {
		n := min(len(ids), store.MaxIn)
		docs, _, err := c.set.Find(ctx, store.Query{Where: []store.Condition{store.In(store.IDField, ids[:n]...)}, Limit: store.MaxLimit})
		if err != nil {
			c.log.WarnContext(ctx, "reading vectors failed", slog.Any("error", err))
			return found
		}
		for _, d := range docs {
			if k, v, ok := c.read(d); ok {
				found[k] = v
			}
		}
		ids = ids[n:]
	}
	return found
}

func (c *Cache) read(d store.Doc[stored]) (key, search.Vector, bool) {
	var k key
	if n, err := hex.Decode(k[:], []byte(d.ID)); err != nil || n != len(k) || d.Value.Model != c.Model() {
		return k, search.Vector{}, false
	}
	values := make([]int8, len(d.Value.Values))
	for i, b := range d.Value.Values {
		values[i] = int8(b) //nolint:gosec // the bits of a signed number
	}
	v, ok := search.Quantised(c.Model(), values)
	return k, v, ok
}

// keep stores new vectors. What cannot be stored is embedded again some day.
func (c *Cache) keep(ctx context.Context, keys []key, vectors []search.Vector) {
	writes := make([]store.Write, 0, min(len(keys), store.MaxBatch))
	flush := func() {
		results, err := c.set.Store.Write(ctx, writes...)
		for _, e := range results {
			if err == nil && !errors.Is(e, store.ErrDuplicate) {
				err = e
			}
		}
		if err != nil {
			c.log.WarnContext(ctx, "storing vectors failed", slog.Any("error", err))
		}
		writes = writes[:0]
	}
	for i, k := range keys {
		values := make([]byte, len(vectors[i].Values))
		for j, x := range vectors[i].Values {
			values[j] = byte(x) //nolint:gosec // the bits of a signed number
		}
		w, err := c.set.InsertWrite(hex.EncodeToString(k[:]), stored{Model: c.Model(), Values: values, At: c.now()})
		if err != nil {
			c.log.WarnContext(ctx, "storing a vector failed", slog.Any("error", err))
			continue
		}
		if writes = append(writes, w); len(writes) == store.MaxBatch {
			flush()
		}
	}
	if len(writes) > 0 {
		flush()
	}
}

// KeepFor is how long the vector of a text that no live entry has is kept: a draft may bring it back.
const KeepFor = 30 * 24 * time.Hour

// sweep deletes the vectors that are older than KeepFor and that nothing live needs.
func (c *Cache) sweep(ctx context.Context, live func(key) bool) (int, error) {
	q := store.Query{Limit: store.MaxLimit}
	deleted := 0
	for {
		docs, next, err := c.set.Find(ctx, q)
		if err != nil {
			return deleted, fmt.Errorf("find old vectors: %w", err)
		}
		var writes []store.Write
		for _, d := range docs {
			if k, _, ok := c.read(d); (!ok || !live(k)) && c.now().Sub(d.Value.At) > KeepFor {
				writes = append(writes, c.set.DeleteWrite(d))
			}
		}
		if len(writes) > 0 {
			if _, err := c.set.Store.Write(ctx, writes...); err != nil { // one that failed is found again
				return deleted, fmt.Errorf("delete old vectors: %w", err)
			}
			deleted += len(writes)
		}
		if next == "" {
			return deleted, nil
		}
		q.Cursor = next
	}
}
