// Package standing keeps searches that wait for entries: given an entry, it tells which of many saved queries the
// entry satisfies, in the words of a search of people. All words of a query must stand in the entry: in some form, by
// a translation, or, for the last word, by its beginning. Typing errors find nothing here: what waits for months
// should not be woken by a likeness.
//
// A Set keeps each query under one of its words, the one that says most, so that an entry is compared only with
// queries that it may satisfy. It is safe for concurrent use and owns no goroutine. It imports search and search/text.
package standing
