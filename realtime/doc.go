// Package realtime carries what was appended to a channel's log to every open socket that may see it.
//
// The log (port Log) is the truth; the bus (port Bus) only says that something was appended. A lost
// frame, bus connection or node costs latency and never content: a gap in the sequence numbers, a fresh
// bus subscription, a new subscriber and a slow clock tick each make the hub compare with the log.
//
// Lifecycle: NewHub validates and does nothing; Hub.Run owns every goroutine of the hub and its return
// means that all have ended and all connections are closed. A transport (package realtime/ws) attaches
// a Connection for each socket, feeds it with Receive, empties it with Take and detaches it.
//
// Concurrency: a channel with subscribers on this node has one goroutine (stream), which alone decides
// order, so entries reach every connection in the order of their sequence numbers. Everything exported
// may be called from any goroutine.
//
// The package knows no word of the domain and imports the standard library only.
package realtime
