// Package corpus keeps the analysed form of every entry, once, for engines and for the scorer.
//
// A Corpus holds a compact Doc for each entry and published organisation: the entry, the numbers of its terms in the
// order in which they stand in its texts, the lengths of its parts, and what recognisers found in it. Terms are
// numbered by one lexicon, which only grows. Statistics are versioned snapshots: a computation takes one and keeps
// it, whatever is put meanwhile.
//
// A Corpus is ready when New returns, owns no goroutine after a call returned, and is safe for concurrent use: texts
// are analysed outside its lock. A Doc and a Snapshot are immutable. An Index that is attached follows every change
// under the corpus's lock, so that it never lags behind.
//
// It imports search and search/text.
package corpus
