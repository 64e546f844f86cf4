// Package consortium splits a large need or a call into the capabilities that it takes, finds the smallest strong team
// that covers them, and keeps the project draft in which the team is invited.
//
// A team is composed with the eyes of the organisation that starts it, whoever composes: a manager who sees more than
// that organisation must not put it into its project. An anonymous teaser takes part as a party of its own, without its
// owner's identity and never joined with another entry of the same owner, for that would tell whose they are. Such a
// member is not invited by the project: the invitation to it is an interest in its match with the project's need, and
// once that is mutual the member is shown with its name and can be invited. Exclusions hold between all members, in
// both directions, the anonymous ones included.
//
// A project is seen by its owner, the managers of its cluster and the organisations that were invited; for everybody
// else it does not exist. A member who must not learn of another (one excludes the other) sees an unnamed organisation.
//
// A Service does no I/O when made, owns no goroutine and is safe for concurrent use. It imports app, app/records,
// app/store, app/consortium/cover, search and search/capability.
package consortium
