// Package store is the port to the documents: collections with declared indexes, compare-and-set
// writes, narrow queries and an outbox that commits in the same atomic write as the document.
//
// Two adapters implement it, infra/sqlitestore (the embedded default) and infra/mongostore; the
// conformance suite in storetest is what "the same" means. Bodies are BSON in both. There are no
// multi-document transactions: an invariant lives in one document or in one unique key, and what
// must follow elsewhere follows by an event (package feed).
//
// It imports package app and the BSON codec, nothing else.
package store
