//go:build race

package eval_test

// raced skips the long measurements of code that runs in one goroutine: the detector makes them ten times longer and
// has nothing to find.
const raced = true
