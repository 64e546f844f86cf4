// Package channel keeps append-only logs in the document store: a person's inbox, a chat room, a board.
// Sequence numbers are dense from 1 within a channel. Any node may append; there is no leader.
//
// One document holds one burst, that is one or more entries with consecutive numbers, and its id is the
// channel and the first of them. An appender inserts right after the end that it read; the id is unique,
// so of several appenders after the same end one succeeds, and the others read again. Thus the bursts of
// a channel form one chain without gaps, overlaps or branches.
//
// Each entry names its client and the client's own number (cseq). Between reading the end and inserting
// after it, an appender looks whether the channel knows the pair. If the insert then succeeds, nothing
// was appended since the end was read, so the answer still holds: a pair is appended once, however often
// and wherever it is sent.
//
// After the insert the entries are handed to Options.Publish, in order. Publishing may fail or be lost;
// readers compare with the log.
//
// Concurrency: everything exported may be called from any goroutine. Appends of one process on one channel
// are gathered into bursts. The package starts no goroutine. It imports app and app/store.
package channel
