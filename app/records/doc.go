// Package records declares the collections of the nouns that more than one feature reads, with their
// indexes, and the topics of the events that their writes cause. Every feature may read them; each is
// written by one feature only, which its declaration names. It imports app and app/store.
package records
