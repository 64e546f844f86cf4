package main

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics serves the process's figures in the Prometheus format.
func (p *Program) metrics() fiber.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		&figures{program: p},
	)
	return adaptor.HTTPHandler(promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
}

// figures collects what the feed and the hub count of themselves.
type figures struct{ program *Program }

var (
	pendingEvents = describe("splot_feed_pending", "Events that wait for a handler.")
	parkedEvents  = describe("splot_feed_parked", "Events that could not be handled and wait for an administrator.")
	oldestEvent   = describe("splot_feed_oldest_seconds", "Age of the oldest event that waits.")
	delivered     = describe("splot_feed_delivered_total", "Events handled since the start.")
	retried       = describe("splot_feed_retried_total", "Attempts to handle an event that failed since the start.")
	connections   = describe("splot_live_connections", "Open sockets of this node.")
	slowCloses    = describe("splot_live_slow_closes_total", "Sockets closed because they did not keep up.")
	queuedBytes   = describe("splot_live_queued_bytes", "Bytes that wait to be written to sockets.")
)

func describe(name, help string) *prometheus.Desc { return prometheus.NewDesc(name, help, nil, nil) }

func (f *figures) Describe(to chan<- *prometheus.Desc) { prometheus.DescribeByCollect(f, to) }

func (f *figures) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, kind prometheus.ValueType, value float64) {
		to <- prometheus.MustNewConstMetric(d, kind, value)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if s, err := f.program.Feed.Stats(ctx); err == nil {
		gauge(pendingEvents, prometheus.GaugeValue, float64(s.Pending))
		gauge(parkedEvents, prometheus.GaugeValue, float64(s.Parked))
		gauge(oldestEvent, prometheus.GaugeValue, s.Oldest.Seconds())
		gauge(delivered, prometheus.CounterValue, float64(s.Delivered))
		gauge(retried, prometheus.CounterValue, float64(s.Retried))
	}
	s := f.program.hub.Stats()
	gauge(connections, prometheus.GaugeValue, float64(s.Connections))
	gauge(slowCloses, prometheus.CounterValue, float64(s.SlowCloses))
	gauge(queuedBytes, prometheus.GaugeValue, float64(s.QueuedBytes))
}
