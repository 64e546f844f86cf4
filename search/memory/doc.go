// Package memory is the embedded search engine: an inverted index over analysed Polish and English text in the
// memory of one process, rebuilt from the documents at start.
//
// An Engine is ready when New returns and owns no goroutine. It is safe for concurrent use: readers share a lock,
// texts are analysed outside it. Needs, offers and organisations have partitions of their own, so that a need
// reads only postings of offers. A replaced document leaves its postings behind as dead; a partition is compacted
// when they outweigh the living. Terms are dropped only by Rebuild.
//
// It imports search and search/text.
package memory
