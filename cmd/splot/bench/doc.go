// Package bench measures Splot on this machine: the index and the whole program on generated entries that are always the
// same. Every measure is a figure beside what is wanted; none fails for being slow.
package bench
