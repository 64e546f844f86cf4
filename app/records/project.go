package records

import "splot/app/store"

// Projects is written by consortium.
var Projects = &store.Collection{
	Name: "projects",
	Fields: join(
		text("organisation", "cluster", "state", "need"), lists("parties"), fields(store.Time, "updatedAt"),
	),
	Indexes: []store.Index{
		by("organisation", "organisation", "updatedAt"),
		by("cluster", "cluster", "updatedAt"),
		by("parties", "parties", "updatedAt"),
	},
}
