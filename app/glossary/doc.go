// Package glossary keeps the terms that cluster managers add to the Polish–English glossary, and brings them to where
// texts are analysed while the program runs.
//
// A change of a term commits with its event. Whoever handles it, on whatever node, calls Load on each node, which
// replaces the analysis' extension by what the store holds, and then has the needs that contain the term matched anew.
// Terms are one vocabulary for the whole platform: everyone reads them, the managers of the cluster that added a term
// and admins change it.
//
// A Service does no I/O when made, owns no goroutine and is safe for concurrent use. It imports app, app/records and
// app/store.
package glossary
