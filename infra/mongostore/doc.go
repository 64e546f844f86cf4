// Package mongostore keeps the documents in MongoDB, or in what speaks its protocol.
//
// A stored document is {_id, version, body, _outbox, _pending, _unique_<index>…}:
//   - body is the owner's BSON, untouched; conditions name paths in it.
//   - _outbox is the events that wait, written in the same atomic update as the body; _pending is the
//     time of the oldest of them and is indexed, so that Pending finds such documents.
//   - _unique_<index> is the key that a unique index holds the document by. It is missing where a
//     sparse index leaves the document out, so that null and missing never clash, in one field or
//     several.
//
// A deleted document whose events wait stays as a tombstone: no version, no body, no keys, invisible
// to every read; Forget removes it. Writes are acknowledged by a majority, journalled. Values given
// by users only ever stand behind $eq, $in and range operators.
//
// No transactions, change streams, partial or TTL indexes are used, so that a plain server, a replica
// set and a sharded cluster serve alike.
//
// Open connects; Close disconnects. A Store is safe for concurrent use. The package imports app/store
// and the MongoDB driver.
package mongostore
