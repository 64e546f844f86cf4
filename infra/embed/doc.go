// Package embed is a client of embedding servers: it turns texts into vectors as a search.Embedder. The path of the
// address tells what the server speaks: OpenAI's /v1/embeddings, Ollama's /api/embed or its older /api/embeddings.
//
// Texts of concurrent callers with one role travel together: a request leaves when it holds MaxTexts texts or
// MaxBytes bytes, or after a few milliseconds. A request is tried again after 429, 5xx and broken connections, with
// jitter and heeding Retry-After. A server that keeps failing is left alone for a while, and then asked by one
// request before the others. Answers are read up to a limit and checked whole. Neither texts nor what a server
// answers stand in logs or errors.
//
// New does no I/O. A Client is safe for concurrent use; Close ends its requests and returns when their goroutines
// have. It imports search.
package embed
