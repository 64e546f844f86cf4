//go:build race

package matching_test

// raced leaves the measurement on real data to make ranking: with the race detector it takes ten times longer.
const raced = true
