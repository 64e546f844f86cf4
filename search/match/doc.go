// Package match scores a need against an offer and says why.
//
// Gate decides whether a pair may appear at all. A Question is a need compiled against a snapshot of corpus
// statistics; its Score is a pure function of the prepared need and offer, the statistics, the weights and the
// time, so that both sides, both engines and any later reader get the same number. Contributions sum to the score
// exactly: points are whole hundredths.
//
// What an entry does not state neither rewards nor punishes: the weight of an unknown component is spread over the
// known ones. Results hold codes, numbers and words of the two entries, never prose; the client renders them.
//
// Documents and statistics are those of a corpus.Corpus; the same need and offer give the same score whatever engine
// found them.
//
// Scores stay comparable because they have a bound that depends on the need and the statistics only, never on the other
// pairs of a list. RANKING.md says what each component earns and what a score is worth.
//
// It imports search, search/corpus and search/text.
package match
