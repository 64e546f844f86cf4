package embed

import (
	"sync"
	"time"
)

// The states of a breaker.
const (
	Closed   = "closed"    // requests go through
	Open     = "open"      // none does, for a while
	HalfOpen = "half_open" // one does, and decides
)

// breaker leaves a failing server alone.
type breaker struct {
	limit    int           // failures in a row that open it
	first    time.Duration // how long it stays open at first; doubled up to longest
	longest  time.Duration
	now      func() time.Time
	mu       sync.Mutex
	failures int
	wait     time.Duration // 0: closed
	until    time.Time
	probing  bool
}

// admit tells whether a request may go. One that may is followed by exactly one of succeed, fail, pause and abandon.
func (b *breaker) admit() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.wait == 0:
		return true
	case b.probing || b.now().Before(b.until):
		return false
	}
	b.probing = true
	return true
}

// succeed closes it; true if it was not closed before.
func (b *breaker) succeed() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	was := b.wait
	b.failures, b.wait, b.probing = 0, 0, false
	return was > 0
}

// fail opens it after the last of a row of failures, and again after a failed probe; true if it was closed before.
func (b *breaker) fail() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failures++
	first := b.wait == 0
	opens := first && b.failures >= b.limit || b.probing
	if opens {
		b.wait = min(max(b.first, 2*b.wait), b.longest)
		b.until = b.now().Add(b.wait)
	}
	b.probing = false
	return opens && first
}

// pause opens it for as long as the server asked for, at most longest; true if it was closed before.
func (b *breaker) pause(d time.Duration) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	first := b.wait == 0
	b.wait = max(b.first, b.wait)
	b.until, b.probing = b.now().Add(min(d, b.longest)), false
	return first
}

// abandon is for a request that nobody waits for any more.
func (b *breaker) abandon() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.probing = false
}

func (b *breaker) state() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.wait == 0:
		return Closed
	case b.probing || !b.now().Before(b.until):
		return HalfOpen
	}
	return Open
}
