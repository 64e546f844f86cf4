// Package vectors keeps the embeddings of live entries where an embedding server is configured.
//
// A Cache answers from memory, then from the collection "vectors", where a vector stands under the hash of model, role
// and text, and asks the server only for what nobody has asked before; a restart embeds nothing anew. What no live
// entry has needed for KeepFor is deleted.
//
// A Service holds the vectors of live entries for scoring. Whoever indexes says Want for every version of an entry
// and Drop when it leaves; neither waits. Run fetches what is wanted, newest first, and has entries matched once more
// whose vector, or whose partner's, was not there when they were matched. While the server is down everything goes on
// without vectors, and Run tries again. Only search.Entry.EmbeddedText leaves the program: what is indexed.
//
// What a cosine means differs from model to model: a fixed set of needs and answers in both languages, embedded once, gives
// each model its scale (calibration.go): 0 as strangers, 1 as an answer, whatever entries there are. An entry is matched
// at once with what there is and once more when its vector came; matching never waits.
//
// New does no I/O; Run owns the only goroutine. Both types are safe for concurrent use. It imports app, app/store and
// search.
package vectors
