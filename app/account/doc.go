// Package account keeps who people are and what they may do: passwords, sessions, one-time links,
// preferences, grants. It is the only writer of records.People, and alone reads the collections that
// it declares itself (credentials, sessions, links, locks).
//
// Lifecycle: New does no I/O; Run sweeps what has expired until its context ends; Deliver is the feed
// handler that mails the links. Concurrency: every method may be called from any goroutine and on any
// node. An invariant lives in one document (compare-and-set) or behind the lock of lock.go.
//
// Nobody gives a role to themselves, alone or by an invitation, and the role of a representative is given by who
// represents the organisation already or manages its cluster: a manager who gave themselves both that role and an
// auditor's wrote, submitted and approved an entry alone. Who gave and took which role is kept (trail.go). The rows
// follow the person's events, since a person and a row are two documents; others may rely on rows of the past, not on
// those of this moment.
//
// An invitation of the same person to the same role replaces the earlier one, so that one link works, and what is left
// of an earlier one stays as it was (replace.go).
//
// Secrets: a token leaves the package once, to its owner; only its SHA-256 is stored. Passwords are
// argon2id in PHC form. No error and no log line holds a password, a token or an address.
//
// It imports app, app/store, app/records, app/feed and golang.org/x/crypto/argon2, never another feature.
package account
