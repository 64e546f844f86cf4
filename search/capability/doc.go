// Package capability suggests what a need or a call for proposals takes: the text is cut into clauses, clauses that
// speak of the same thing become one capability, and each keeps the words that it came from.
//
// It knows no grammar: a clause ends at punctuation and at a conjunction that joins two things worth naming, its
// phrases are runs of words that mean something, and clauses belong together when they share half of their terms or
// a concept of EuroSciVoc. People edit what it suggests. The functions are pure; equal texts have equal suggestions. It
// imports search/text and search/vocabulary.
package capability
