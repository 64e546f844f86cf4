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
// No transactions, change streams, partial or TTL indexes are used, so that a plain server, a replica set and a sharded
// cluster serve alike; on a sharded cluster the collections are unsharded, for a sharded one refuses unique indexes that
// do not begin with the shard key. The outbox is read with read concern majority: what a new primary may roll back is
// not told of. Other reads are of the primary, and what follows from them is decided by the version that a write names.
//
// Ensure runs on one node at a time (Alone: a document whose counter the holder raises; whoever waits takes over when it
// has stood still for half a minute by the waiter's own clock). It compares index by index, by what an index is of and
// not by its name; makes what is missing before anything goes; and never touches an index that is declared and there.
// While a release is rolled out, or taken back, nodes of two declarations run: each finds its own indexes, and an older
// node that starts again must not drop those of a newer one. So an index that is no longer declared stays for a week,
// counted from the first start that did not declare it, and a start that declares it stops the count. Two kinds under one
// name stand side by side, the later with a suffix. A unique index never changes its fields under its name
// (store.Collection.Follows). A new one holds for what was there and for what newer nodes write; documents that a node
// of the older declaration writes meanwhile get their key by the Ensure after it, which looks at all documents until one
// start finds nothing to do. Keys of an index that is no longer declared are given up by every write of the newer nodes.
//
// Open connects; Close disconnects. A Store is safe for concurrent use. The package imports app/store
// and the MongoDB driver.
package mongostore
