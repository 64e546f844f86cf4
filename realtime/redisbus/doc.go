// Package redisbus implements realtime.Bus and realtime.Limiter over Redis. It is the only package
// that imports go-redis, and imports realtime besides.
//
// One pub/sub connection serves all topics of the node. Redis delivers at most once and a reconnect
// loses messages without an error, so every confirmation of a subscription is passed on as Fresh.
//
// Lifecycle: New parses the address and does no I/O; Run connects, owns the three goroutines (what to
// subscribe, what arrives, what to publish) and closes the client when it returns. Concurrency:
// everything exported may be called from any goroutine. Receivers are called by the reading goroutine.
package redisbus
