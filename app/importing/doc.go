// Package importing brings organisations and audit entries in from tables that people have. The command line uses it,
// and so may any other client: a plan is made, shown, and applied or not.
//
// The way of a file: a table is read (tabular), its columns are found by what they mean (Columns), its cells are
// converted to what the fields hold (convert), each row is compared with what is stored, and the result is a Plan that
// says for each row what would become of it. Apply does just that and nothing else, so a dry run is the report of a plan
// that is not applied: the same bytes.
//
// Whose word counts: a column that the file does not have changes nothing. Of each field it is remembered what the
// source said last (app.ImportMemory). If the stored value is still that, the file may change it, also to nothing; if a
// person has changed it since, theirs stays and the report says so. A value of which nothing is remembered counts as a
// person's, unless nobody can have changed the document since it was made. An entry that is submitted, in review, sent
// back for changes or withdrawn is not touched. A changed row of an approved entry begins the draft of its next version,
// or with Approve is that version, unless a person has begun one.
//
// Which organisation a row means is found by its tax number, then by its id in the cluster's earlier imports, then by
// its name in the cluster, which the report calls probable. One that the platform knows already joins the cluster by the
// rule of memberships, and its profile stays as it is.
//
// Nothing of an import is a transaction of more than one document: one that was broken off is repeated, and what was
// entered counts as unchanged. The package reads the collections of others and writes through their use cases, which
// the wiring gives; it imports app, app/store, app/records and app/importing/tabular.
package importing
