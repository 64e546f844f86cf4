package account

import (
	"time"

	"splot/app"
	"splot/app/store"
)

// Credentials hold password hashes, apart from the people they belong to; the id is the person's.
var Credentials = &store.Collection{Name: "credentials"}

type credential struct {
	Hash      string    `bson:"hash"` // argon2id, PHC string
	ChangedAt time.Time `bson:"changedAt"`
}

// Sessions are who is signed in where; the id is the SHA-256 of the token.
var Sessions = &store.Collection{
	Name:   "sessions",
	Fields: []store.Field{{Name: "person", Type: store.String}, {Name: "seenAt", Type: store.Time}, {Name: "expiresAt", Type: store.Time}},
	Indexes: []store.Index{
		{Name: "person", Fields: []string{"person", "seenAt"}},
		{Name: "expires", Fields: []string{"expiresAt"}},
	},
}

type session struct {
	Handle    app.ID    `bson:"handle"` // the name that is shown; no way in
	Person    app.ID    `bson:"person"`
	Agent     string    `bson:"agent"`
	CreatedAt time.Time `bson:"createdAt"`
	SeenAt    time.Time `bson:"seenAt"`
	ExpiresAt time.Time `bson:"expiresAt"` // idle or absolute, whichever is sooner
}

// Links are one-time links for set-up, invitation and password reset.
var Links = &store.Collection{
	Name: "links",
	Fields: []store.Field{
		{Name: "hash", Type: store.String},
		{Name: "kind", Type: store.String},
		{Name: "email", Type: store.String},
		{Name: "expiresAt", Type: store.Time},
		{Name: "scopes", Type: store.String, Array: true},
	},
	Indexes: []store.Index{
		{Name: "hash", Fields: []string{"hash"}, Unique: true, Sparse: true},
		{Name: "kind", Fields: []string{"kind", "email"}},
		{Name: "scopes", Fields: []string{"scopes", "expiresAt"}},
		{Name: "expires", Fields: []string{"expiresAt"}},
	},
}

type linkKind string

const (
	linkSetUp      linkKind = "setup"
	linkInvitation linkKind = "invitation"
	linkReset      linkKind = "reset"
)

type link struct {
	Kind linkKind `bson:"kind"`
	// Hash is the SHA-256 of the token; missing until the letter with the token is written.
	Hash         string      `bson:"hash,omitempty"`
	Email        string      `bson:"email,omitempty"`
	Name         string      `bson:"name,omitempty"`
	Locale       app.Lang    `bson:"locale,omitempty"`
	Organisation app.ID      `bson:"organisation,omitempty"`
	Grants       []app.Grant `bson:"grants,omitempty"`
	Scopes       []string    `bson:"scopes,omitempty"`
	By           app.ID      `bson:"by,omitempty"`
	CreatedAt    time.Time   `bson:"createdAt"`
	ExpiresAt    time.Time   `bson:"expiresAt"`
	SentAt       time.Time   `bson:"sentAt,omitempty"`
}

// Collections lists the declarations, for store.Ensure.
func Collections() []*store.Collection {
	return []*store.Collection{Credentials, Sessions, Links, Locks}
}
