package member

import (
	"context"
	"sync"
	"time"

	"splot/app"
	"splot/app/store"
)

// countFor is how long the numbers of members stand: counting looks at every organisation, and the list of clusters is
// on everybody's first page. What this node writes shows at once, what another one writes within that time.
const countFor = 15 * time.Second

// memberCounts are the numbers of members by cluster.
type memberCounts struct {
	organisations store.Set[app.Organisation]
	clock         app.Clock

	mu   sync.Mutex
	at   time.Time
	last map[string]int64
}

// read counts, at most once at a time.
func (c *memberCounts) read(ctx context.Context) (map[string]int64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.clock()
	if c.last != nil && now.Sub(c.at) < countFor {
		return c.last, nil
	}
	counts, err := c.organisations.View().CountBy(ctx, store.Query{}, "clusters")
	if err == nil {
		c.at, c.last = now, counts
	}
	return counts, err
}

// forget has the next read count anew, after a membership was written.
func (c *memberCounts) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = nil
}
