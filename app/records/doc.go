// Package records declares the collections of the nouns that more than one feature reads, with their indexes, and the
// topics of all events that writes cause. It imports app and app/store.
//
// Every feature may read these collections; each is written by one feature only, which its declaration names. The
// compiler helps to keep it so: Set hands out store.View, which cannot write, and whoever writes a collection opens it as
// store.Set by its declaration, in the one place where the feature is made. Tests write through recordstest.
//
// An event says who did it (store.Event.By), whatever its topic: a trail needs no more than to follow all of them.
package records
