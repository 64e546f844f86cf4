package feed_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"splot/app/feed"
	"splot/app/store"
)

// Events carried to one handler each, over SQLite, from writes in batches of 500.
func BenchmarkDeliveries(b *testing.B) {
	for _, concurrency := range []int{1, 4} {
		b.Run(fmt.Sprint("workers ", concurrency), func(b *testing.B) {
			r := over(b, open(b), nil)
			r.Register(feed.Handler{
				Name: "h", Topics: []string{"a"}, Concurrency: concurrency,
				Handle: func(context.Context, store.Event) error { return nil },
			})
			defer r.run(b)()
			n := 0
			for b.Loop() {
				writes := make([]store.Write, 500)
				for i := range writes {
					events := make([]store.Event, 20)
					for k := range events {
						events[k] = r.event("a", fmt.Sprint(n))
					}
					writes[i] = store.Write{Kind: store.Insert, Collection: notes, ID: r.event("", "").ID, Body: []byte{5, 0, 0, 0, 0}, Events: events}
					n += len(events)
				}
				results, err := r.store.Write(b.Context(), writes...)
				if err != nil || errors.Join(results...) != nil {
					b.Fatal(err, errors.Join(results...))
				}
				r.drain(b)
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "deliveries/s")
		})
	}
}

// One event from the write to its handler, with nothing else going on.
func BenchmarkLatency(b *testing.B) {
	r := over(b, open(b), nil)
	handled := make(chan struct{}, 1)
	r.Register(feed.Handler{Name: "h", Topics: []string{"a"}, Handle: func(context.Context, store.Event) error {
		handled <- struct{}{}
		return nil
	}})
	defer r.run(b)()
	for b.Loop() {
		r.write(b, r.event("a", "k"))
		<-handled
	}
}
