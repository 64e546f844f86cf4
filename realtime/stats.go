package realtime

import "sync/atomic"

// Stats is what a hub counts. Counters only grow; the others are of this moment.
type Stats struct {
	Connections int
	Channels    int   // with a follower on this node
	QueuedBytes int   // waiting in all connections' queues
	SlowCloses  int64 // connections closed because they did not read
	Published   int64 // entries handed to the bus by this node
	Delivered   int64 // frames taken by connections' writers
	LogReads    int64 // catch-ups that read entries from the log
	LogFailures int64 // catch-ups that the log did not answer
}

type counters struct {
	slowCloses, published, delivered, logReads, logFailures atomic.Int64
}

// Stats walks all connections and is meant for a scrape every few seconds.
func (h *Hub) Stats() Stats {
	h.mu.Lock()
	s := Stats{Connections: len(h.connections), Channels: len(h.streams)}
	for c := range h.connections {
		s.QueuedBytes += c.queue.size()
	}
	h.mu.Unlock()
	s.SlowCloses, s.Published = h.stats.slowCloses.Load(), h.stats.published.Load()
	s.Delivered = h.stats.delivered.Load()
	s.LogReads, s.LogFailures = h.stats.logReads.Load(), h.stats.logFailures.Load()
	return s
}
