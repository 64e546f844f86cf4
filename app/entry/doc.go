// Package entry is the audit entries: drafts, submissions and their frozen versions, review by the
// assigned auditor, approval, renewal and expiry, and who sees how much of an entry.
//
// Every use case takes the actor, checks the table of permissions and the state, and writes the entry
// with its history and its events in one atomic write. What the actor may not see answers as if it did
// not exist. It is the only writer of the entries and versions collections.
//
// Editing an approved entry makes a draft of its next version; the approved version stays searched and matched until the next
// one is approved. A frozen version is written before the entry points to it, so that a crash leaves at most an orphan that
// the next submission overwrites. Entries of trusted imports need a title and a text only; the full form is asked for when
// an author submits.
//
// How much of an entry somebody sees is app.Actor.Sees, whichever way they came. A list asks the store for the classes of
// entries that its reader may see (Entry.SeenBy), so that nothing is left out of an answer and a cursor, or that there is
// no further page, is never about an entry that the reader may not see. An auditor finds assigned entries in the queue.
//
// Whatever an answer takes is read before the write: what happened is never answered by an error.
//
// Nobody audits what they wrote, edited or submitted in any version, or whose owner they represented while it was written
// (duties.go). The entry's history and the trail of grants decide, not the roles of today: those are changed in a moment.
package entry
