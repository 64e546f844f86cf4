// Package enginetest is the conformance suite of search.Engine: what callers may rely on whichever engine runs.
// Every implementation runs it in its own tests, against real parts.
package enginetest
