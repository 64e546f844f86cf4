//go:build race

package program_test

// raced makes the proof by kill -9 short: make crash runs it in full without the detector, which makes each start of
// a child ten times longer.
const raced = true
