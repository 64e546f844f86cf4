package program

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"splot/infra/embed"
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
	indexHeld     = describe("splot_index_documents", "Entries and organisations in this node's index.")
	indexLoading  = describe("splot_index_loading", "1 while the index is being loaded after a start.")
	searchUp      = describe("splot_search_server_up", "1 while the search server answers, 0 while the embedded index stands in.")
	searchBehind  = describe("splot_search_server_behind", "Changes that the search server has yet to be told.")
	searchRefused = describe("splot_search_server_refused", "Changes that the search server refuses and that are tried again.")
	searchOutages = describe("splot_search_server_outages_total", "Times that the search server went down since the start.")
	searchStandIn = describe("splot_search_stand_ins_total", "Searches that the server failed and the embedded index answered.")
	searchFailed  = describe("splot_search_failed_writes_total", "Writes that the search server did not carry out since the start.")
	ready         = describe("splot_ready", "1 while this node serves, 0 while a part that it cannot do without is down.")
	partUp        = prometheus.NewDesc("splot_part_up", "1 while a part works, by name.", []string{"part"}, nil)
	queuedBytes   = describe("splot_live_queued_bytes", "Bytes that wait to be written to sockets.")

	embedRequests = describe("splot_embed_requests_total", "Requests to the embedding server since the start.")
	embedFailures = describe("splot_embed_failures_total", "Requests to it that brought no vectors since the start.")
	embedTexts    = describe("splot_embed_texts_total", "Texts that it made vectors of since the start.")
	embedOpen     = describe("splot_embed_open", "1 while it is left alone because it failed.")
	embedHeld     = describe("splot_embed_vectors", "Live entries with a vector.")
	embedWaiting  = describe("splot_embed_waiting", "Live entries whose vector has not come.")
	embedRefused  = describe("splot_embed_refused", "Live entries whose text the embedding server refuses.")
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
	f.health(ctx, to)
	f.searching(gauge)
	s := f.program.hub.Stats()
	gauge(connections, prometheus.GaugeValue, float64(s.Connections))
	gauge(slowCloses, prometheus.CounterValue, float64(s.SlowCloses))
	gauge(queuedBytes, prometheus.GaugeValue, float64(s.QueuedBytes))
	if e := f.program.Embed; e != nil {
		e.collect(gauge)
	}
}

// health tells what /readyz does.
func (f *figures) health(ctx context.Context, to chan<- prometheus.Metric) {
	serving := 1.0
	for _, found := range f.program.Health().Look(ctx) {
		up := 1.0
		if found.Err != nil {
			up = 0
			if found.Vital {
				serving = 0
			}
		}
		to <- prometheus.MustNewConstMetric(partUp, prometheus.GaugeValue, up, found.Part)
	}
	to <- prometheus.MustNewConstMetric(ready, prometheus.GaugeValue, serving)
}

// collect tells of the embedding server, where there is one.
func (e *Embedding) collect(gauge func(*prometheus.Desc, prometheus.ValueType, float64)) {
	asked, vectors := e.client.Stats(), e.Vectors.Stats()
	gauge(embedRequests, prometheus.CounterValue, float64(asked.Requests))
	gauge(embedFailures, prometheus.CounterValue, float64(asked.Failures))
	gauge(embedTexts, prometheus.CounterValue, float64(asked.Texts))
	open := 0.0
	if asked.State != embed.Closed {
		open = 1
	}
	gauge(embedOpen, prometheus.GaugeValue, open)
	gauge(embedHeld, prometheus.GaugeValue, float64(vectors.Held))
	gauge(embedWaiting, prometheus.GaugeValue, float64(vectors.Waiting))
	gauge(embedRefused, prometheus.GaugeValue, float64(vectors.Refused))
}

func (f *figures) searching(gauge func(*prometheus.Desc, prometheus.ValueType, float64)) {
	gauge(indexHeld, prometheus.GaugeValue, float64(f.program.Corpus.Len()))
	loading := 0.0
	if f.program.Corpus.Partial() {
		loading = 1
	}
	gauge(indexLoading, prometheus.GaugeValue, loading)
	if f.program.Standby == nil {
		return
	}
	s := f.program.Standby.Stats()
	up := 0.0
	if s.Up {
		up = 1
	}
	gauge(searchUp, prometheus.GaugeValue, up)
	gauge(searchBehind, prometheus.GaugeValue, float64(s.Behind))
	gauge(searchRefused, prometheus.GaugeValue, float64(s.Refused))
	gauge(searchOutages, prometheus.CounterValue, float64(s.Outages))
	gauge(searchStandIn, prometheus.CounterValue, float64(s.StandIns))
	gauge(searchFailed, prometheus.CounterValue, float64(s.FailedWrites))
}
