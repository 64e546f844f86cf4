// Package ws carries the frames of package realtime over WebSockets, with Fiber v2 and
// gofiber/contrib/websocket. It is the only package that imports the latter.
//
// Each socket has two goroutines: the handler, which reads, and one writer, in which the only call
// that writes to a socket stands (socket.write). The handler joins the writer before it returns,
// because Fiber takes the connection back into a pool then.
//
// Lifecycle: New validates; Handler is mounted on a route; Drain must be called before Fiber's
// Shutdown, which knows nothing of sockets. It imports realtime, Fiber and the socket library.
package ws
