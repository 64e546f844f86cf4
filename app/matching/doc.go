// Package matching pairs needs with the technologies and competences that answer them, keeps the pairs true to
// their entries, and lets both sides act on them.
//
// Handlers of package feed follow the committed events: they keep the search engine's index, compute an entry's
// matches anew, record disclosures, count how sought after an organisation is, learn from what people do, and match
// everything anew in turns. All of them read the truth from the store, write by compare-and-set, and may run twice or
// at the same time for the same entry on any node. A match is shown only while its gates are open now; what a viewer
// may know of the other side is decided in view.go and nowhere else, but for what would change a score (changes.go)
// and why a need has no matches (gap.go), which tell no more.
//
// A change of an entry is matched at once; what follows within Options.Debounce is matched together. A match carries
// the versions that were scored, and a result of older ones never replaces it. The full re-match is one stored run:
// it works for about a second and rests as long, yields while live changes wait, goes on where it was after a crash,
// begins anew when formula or weights change on the way, and tells each organisation once of all that it gained.
//
// A Service does no I/O when made and owns no goroutine; it is safe for concurrent use. It imports app,
// app/records, app/store, app/feed, search, search/corpus and search/match.
package matching
