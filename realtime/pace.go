package realtime

import (
	"context"
	"time"
)

// A connection may send paceBurst frames at once and pacePerSecond in the long run. Faster ones are not
// refused: they wait, and so does whatever the client sends after them.
const (
	paceBurst     = 256
	pacePerSecond = 64
)

// pace is a token bucket. Only the connection's reader uses it.
type pace struct {
	spent float64 // tokens, decaying with time
	at    time.Time
}

// take counts one frame and returns how long it must wait.
func (p *pace) take(now time.Time) time.Duration {
	p.spent = max(0, p.spent-now.Sub(p.at).Seconds()*pacePerSecond) + 1
	p.at = now
	return time.Duration(max(0, p.spent-paceBurst) / pacePerSecond * float64(time.Second))
}

// await returns false if the connection ended while the frame waited.
func (c *Connection) await(ctx context.Context) bool {
	wait := c.pace.take(time.Now())
	if wait == 0 {
		return true
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-c.done:
	case <-ctx.Done():
	}
	return false
}
