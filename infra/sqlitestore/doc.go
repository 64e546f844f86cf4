// Package sqlitestore keeps the documents in one SQLite file of a data folder: the embedded default.
//
// Layout: a table for each collection (id, version, a column for each declared plain field, body), a
// side table for each index that an array field begins (and each array field without one), an SQL
// index for each other index, and the table outbox, which is written in the same transaction as the
// document. The collections' declarations are kept too: a table whose declaration has changed is
// rebuilt from the bodies by Ensure.
//
// Lifecycle: Open locks the folder, so that no second process writes into it, and starts one writer
// goroutine; Close writes what was queued, ends the goroutine and lets the folder go.
//
// Concurrency: any number of callers. Reads run side by side, each on a snapshot of what was
// committed. Writes queue for the writer, which commits all that wait with one fsync, each of them
// in a savepoint of its own; a write returns after the fsync. The queue is bounded: a caller waits
// for a place in it until its context ends.
//
// It imports app/store and the SQLite driver.
package sqlitestore
