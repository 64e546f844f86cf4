package corpus

// Expect says that a Load is going to fill the corpus. Until one ends without an error the corpus is Partial: whoever
// concludes something from what is not in it has to do so again.
func (c *Corpus) Expect() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.whole == nil {
		c.whole = make(chan struct{})
	}
}

// Partial tells that what was expected is not there yet.
func (c *Corpus) Partial() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.whole != nil
}

// Partial is that of the corpus.
func (r Reader) Partial() bool { return r.c.whole != nil }

// Whole is closed as soon as the corpus is not Partial.
func (c *Corpus) Whole() <-chan struct{} {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.whole != nil {
		return c.whole
	}
	return nothing
}

// nothing is what is waited for when all is there.
var nothing = func() chan struct{} { c := make(chan struct{}); close(c); return c }()

// complete says that all is there.
func (c *Corpus) complete() {
	if c.whole != nil {
		close(c.whole)
		c.whole = nil
	}
}
