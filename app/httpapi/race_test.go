//go:build race

package httpapi_test

// raced leaves the storm out: the detector keeps several times the memory. make storm runs it without.
const raced = true
