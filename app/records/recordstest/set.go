// Package recordstest opens the collections of package records for writing, whoever their writer is: tests put documents
// there that other features would have made. Only tests import it.
package recordstest

import (
	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Set is records.Set, for writing.
type Set struct {
	Store         store.Store
	Clusters      store.Set[app.Cluster]
	Organisations store.Set[app.Organisation]
	Memberships   store.Set[app.MembershipRequest]
	People        store.Set[app.Person]
	Grants        store.Set[records.GrantRow]
	Entries       store.Set[app.Entry]
	Versions      store.Set[records.Version]
	Matches       store.Set[app.Match]
	Notifications store.Set[app.Notification]
	Gains         store.Set[records.Recomputed]
	Watches       store.Set[app.Watch]
	WatchHits     store.Set[app.WatchHit]
	Projects      store.Set[app.Project]
}

// In opens the collections of a store.
func In(s store.Store) Set {
	return Set{
		Store:         s,
		Clusters:      store.Set[app.Cluster]{Store: s, Collection: records.Clusters},
		Organisations: store.Set[app.Organisation]{Store: s, Collection: records.Organisations},
		Memberships:   store.Set[app.MembershipRequest]{Store: s, Collection: records.Memberships},
		People:        store.Set[app.Person]{Store: s, Collection: records.People},
		Grants:        store.Set[records.GrantRow]{Store: s, Collection: records.Grants},
		Entries:       store.Set[app.Entry]{Store: s, Collection: records.Entries},
		Versions:      store.Set[records.Version]{Store: s, Collection: records.Versions},
		Matches:       store.Set[app.Match]{Store: s, Collection: records.Matches},
		Notifications: store.Set[app.Notification]{Store: s, Collection: records.Notifications},
		Gains:         store.Set[records.Recomputed]{Store: s, Collection: records.RecomputedFor},
		Watches:       store.Set[app.Watch]{Store: s, Collection: records.Watches},
		WatchHits:     store.Set[app.WatchHit]{Store: s, Collection: records.WatchHits},
		Projects:      store.Set[app.Project]{Store: s, Collection: records.Projects},
	}
}
