// Package watch keeps people's saved searches ("tell me when someone offers …") and finds, as entries arrive, whose
// search they satisfy.
//
// A handler of package feed follows the changes of entries. It compares a live entry with the watches that it may
// satisfy (search/standing), each with the eyes of its owner as they are now, and keeps a hit for a watch and an
// entry at most once; the hit's event tells the owner. Entries of the owner's own organisation are no news. A change
// of an organisation's profile alone brings no hits: they come with the entry's next change.
//
// Each node holds the watches in memory and, before it compares, reads those that changed since it last looked: the
// nodes' clocks may differ by up to a minute. A hit is written only if the watch in the store is the one that was
// compared. A Service does no I/O when made, owns no goroutine and is safe for concurrent use. It imports app,
// app/records, app/store, app/feed, search and search/standing.
package watch
