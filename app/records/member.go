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
	Name:   "organisations",
	Fields: join(text("name", "origin", "size", "voivodeship", "state", "nip", "externalID"), lists("clusters", "pkd", "kis"), fields(store.Time, "updatedAt")),
	Indexes: []store.Index{
		by("name", "name"),
		by("clusters", "clusters", "name"),
		by("origin", "origin", "name"),
		by("voivodeship", "voivodeship", "name"),
		by("state", "state", "name"),
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
