// Package program wires Splot: it opens the parts that the configuration names, puts the features on them, and runs what
// carries events, sockets and requests. Commands, benchmarks and tests of the whole program import it.
//
// Open does no work beyond opening; Run and Work own every goroutine, and their return means stopped. A feature is one
// value in parts.go: collections, handlers, what runs beside, the kinds of channels and the API's resources.
package program
