// Package memory is the embedded search engine: an inverted index over the documents of a corpus, in the memory of
// one process.
//
// An Engine is the corpus's index: it follows every change of the corpus and needs no Put of its own. It is ready
// when New returns, owns no goroutine, and is safe for concurrent use under the corpus's lock. Needs, offers and
// organisations have partitions of their own, so that a need reads only postings of offers. A replaced document
// leaves its postings behind as dead; a partition is compacted when they outweigh the living.
//
// It imports search, search/corpus and search/text.
package memory
