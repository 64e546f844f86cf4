package records

import (
	"strconv"
	"time"

	"splot/app"
	"splot/app/store"
)

// Entries is written by entry.
var Entries = &store.Collection{
	Name: "entries",
	Fields: join(
		text("kind", "cluster", "organisation", "author", "auditor", "state", "externalID", "seenBy"),
		fields(store.Bool, "live"),
		fields(store.Time, "updatedAt", "submittedAt", "approved.at", "approved.validUntil"),
	),
	Indexes: []store.Index{
		by("organisation", "organisation", "updatedAt"),
		by("cluster", "cluster", "state", "updatedAt"),
		by("clusterRecent", "cluster", "updatedAt"),
		by("auditor", "auditor", "state", "submittedAt"),
		by("state", "state", "submittedAt"),
		by("live", "live", "approved.validUntil"),
		by("updated", "updatedAt"),
		{Name: "externalID", Fields: []string{"organisation", "externalID"}, Unique: true, Sparse: true},
	},
}

// Version is one frozen version of an entry, as it was submitted, and never changed: what became of it stands in the
// history of the entry. Its id is VersionID.
type Version struct {
	Entry       app.ID      `bson:"entry"`
	Number      int         `bson:"number"`
	Content     app.Content `bson:"content"`
	By          app.ID      `bson:"by"`
	SubmittedAt time.Time   `bson:"submittedAt"`
}

// Versions is written by entry.
var Versions = &store.Collection{
	Name:    "versions",
	Fields:  join(text("entry"), fields(store.Int, "number")),
	Indexes: []store.Index{{Name: "entry", Fields: []string{"entry", "number"}, Unique: true}},
}

// VersionID is the id of a version's document.
func VersionID(entry app.ID, number int) string { return string(entry) + "." + strconv.Itoa(number) }
