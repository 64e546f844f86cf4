// Package member is the clusters and the organisations that belong to them: their profiles, states,
// membership and exclusions. It is the only writer of the clusters, organisations and membership requests.
//
// A membership gives the cluster's manager reach over the organisation: its profile, people and archive. So an
// organisation that is on the platform joins by its own consent: it is asked, and its representative answers; without one
// a manager of its present clusters, without these an admin. Until then nothing changes for it, and one that the manager
// may not see answers as one that is not there. Only an organisation that no cluster has, that nobody represents and that
// the manager's cluster had last is taken back without asking: that undoes a mistake. A request is decided in its own
// document, and the membership follows it, at once and by the request's event, so that a withdrawal at the same moment
// either comes first or is too late.
//
// An organisation that excludes another does not exist for its people: not in a list, a search or a number of members, not
// by its id, not as a coordinator, and neither do its entries. Nobody is told of being excluded, and comparing two answers
// does not tell it either. Who follows it by an office (its own people, its cluster's manager, an entry's auditor) sees it
// all the same: the one rule is app.Actor.Sees and app.Actor.Knows.
//
// What anonymous teasers tell of an organisation is stored with it (Hint), and changes with who else is there.
package member
