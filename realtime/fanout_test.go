package realtime_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"splot/realtime"
)

// BenchmarkFanOut measures one entry to a thousand connections of one node, until each has taken it.
func BenchmarkFanOut(b *testing.B) {
	log := newMemLog()
	hub, err := realtime.NewHub(realtime.Options{
		Log: log, Bus: realtime.NewLocalBus(), Authoriser: &rules{}, Clock: time.Now,
		Logger: slog.New(slog.DiscardHandler), MaxPerPerson: 1000,
	})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- hub.Run(ctx) }()
	defer func() {
		stop()
		if err := <-done; err != nil {
			b.Error(err)
		}
	}()
	connections := make([]*realtime.Connection, 1000)
	take := func(c *realtime.Connection) {
		for ok := false; !ok; _, ok = c.Take(nil) {
			<-c.Pending()
		}
	}
	for i := range connections {
		if connections[i], err = hub.Attach(realtime.Principal{Person: "p"}); err != nil {
			b.Fatal(err)
		}
		connections[i].Receive(ctx, []byte(`{"type":"sub","channel":"c"}`))
		take(connections[i])
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := hub.Publish(ctx, log.append("c")); err != nil {
			b.Fatal(err)
		}
		for _, c := range connections {
			take(c)
		}
	}
}
