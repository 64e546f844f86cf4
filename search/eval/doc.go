// Package eval measures ranking on a judged collection: documents stand for technologies, topics for needs, and
// judgements say which documents are right for which topic.
//
// Read takes a collection from files. A System ranks documents for a topic: Baseline is a plain BM25 of this
// package alone, Full is the production path (search/match.Ranker over an engine that the caller brings). Run
// measures one System, Compare tells whether two differ by more than chance.
//
// Nothing about any collection is built in, and a text's language is detected. A System is used by one goroutine
// at a time; nothing here starts any. The package imports search, search/text and search/match.
package eval
