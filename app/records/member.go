package records

import "splot/app/store"

// Clusters is written by member.
var Clusters = &store.Collection{
	Name:   "clusters",
	Fields: join(text("slug")),
	Indexes: []store.Index{
		{Name: "slug", Fields: []string{"slug"}, Unique: true},
	},
}

// Organisations is written by member.
var Organisations = &store.Collection{
	Name: "organisations",
	Fields: join(text("name", "origin", "size", "voivodeship", "state", "nip", "externalID", "facts", "hint"),
		lists("clusters", "pkd", "kis", "excluded", "seenBy"), fields(store.Time, "updatedAt")),
	Indexes: []store.Index{
		by("name", "name"),
		by("clusters", "clusters", "name"),
		by("origin", "origin", "name"),
		by("voivodeship", "voivodeship", "name"),
		by("state", "state", "name"),
		by("facts", "state", "facts"),
		by("hint", "state", "hint"),
		by("excluded", "excluded"),
		by("seenBy", "seenBy", "name"),
		{Name: "nip", Fields: []string{"nip"}, Unique: true, Sparse: true},
		{Name: "externalID", Fields: []string{"externalID"}, Unique: true, Sparse: true},
	},
}

// People is written by account.
var People = &store.Collection{
	Name:   "people",
	Fields: join(text("email", "name", "organisation"), lists("scopes")),
	Indexes: []store.Index{
		{Name: "email", Fields: []string{"email"}, Unique: true},
		by("scopes", "scopes", "name"),
		by("organisation", "organisation", "name"),
		by("name", "name"),
	},
}
