// Package app holds the nouns of the product with their limits and validation, ids, roles and the one
// table of permissions, errors and the clock. Everything may import it; it imports the standard
// library only.
package app
