// Package trial makes an installation in a temporary folder, with two organisations and a person for each role, for
// measuring and for tests of the whole program.
package trial
