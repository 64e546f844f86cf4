// Package meili is the search engine over a Meilisearch server. It is the only package that imports its client.
//
// The server stores our own analysis: the stems of either language and the words as written stand in fields of their
// own, so that Polish is found in every inflection, and what a person types is completed and forgiven errors by the
// server. The server's order selects candidates; it is never shown as a match score.
//
// Meilisearch orders by rules in buckets, and a merge of queries takes the best of them, never the sum that BM25 is. So each
// of a need's heaviest terms is looked for by itself: queries list the documents that have it in each of six grades of
// prominence as facet counts of their ids, and the weights are added here. Which terms are looked for, and with what
// weight, both engines take from text.Wanted and the node's own lexicon. On the judged topics the ten best after scoring
// are those of the embedded engine for 99.8 % of the English ones, 97 % of the Polish ones and 94 % of the labels of
// concepts; with queries led by each heavy term and merged by the server they were for 43 %. Documents carry vectors for
// searches to come; a model of another length needs splot reindex.
//
// New does no I/O. Prepare creates the index and its settings and is called once at start; Put, Delete and Rebuild
// return when the server has done the work and report a task that failed. A server that does not answer gives
// search.ErrUnavailable. Every hit's visibility is decided again here, whatever the server's filter said.
//
// An Engine is safe for concurrent use. Several nodes may share an index: a rebuild by one of them takes in what the
// others write meanwhile. It imports search, search/text and meilisearch-go.
package meili
