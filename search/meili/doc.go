// Package meili is the search engine over a Meilisearch server. It is the only package that imports its client.
//
// The server stores our own analysis: the stems of either language and the words as written stand in fields of their
// own, so that Polish is found in every inflection, and what a person types is completed and forgiven errors by the
// server. The server's order selects candidates; it is never shown as a match score.
//
// New does no I/O. Prepare creates the index and its settings and is called once at start; Put, Delete and Rebuild
// return when the server has done the work and report a task that failed. A server that does not answer gives
// search.ErrUnavailable. Every hit's visibility is decided again here, whatever the server's filter said.
//
// An Engine is safe for concurrent use. Several nodes may share an index: a rebuild by one of them takes in what the
// others write meanwhile. It imports search, search/text and meilisearch-go.
package meili
