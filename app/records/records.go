package records

import (
	"splot/app"
	"splot/app/store"
)

// Set is the collections of one store for reading. The one feature that writes a collection opens it for writing by its
// declaration, as store.Set, and keeps it to itself.
type Set struct {
	Store         store.Store
	Clusters      store.View[app.Cluster]
	Organisations store.View[app.Organisation]
	Memberships   store.View[app.MembershipRequest]
	People        store.View[app.Person]
	Grants        store.View[GrantRow]
	Entries       store.View[app.Entry]
	Versions      store.View[Version]
	Matches       store.View[app.Match]
	Notifications store.View[app.Notification]
	Gains         store.View[Recomputed]
	Watches       store.View[app.Watch]
	WatchHits     store.View[app.WatchHit]
	Projects      store.View[app.Project]
}

// In opens the collections of a store.
func In(s store.Store) Set {
	return Set{
		Store:         s,
		Clusters:      store.ViewOf[app.Cluster](s, Clusters),
		Organisations: store.ViewOf[app.Organisation](s, Organisations),
		Memberships:   store.ViewOf[app.MembershipRequest](s, Memberships),
		People:        store.ViewOf[app.Person](s, People),
		Grants:        store.ViewOf[GrantRow](s, Grants),
		Entries:       store.ViewOf[app.Entry](s, Entries),
		Versions:      store.ViewOf[Version](s, Versions),
		Matches:       store.ViewOf[app.Match](s, Matches),
		Notifications: store.ViewOf[app.Notification](s, Notifications),
		Gains:         store.ViewOf[Recomputed](s, RecomputedFor),
		Watches:       store.ViewOf[app.Watch](s, Watches),
		WatchHits:     store.ViewOf[app.WatchHit](s, WatchHits),
		Projects:      store.ViewOf[app.Project](s, Projects),
	}
}

// Collections lists the declarations, for store.Ensure.
func Collections() []*store.Collection {
	return []*store.Collection{Clusters, Organisations, Memberships, People, Grants, Entries, Versions, Matches, Notifications, RecomputedFor, Watches, WatchHits, Projects}
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
