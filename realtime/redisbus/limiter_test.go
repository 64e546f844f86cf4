package redisbus_test

import (
	"context"
	"testing"
	"time"

	"splot/realtime"
)

func TestLimiterCountsForAllNodes(t *testing.T) {
	s := startRedis(t)
	ctx := context.Background()
	nodes := []realtime.Limiter{join(t, s, "").Limiter(time.Now), join(t, s, "").Limiter(time.Now)}
	for i := range 6 {
		ok, retry, err := nodes[i%2].Allow(ctx, "a", 4, time.Hour)
		if err != nil || ok != (i < 4) {
			t.Errorf("event %d: %v, %v", i, ok, err)
		}
		if !ok && (retry <= 59*time.Minute || retry > time.Hour) {
			t.Errorf("event %d may come back in %v", i, retry)
		}
	}
	if ok, _, _ := nodes[0].Allow(ctx, "b", 4, time.Hour); !ok {
		t.Error("another key is refused")
	}
}

func TestALimiterWindowEnds(t *testing.T) {
	s := startRedis(t)
	l := join(t, s, "").Limiter(time.Now)
	ctx := context.Background()
	const window = 50 * time.Millisecond
	deadline := time.Now().Add(patience)
	_, _, _ = l.Allow(ctx, "a", 1, window)
	for {
		ok, retry, err := l.Allow(ctx, "a", 1, window)
		if err != nil || retry > window {
			t.Fatalf("retry after %v, %v", retry, err)
		}
		if ok {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the window never ends")
		}
	}
}

func TestWithoutRedisEachNodeCountsForItself(t *testing.T) {
	s := startRedis(t)
	l := join(t, s, "").Limiter(time.Now)
	s.stop()
	for i := range 4 {
		ok, _, err := l.Allow(context.Background(), "a", 2, time.Hour)
		if err != nil || ok != (i < 2) {
			t.Errorf("event %d: %v, %v", i, ok, err)
		}
	}
}
