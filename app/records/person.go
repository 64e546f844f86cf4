package records

import (
	"time"

	"splot/app"
	"splot/app/store"
)

// PersonStep is the payload of TopicPerson; who did it stands in the event.
type PersonStep struct {
	Given    []app.Grant `bson:"given,omitempty"`
	Taken    []app.Grant `bson:"taken,omitempty"`
	Disabled bool        `bson:"disabled,omitempty"` // was kept from signing in
	Enabled  bool        `bson:"enabled,omitempty"`
	Created  bool        `bson:"created,omitempty"`
	// Invitation is the accepted one that the grants come from.
	Invitation app.ID `bson:"invitation,omitempty"`
}

// InvitationStep is the payload of TopicInvitation.
type InvitationStep struct {
	Action string   `bson:"action"` // made, sent, accepted, withdrawn or replaced
	Scopes []string `bson:"scopes"` // of its grants, as in app.Grant.Scope
}

// GrantRow says that somebody gave or took a role, or kept a person from signing in. Rows are added and never changed.
type GrantRow struct {
	At     time.Time `bson:"at"`
	By     app.ID    `bson:"by"` // empty for the program: set-up, the command line
	Person app.ID    `bson:"person"`
	Action string    `bson:"action"` // one of GrantActions
	Grant  app.Grant `bson:"grant"`  // zero for disabled and enabled
	Scope  string    `bson:"scope"`  // of the grant, for queries
	// Clusters are the grant's or, of a representative, those of the organisation at that time: whose managers see it.
	Clusters   []app.ID `bson:"clusters"`
	Invitation app.ID   `bson:"invitation,omitempty"`
}

// GrantActions lists what rows tell.
var GrantActions = []string{"given", "taken", "disabled", "enabled"}

// Grants is the trail of grants. It is written by account.
var Grants = &store.Collection{
	Name:   "grantTrail",
	Fields: join(text("person", "action", "scope", "invitation"), lists("clusters"), fields(store.Time, "at")),
	Indexes: []store.Index{
		by("at", "at"),
		by("clusters", "clusters", "at"),
		by("person", "person", "scope", "at"),
		by("scope", "scope", "at"),
		by("invitation", "invitation"),
	},
}
