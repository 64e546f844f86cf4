// Package storetest is the conformance suite of the port to documents: what every implementation of
// store.Store must do, and must do alike. Run opens a store for each test, so that they share
// nothing; an implementation that passes may stand in for any other.
//
// It imports app/store, the BSON codec and testing, and only tests import it.
package storetest
