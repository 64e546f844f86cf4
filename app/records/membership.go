package records

import (
	"splot/app"
	"splot/app/store"
)

// Memberships is written by member.
var Memberships = &store.Collection{
	Name:   "membershipRequests",
	Fields: join(text("cluster", "organisation", "state", "open"), fields(store.Time, "createdAt")),
	Indexes: []store.Index{
		{Name: "open", Fields: []string{"open"}, Unique: true, Sparse: true},
		by("cluster", "cluster", "organisation", "createdAt"),
		by("organisation", "organisation", "state"),
		by("state", "state", "createdAt"),
	},
}

// MembershipStep is the payload of TopicMembership.
type MembershipStep struct {
	Action       string `bson:"action"` // asked, accepted, declined, withdrawn, joined, left or removed
	Cluster      app.ID `bson:"cluster"`
	Organisation app.ID `bson:"organisation"`
}
