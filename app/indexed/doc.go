// Package indexed says what an approved entry and its owner are to the engines and to scoring, what a live entry is, and
// how an actor looks at what is indexed: the room below the features that index, search, match, watch and compose.
//
// What it makes of an entry holds nothing confidential, and of an anonymous teaser neither its owner's names nor more of
// its facts than a teaser tells, so that nobody can ask a search or a score for them. It imports app, app/store and
// search.
package indexed
