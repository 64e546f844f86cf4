// Package standby is a search engine that goes on while its server is down. It answers from a primary engine on a
// server and keeps an embedded engine over the same entries up to date beside it. While the primary does not answer,
// or has not yet caught up, the embedded one answers and says so (search.Result.Degraded).
//
// A write reaches the embedded engine at once. The primary's own failure of a write is the caller's to retry; a
// primary that is down fails no write: what changed is remembered, the last change of each id, and handed in when the
// primary is back. Beyond Options.Remember changes, and after a start, which remembers nothing, the two are compared
// instead (Options.Reconcile).
//
// New does no I/O. Run prepares the primary, watches over it and brings it up to date until its context ends; before
// Run has done so once, the embedded engine answers. An Engine is safe for concurrent use. It imports only search.
package standby
