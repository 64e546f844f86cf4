// Package notify turns what happened into one durable notification for each recipient and cause, and tells the
// screens that are open.
//
// Its handlers follow the events of matches, entries and organisations. A notification is a document with a unique
// key of recipient and cause, so that an event that comes twice notifies once; after it is stored it is appended to
// the recipient's inbox channel, which carries it to every open tab. Matches that an entry gains within one minute
// share one notification, which appears with the first and counts the rest. Nobody is notified of what they did
// themselves, and nothing but the recipient's own titles, kinds, numbers and codes is put into a notification.
//
// What a notification waits for may happen elsewhere: an entry is assigned, an interest answered, a request taken back.
// It is archived then, for everybody who had it, by what is true at that moment and not by the event, since events come
// again. A place that shows what a notification tells marks it as read (ReadAbout).
//
// That something changed is appended once for each organisation and cluster that it concerns (Channels), not once for
// each person: an event with 500 guests costs one entry. Only what is one person's goes into an inbox. Who follows such
// a channel is asked for the role at that moment, and again when it is taken away.
//
// A Service does no I/O when made, owns no goroutine and is safe for concurrent use. It imports app, app/channel,
// app/feed, app/records and app/store.
package notify
