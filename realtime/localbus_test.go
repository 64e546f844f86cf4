package realtime_test

import (
	"context"
	"testing"

	"splot/realtime"
	"splot/realtime/bustest"
)

func TestLocalBusConforms(t *testing.T) {
	bustest.Run(t, func(t *testing.T) (a, b realtime.Bus) {
		bus := realtime.NewLocalBus()
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan error, 1)
		go func() { done <- bus.Run(ctx) }()
		t.Cleanup(func() {
			stop()
			if err := <-done; err != nil {
				t.Errorf("run: %v", err)
			}
		})
		return bus, bus
	})
}
