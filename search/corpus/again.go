package corpus

// Again analyses some documents again, as after a change of a few words that the analysis knows. Unknown ids are no
// error.
func (c *Corpus) Again(ids ...string) {
	for _, id := range ids {
		if d, ok := c.Get(id); ok {
			c.again(*d.Entry())
		}
	}
}
