// Package member is the clusters and the organisations that belong to them: their profiles, states,
// membership and exclusions. It is the only writer of the clusters and organisations collections.
package member
