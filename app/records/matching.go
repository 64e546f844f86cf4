package records

import "splot/app/store"

// Matches is written by matching. Ids say nothing; the pair of entries is unique.
var Matches = &store.Collection{
	Name: "matches",
	Fields: join(
		text("pair", "state", "need.entry", "offer.entry", "need.organisation", "offer.organisation", "offer.kind", "need.cluster", "offer.cluster"),
		lists("entries", "organisations", "clusters", "shownTo", "hiddenBy", "unseenBy"),
		fields(store.Float, "score"), fields(store.Bool, "closed"), fields(store.Time, "createdAt", "updatedAt", "need.interestedAt"),
	),
	Indexes: []store.Index{
		{Name: "pair", Fields: []string{"pair"}, Unique: true},
		by("entries", "entries", "score"),
		by("shown", "shownTo", "closed", "score"),
		by("shownNew", "shownTo", "closed", "createdAt"),
		by("shownState", "shownTo", "closed", "state"),
		by("hidden", "hiddenBy", "closed", "score"),
		by("clusters", "clusters", "closed", "score"),
		by("clustersState", "clusters", "closed", "state"),
		by("need", "need.entry", "score"),
		by("offer", "offer.entry", "score"),
		by("state", "state", "updatedAt"),
		by("needOf", "need.organisation", "score"),
		by("requests", "offer.organisation", "need.interestedAt"),
	},
}

// Notifications is written by notify.
var Notifications = &store.Collection{
	Name:   "notifications",
	Fields: join(text("recipient", "cause", "state", "kind", "subject"), fields(store.Time, "createdAt")),
	Indexes: []store.Index{
		{Name: "cause", Fields: []string{"recipient", "cause"}, Unique: true},
		by("recent", "recipient", "createdAt"),
		by("state", "recipient", "state", "createdAt"),
		by("subject", "subject", "kind"),
	},
}
