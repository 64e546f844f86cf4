package realtime

import (
	"context"
	"sync"
	"time"
)

// Limiter counts events by key in fixed windows, for rate limits on sign-in and the like.
type Limiter interface {
	// Allow counts one event and tells whether it is among the first limit of its window. If not,
	// retryAfter is the time to the window's end.
	Allow(ctx context.Context, key string, limit int, window time.Duration) (ok bool, retryAfter time.Duration, err error)
}

// limiterKeys bounds the memory of a LocalLimiter to some tens of megabytes.
const limiterKeys = 100_000

// limiterSample is how many keys a full limiter looks at to choose which one to forget.
const limiterSample = 8

// LocalLimiter is a Limiter of one process. It remembers at most limiterKeys keys; above that it
// forgets an expired or little-used one of a small sample, so that a flood of made-up keys does not
// free a key under attack.
type LocalLimiter struct {
	clock func() time.Time

	mu      sync.Mutex
	windows map[string]limitWindow
}

type limitWindow struct {
	ends  time.Time
	count int
}

// NewLocalLimiter returns an empty limiter that reads time from clock.
func NewLocalLimiter(clock func() time.Time) *LocalLimiter {
	return &LocalLimiter{clock: clock, windows: map[string]limitWindow{}}
}

// Allow never fails.
func (l *LocalLimiter) Allow(_ context.Context, key string, limit int, window time.Duration) (bool, time.Duration, error) {
	now := l.clock()
	l.mu.Lock()
	defer l.mu.Unlock()
	w, known := l.windows[key]
	if !known && len(l.windows) >= limiterKeys {
		l.forgetOne(now)
	}
	if !now.Before(w.ends) {
		w = limitWindow{ends: now.Add(window)}
	}
	w.count++
	l.windows[key] = w
	if w.count > limit {
		return false, w.ends.Sub(now), nil
	}
	return true, 0, nil
}

// forgetOne relies on Go's random order of map iteration for its sample.
func (l *LocalLimiter) forgetOne(now time.Time) {
	victim, least, seen := "", -1, 0
	for key, w := range l.windows {
		if !now.Before(w.ends) {
			delete(l.windows, key)
			return
		}
		if least < 0 || w.count < least {
			victim, least = key, w.count
		}
		if seen++; seen == limiterSample {
			break
		}
	}
	delete(l.windows, victim)
}
