package records

import "splot/app/store"

// Watches is written by watch.
var Watches = &store.Collection{
	Name:   "watches",
	Fields: join(text("person"), fields(store.Int, "slot"), fields(store.Time, "createdAt", "updatedAt")),
	Indexes: []store.Index{
		{Name: "slot", Fields: []string{"person", "slot"}, Unique: true},
		by("updated", "updatedAt"),
	},
}

// WatchHits is written by watch. Ids are app.WatchHitID.
var WatchHits = &store.Collection{
	Name:   "watchHits",
	Fields: join(text("watch", "person", "entry"), fields(store.Time, "at")),
	Indexes: []store.Index{
		by("watch", "watch", "at"),
		by("entry", "entry"),
	},
}
