// Package notify turns what happened into one durable notification for each recipient and cause, and tells the
// screens that are open.
//
// Its handlers follow the events of matches, entries and organisations. A notification is a document with a unique
// key of recipient and cause, so that an event that comes twice notifies once; after it is stored it is appended to
// the recipient's inbox channel, which carries it to every open tab. Matches that an entry gains within one minute
// share one notification, which appears with the first and counts the rest. Nobody is notified of what they did
// themselves, and nothing but the recipient's own titles, kinds, numbers and codes is put into a notification.
//
// A Service does no I/O when made, owns no goroutine and is safe for concurrent use. It imports app, app/channel,
// app/feed, app/records and app/store.
package notify
