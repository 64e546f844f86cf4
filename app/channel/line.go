package channel

// maxWaiting bounds the appends of this process that wait for one channel; more are refused with ErrBusy.
const maxWaiting = 4096

// maxBurstBytes bounds the data in one burst, far below store.MaxBody.
const maxBurstBytes = 1 << 20

// proposal is an append that waits: for its turn to commit a batch, or to be committed in one.
type proposal struct {
	Append
	turn    chan []*proposal // buffered: the batch to commit, its own proposal first
	done    chan struct{}
	receipt Receipt // valid, with err, after done is closed, and for who committed
	err     error
}

// line is who waits to append to one channel. Exactly one proposal has the turn while a line exists.
type line struct{ waiting []*proposal }

// queue adds a proposal to its channel's line, and gives it the turn if the line was empty.
func (c *Channels) queue(p *proposal) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	l := c.lines[p.Channel]
	if l == nil {
		c.lines[p.Channel] = &line{}
		p.turn <- []*proposal{p}
		return nil
	}
	if len(l.waiting) == maxWaiting {
		return ErrBusy
	}
	l.waiting = append(l.waiting, p)
	return nil
}

// pass gives the turn, and with it a batch of all who wait, to the first of them; without any the line
// is gone.
func (c *Channels) pass(channel string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l := c.lines[channel]
	if len(l.waiting) == 0 {
		delete(c.lines, channel)
		return
	}
	n, bytes := 0, 0
	for n < len(l.waiting) && n < maxBurst && (n == 0 || bytes+len(l.waiting[n].Data) <= maxBurstBytes) {
		bytes += len(l.waiting[n].Data)
		n++
	}
	batch := append([]*proposal(nil), l.waiting[:n]...)
	l.waiting = append([]*proposal(nil), l.waiting[n:]...)
	batch[0].turn <- batch
}

// abandon takes a proposal out of its line. If it was given the turn meanwhile, its goroutine must still
// commit for the others: abandon returns the batch.
func (c *Channels) abandon(p *proposal) []*proposal {
	c.mu.Lock()
	defer c.mu.Unlock()
	select {
	case batch := <-p.turn:
		return batch
	default:
	}
	if l := c.lines[p.Channel]; l != nil {
		for i, waiting := range l.waiting {
			if waiting == p {
				l.waiting = append(l.waiting[:i:i], l.waiting[i+1:]...)
				break
			}
		}
	}
	return nil
}
