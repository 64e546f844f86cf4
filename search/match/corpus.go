package match

import (
	"maps"
	"sync"

	"splot/search"
	"splot/search/text"
)

// Corpus keeps the prepared form of needs and offers by id, and their statistics.
type Corpus struct {
	mu      sync.RWMutex
	byID    map[string]*Prepared
	df      map[uint64]uint32
	bones   map[uint64]uint64 // skeletons of terms; it only grows
	total   [text.Parts]uint64
	changes int // since the snapshot
	stats   *snapshot
}

// NewCorpus makes an empty corpus.
func NewCorpus() *Corpus {
	return &Corpus{byID: map[string]*Prepared{}, df: map[uint64]uint32{}, bones: map[uint64]uint64{}, stats: &snapshot{version: 1}}
}

// Put analyses entries and keeps them in place of older versions; organisations are passed over.
func (c *Corpus) Put(entries ...search.Entry) {
	for _, e := range entries {
		if e.Kind != search.Need && !e.Offer() {
			continue
		}
		p := Prepare(e)
		c.mu.Lock()
		if old := c.byID[e.ID]; old == nil || old.Entry.Version <= e.Version {
			c.count(old, -1)
			c.count(p, 1)
			c.learn(p)
			c.byID[e.ID] = p
			c.changed()
		}
		c.mu.Unlock()
	}
}

// Delete takes entries out; unknown ids are no error.
func (c *Corpus) Delete(ids ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range ids {
		if old := c.byID[id]; old != nil {
			c.count(old, -1)
			delete(c.byID, id)
			c.changed()
		}
	}
}

// Get finds an entry.
func (c *Corpus) Get(id string) (*Prepared, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	p, ok := c.byID[id]
	return p, ok
}

// Len is the number of entries.
func (c *Corpus) Len() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return len(c.byID)
}

// Stats is the current snapshot. It is renewed when a twentieth of the entries has changed since the last, so that
// scores do not drift with every entry.
func (c *Corpus) Stats() Stats {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.stats
}

// Refresh renews the snapshot now, as after a bulk import or a rebuild.
func (c *Corpus) Refresh() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.changes > 0 {
		c.renew()
	}
	return c.stats
}

func (c *Corpus) changed() {
	if c.changes++; c.changes*20 >= c.stats.docs {
		c.renew()
	}
}

func (c *Corpus) renew() {
	s := &snapshot{version: c.stats.version + 1, docs: len(c.byID), df: maps.Clone(c.df), alike: group(c.bones, c.df)}
	for i, t := range c.total {
		s.averages[i] = float64(t) / float64(max(1, s.docs))
	}
	c.stats, c.changes = s, 0
}

// learn takes over the skeletons of an entry's terms, which it then need not keep.
func (c *Corpus) learn(p *Prepared) {
	for _, b := range p.bones {
		c.bones[b.term] = b.skeleton
	}
	p.bones = nil
}

func (c *Corpus) count(p *Prepared, sign int) {
	if p == nil {
		return
	}
	for _, r := range p.rows {
		if n := int(c.df[r.term]) + sign; n > 0 {
			c.df[r.term] = uint32(n)
		} else {
			delete(c.df, r.term)
		}
	}
	for i, l := range p.lengths {
		c.total[i] += uint64(int64(sign) * int64(l))
	}
}
