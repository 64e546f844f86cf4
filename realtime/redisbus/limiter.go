package redisbus

import (
	"context"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"

	"splot/realtime"
)

// limiterTimeout bounds the question to Redis: a person waits for the sign-in behind it.
const limiterTimeout = 500 * time.Millisecond

// count raises a window's counter and returns it with the milliseconds to the window's end, in one
// step, so that no counter is ever left without an end.
var count = redis.NewScript(`
local n = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if n == 1 or left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {n, left}`)

// Limiter counts for all nodes together. While Redis is away each node counts for itself.
type Limiter struct {
	bus  *Bus
	here *realtime.LocalLimiter
}

// Limiter returns a limiter that works as long as the bus runs.
func (b *Bus) Limiter(clock func() time.Time) *Limiter {
	return &Limiter{bus: b, here: realtime.NewLocalLimiter(clock)}
}

// Allow never fails: it falls back to this node's own count.
func (l *Limiter) Allow(ctx context.Context, key string, limit int, window time.Duration) (bool, time.Duration, error) {
	asked, cancel := context.WithTimeout(ctx, limiterTimeout)
	defer cancel()
	answer, err := count.Run(asked, l.bus.client, []string{l.bus.prefix + "limit:" + key}, window.Milliseconds()).Int64Slice()
	if err != nil || len(answer) != 2 {
		l.bus.logger.WarnContext(ctx, "redis does not count, this node does", slog.Any("error", err))
		return l.here.Allow(ctx, key, limit, window)
	}
	if answer[0] > int64(limit) {
		return false, time.Duration(answer[1]) * time.Millisecond, nil
	}
	return true, 0, nil
}
