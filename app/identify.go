package app

// The nouns that are documents of their own hold their id outside the stored body: the store tells it to them when it
// decodes one (store.Identified).

// Identify sets the id.
func (c *Cluster) Identify(id string) { c.ID = ID(id) }

// Identify sets the id.
func (o *Organisation) Identify(id string) { o.ID = ID(id) }

// Identify sets the id.
func (r *MembershipRequest) Identify(id string) { r.ID = ID(id) }

// Identify sets the id.
func (p *Person) Identify(id string) { p.ID = ID(id) }

// Identify sets the id.
func (e *Entry) Identify(id string) { e.ID = ID(id) }

// Identify sets the id.
func (m *Match) Identify(id string) { m.ID = ID(id) }

// Identify sets the id.
func (n *Notification) Identify(id string) { n.ID = ID(id) }

// Identify sets the id.
func (w *Watch) Identify(id string) { w.ID = ID(id) }

// Identify sets the id.
func (p *Project) Identify(id string) { p.ID = ID(id) }

// Identify sets the id.
func (t *GlossaryTerm) Identify(id string) { t.ID = ID(id) }
