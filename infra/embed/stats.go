package embed

import "sync/atomic"

type counters struct{ requests, texts, retries, failures, turnedAway atomic.Int64 }

// Stats are counts since the start.
type Stats struct {
	Requests   int64 // sent, retries included
	Texts      int64 // that got their vector
	Retries    int64
	Failures   int64  // requests that brought no vectors
	TurnedAway int64  // batches and calls that were not sent: the server had failed, or too many waited
	State      string // of the breaker
}

// Stats counts what the client did.
func (c *Client) Stats() Stats {
	n := &c.counters
	return Stats{
		Requests: n.requests.Load(), Texts: n.texts.Load(), Retries: n.retries.Load(), Failures: n.failures.Load(),
		TurnedAway: n.turnedAway.Load(), State: c.breaker.state(),
	}
}
