// Package program wires Splot: it opens the parts that the configuration names, puts the features on them, and runs what
// carries events, sockets and requests. Commands, benchmarks and tests of the whole program import it.
//
// Open does no work beyond opening; Run and Work own every goroutine, and their return means stopped. A feature is one
// value in parts.go: collections, handlers, what runs beside, the kinds of channels and the API's resources.
//
// Every node keeps the embedded index, with Meilisearch too: it answers while that server is down (search/standby). A handler
// tells every node of each change over the bus, and a node whose subscription was interrupted makes its index anew. With the
// in-memory engine matching puts an entry into the index first, so that of two entries approved at once the later always sees
// the earlier; with a search server, or with several nodes, an entry is matched once more after ten seconds.
//
// A start keeps nobody waiting: the program serves at once and loads its index beside that. What is loaded is found and
// matched, searches say that they are partial, and a stored suggestion is not dropped for a score by the statistics of a
// part. An entry that is matched meanwhile leaves a mark, so that it is matched once more when all is there, also after a
// crash.
//
// A search server never stops anybody: what changes while it is down is remembered and handed in afterwards; what a restart
// forgets is found by comparing versions. Secrets come from the environment or from files, never from flags: a command line
// is visible to everyone on the machine.
package program
