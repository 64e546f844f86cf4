// Package matching pairs needs with the technologies and competences that answer them, keeps the pairs true to
// their entries, and lets both sides act on them.
//
// Three handlers of package feed follow the committed events: one keeps the search engine's index, one computes
// an entry's matches anew, one records disclosures. All of them read the truth from the store, write by
// compare-and-set, and may run twice or at the same time for the same entry on any node. A match is shown only
// while its gates are open now; what a viewer may know of the other side is decided in view.go and nowhere else.
//
// A Service does no I/O when made and owns no goroutine; it is safe for concurrent use. It imports app,
// app/records, app/store, app/feed, search and search/match.
package matching
