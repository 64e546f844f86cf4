// Package search is the port to full-text search and match candidates: what is indexed of an approved
// audit entry or an organisation, the queries, and the engine that two adapters implement
// (search/memory, the embedded default, and search/meili).
//
// Confidential detail is never part of an Entry. Engines filter by visibility, and whoever shows a hit
// checks it again. It imports only the standard library.
package search
