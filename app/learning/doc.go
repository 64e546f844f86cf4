// Package learning keeps what the weights of matching are learned from — what people did with matches, and what lists
// showed and nobody touched — and the weights themselves: the shipped ones, those that training proposed, and which of
// them an administrator put to use.
//
// What are weights learned from? Interests, declines whose reason tells of relevance (too early, benefit unclear,
// technical objection), and what a list showed for two weeks and nobody touched. Declines for capacity, route,
// description or other reasons are left out: they are about people and texts. What was acted on far down a list counts
// more (1/rank^0.7, at most five times). The shipped weights are the prior, a proposal is stored only if it ranks
// held-out needs better, and only an administrator switches it on.
//
// The log holds features and ids, no texts and no names. Whoever scores reads the weights in use from Active. Handlers
// may run twice. A Service does no I/O when made and owns no goroutine; it is safe for concurrent use.
package learning
