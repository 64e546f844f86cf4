package corpus

import (
	"errors"
	"fmt"
	"sync"

	"splot/search"
	"splot/search/text"
)

// ErrEntry says that an entry has no id or is of no known kind.
var ErrEntry = errors.New("an entry needs an id and a kind")

// Options are what a corpus finds in texts beyond their terms; each may be nil.
type Options struct {
	// Dictionary translates what needs ask for; the index of the corpus and all who ask of it read by the same.
	Dictionary *text.Dictionary
	Recogniser Recogniser
}

// Index follows a corpus: it is told of every document that comes and goes, a replaced one first. Its methods run
// under the corpus's lock for writing; they neither call the corpus nor wait.
type Index interface {
	Added(d *Doc, v *View)
	Removed(d *Doc, v *View)
}

// Corpus keeps documents by id and their statistics.
type Corpus struct {
	options Options

	mu      sync.RWMutex
	lexicon lexicon
	codes   codes
	byID    idTable
	sides   [Sides]counts
	changes int // of needs and offers since the snapshot
	stats   *Snapshot
	index   Index
	view    View // scratch of writers
	load    *load
	whole   chan struct{} // nil unless a load is expected

	loading sync.Mutex // one load at a time
	live    liveWork
}

// New makes an empty corpus.
func New(o Options) *Corpus {
	c := &Corpus{options: o}
	c.stats = &Snapshot{version: 1, corpus: c}
	c.live.idle.L = &c.live.mu
	return c
}

// Dictionary is that by which the corpus reads.
func (c *Corpus) Dictionary() *text.Dictionary { return c.options.Dictionary }

// Attach lets an index follow the corpus, beginning with what is in it. A corpus has one index.
func (c *Corpus) Attach(ix Index) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.index = ix
	for d := range c.byID.all {
		c.view.Read(d)
		ix.Added(d, &c.view)
	}
}

// Put analyses entries and keeps them in place of older versions; those that are not Valid are passed over. What is
// there already is not analysed again.
func (c *Corpus) Put(entries ...search.Entry) {
	c.live.begin()
	defer c.live.end()
	for _, e := range entries {
		if Valid(&e) != nil {
			continue
		}
		if have, ok := c.Get(e.ID); ok && supersedes(have, &e) {
			continue
		}
		side, _ := SideOf(e.Kind)
		a := c.analyse(e, side)
		c.mu.Lock()
		c.load.put(e.ID)
		c.keep(a)
		c.mu.Unlock()
	}
}

// Valid tells what keeps an entry out of every corpus. The error wraps ErrEntry.
func Valid(e *search.Entry) error {
	if _, ok := SideOf(e.Kind); !ok || e.ID == "" {
		return fmt.Errorf("entry %q: %w", e.ID, ErrEntry)
	}
	return nil
}

// supersedes tells that a document makes an entry superfluous.
func supersedes(have *Doc, e *search.Entry) bool {
	return have.Version() > e.Version || have.Version() == e.Version && have.packed == pack(e)
}

// keep replaces an older version of what was analysed.
func (c *Corpus) keep(a *analysed) {
	old := c.byID.get(a.entry.ID)
	if old != nil && old.Version() > a.entry.Version {
		return
	}
	if old != nil {
		c.remove(old)
		if old.side != a.side {
			c.changed(old) // an organisation in place of a need changes the statistics too
		}
	}
	d := a.document(c.options.Dictionary, &c.lexicon, c.lexicon.intern)
	for _, t := range a.tokens {
		if t.word == "" {
			continue
		}
		c.lexicon.words.add(t.word, c.lexicon.intern(t.Term))
	}
	d.facts = c.codes.facts(&a.entry)
	c.byID.put(d)
	c.view.Read(d)
	c.sides[d.side].add(d, &c.view, 1)
	if c.index != nil {
		c.index.Added(d, &c.view)
	}
	c.changed(d)
}

// Delete takes documents out; unknown ids are no error.
func (c *Corpus) Delete(ids ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range ids {
		c.load.deleted(id)
		if old := c.byID.get(id); old != nil {
			c.remove(old)
			c.changed(old)
		}
	}
}

func (c *Corpus) remove(d *Doc) {
	c.view.Read(d)
	c.sides[d.side].add(d, &c.view, -1)
	c.byID.delete(d.ID())
	if c.index != nil {
		c.index.Removed(d, &c.view)
	}
}

// Get finds a document.
func (c *Corpus) Get(id string) (*Doc, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	d := c.byID.get(id)
	return d, d != nil
}

// Len is the number of documents, organisations included.
func (c *Corpus) Len() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.byID.count
}

// Prepare analyses an entry without keeping it: to compare it with documents of this corpus.
func (c *Corpus) Prepare(e search.Entry) *Doc {
	side, _ := SideOf(e.Kind)
	c.live.begin()
	defer c.live.end()
	a := c.analyse(e, side)
	c.mu.RLock()
	defer c.mu.RUnlock()
	return a.document(c.options.Dictionary, &c.lexicon, c.lexicon.number)
}

// Stats is the current snapshot. It is renewed when a twentieth of the needs and offers has changed since the last,
// so that scores do not drift with every entry.
func (c *Corpus) Stats() *Snapshot {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.stats
}

// Refresh renews the snapshot now, as after a bulk import or a rebuild.
func (c *Corpus) Refresh() *Snapshot {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.changes > 0 {
		c.renew()
	}
	return c.stats
}

// changed counts a change. A snapshot copies two lists of numbers, a quarter of a millisecond at 100,000 entries.
func (c *Corpus) changed(d *Doc) {
	if d.side == Organisations {
		return
	}
	if c.changes++; c.changes*20 >= c.stats.docs {
		c.renew()
	}
}

func (c *Corpus) renew() { c.stats, c.changes = c.snapshot(), 0 }
