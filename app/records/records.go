package records

import (
	"splot/app"
	"splot/app/store"
)

// Set is the typed access to the collections of one store.
type Set struct {
	Store         store.Store
	Clusters      store.Set[app.Cluster]
	Organisations store.Set[app.Organisation]
	Memberships   store.Set[app.MembershipRequest]
	People        store.Set[app.Person]
	Entries       store.Set[app.Entry]
	Versions      store.Set[Version]
	Matches       store.Set[app.Match]
	Notifications store.Set[app.Notification]
	Gains         store.Set[Recomputed]
	Watches       store.Set[app.Watch]
	WatchHits     store.Set[app.WatchHit]
	Projects      store.Set[app.Project]
}

// In opens the collections of a store.
func In(s store.Store) Set {
	return Set{
		Store:         s,
		Clusters:      store.Set[app.Cluster]{Store: s, Collection: Clusters},
		Organisations: store.Set[app.Organisation]{Store: s, Collection: Organisations},
		Memberships:   store.Set[app.MembershipRequest]{Store: s, Collection: Memberships},
		People:        store.Set[app.Person]{Store: s, Collection: People},
		Entries:       store.Set[app.Entry]{Store: s, Collection: Entries},
		Versions:      store.Set[Version]{Store: s, Collection: Versions},
		Matches:       store.Set[app.Match]{Store: s, Collection: Matches},
		Notifications: store.Set[app.Notification]{Store: s, Collection: Notifications},
		Gains:         store.Set[Recomputed]{Store: s, Collection: RecomputedFor},
		Watches:       store.Set[app.Watch]{Store: s, Collection: Watches},
		WatchHits:     store.Set[app.WatchHit]{Store: s, Collection: WatchHits},
		Projects:      store.Set[app.Project]{Store: s, Collection: Projects},
	}
}

// Collections lists the declarations, for store.Ensure.
func Collections() []*store.Collection {
	return []*store.Collection{Clusters, Organisations, Memberships, People, Entries, Versions, Matches, Notifications, RecomputedFor, Watches, WatchHits, Projects}
}

func text(names ...string) []store.Field { return fields(store.String, names...) }

func fields(t store.FieldType, names ...string) []store.Field {
	list := make([]store.Field, len(names))
	for i, name := range names {
		list[i] = store.Field{Name: name, Type: t}
	}
	return list
}

func lists(names ...string) []store.Field {
	list := text(names...)
	for i := range list {
		list[i].Array = true
	}
	return list
}

func join(groups ...[]store.Field) []store.Field {
	var all []store.Field
	for _, g := range groups {
		all = append(all, g...)
	}
	return all
}

func by(name string, fields ...string) store.Index { return store.Index{Name: name, Fields: fields} }
