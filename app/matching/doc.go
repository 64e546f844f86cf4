// Package matching pairs needs with the technologies and competences that answer them, keeps the pairs true to
// their entries, and lets both sides act on them.
//
// Handlers of package feed follow the committed events: they keep the search engine's index, compute an entry's
// matches anew, record disclosures, count how sought after an organisation is, and match everything anew in turns. All
// of them read the truth from the store, write by compare-and-set, and may run twice or at the same time for the same
// entry on any node. A match is shown only while its gates are open now; what a viewer may know of the other side is
// decided in view.go and nowhere else, but for what would change a score (changes.go) and why a need has no matches
// (gap.go), which tell no more.
//
// A change of an entry is matched at once; what follows within Options.Debounce is matched together. A match carries
// the versions that were scored, and a result of older ones never replaces it. The full re-match is one stored run:
// it works for about a second and rests as long, yields while live changes wait, goes on where it was after a crash,
// begins anew when formula or weights change on the way, and tells each organisation once of all that it gained.
//
// Ids of matches say nothing: made of the entries' ids, as they once were, they told whose an anonymous side was to who
// knew its entry from before. The pair is a unique key that stays inside.
//
// One verb: Match handles what changed, MatchEntry computes one entry's matches, and does so as a part of a Recompute,
// which is quiet. What is to be matched later is a sweep (the entries of an organisation, page by page), a due (an entry,
// when an event comes) or a mark (an entry, when the index is loaded).
//
// Files by subject: index_* keep the engine's index and the corpus, round_* compute an entry's matches, demand counts how
// sought after an organisation is, gap_* explain a need without matches. Weights and what they are learned from are
// package learning's.
//
// Pairs are kept with at least 40 points that are among the 50 best of their need, or the single best of their offer: with
// 50 of either side a broad need kept up to 286, which nobody looks through. On the judged collection under 2 % of the
// pairs with 35 to 40 points are right, and 3 % of those with 40 to 45.
//
// Who sees the other side before both agreed is decided by the entry's visibility: cluster and network show the owner to
// those who may see the entry anyway, teaser shows what a teaser shows until both said yes. Hiding a name here that the
// organisation's page shows would only pretend. A message with an interest reaches the other side when both agreed, since
// it may say who writes; the note of a decline stays with the own side, and the other learns the reason.
//
// What would change a score is told to the side that could state it, never what the other should claim; beside an anonymous
// teaser only what follows from the teaser, for "add this form" would tell what it asks for. Why a need has no matches
// counts offers behind gates and names none, and an exclusion by the other side counts together with its visibility. The
// demand for an organisation's offers is rounded down to 0, 3, 6, 12, 24 or 48, so that one interest more rarely changes
// scores.
//
// A Service does no I/O when made and owns no goroutine; it is safe for concurrent use. It imports app,
// app/records, app/store, app/feed, search, search/corpus and search/match.
package matching
