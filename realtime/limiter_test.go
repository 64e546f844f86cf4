package realtime_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"splot/realtime"
)

func TestLocalLimiter(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	l := realtime.NewLocalLimiter(func() time.Time { return now })
	steps := []struct {
		after time.Duration
		key   string
		ok    bool
		retry time.Duration
	}{
		{0, "a", true, 0},
		{time.Second, "a", true, 0},
		{time.Second, "a", false, 58 * time.Second},
		{0, "b", true, 0},
		{57 * time.Second, "a", false, time.Second},
		{time.Second, "a", true, 0}, // a new window
		{0, "a", true, 0},
		{0, "a", false, time.Minute},
	}
	for i, s := range steps {
		now = now.Add(s.after)
		ok, retry, err := l.Allow(context.Background(), s.key, 2, time.Minute)
		if ok != s.ok || retry != s.retry || err != nil {
			t.Errorf("step %d: %v, %v, %v; want %v, %v", i, ok, retry, err, s.ok, s.retry)
		}
	}
}

func TestAFloodOfKeysDoesNotFreeAKeyUnderAttack(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	l := realtime.NewLocalLimiter(func() time.Time { return now })
	ctx := context.Background()
	for range 50 {
		_, _, _ = l.Allow(ctx, "victim", 5, time.Hour)
	}
	for i := range 300_000 {
		_, _, _ = l.Allow(ctx, fmt.Sprint("made-up ", i), 5, time.Hour)
	}
	if ok, _, _ := l.Allow(ctx, "victim", 5, time.Hour); ok {
		t.Error("the flood made the limiter forget the victim")
	}
}
