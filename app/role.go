package app

import (
	"slices"
	"strings"
)

// Role is what a person may be, each in its scope.
type Role string

// The roles. Person and Public are no grants: everyone signed in is a Person, everyone is Public.
const (
	RoleAdmin          Role = "admin"          // platform
	RoleManager        Role = "manager"        // cluster
	RoleAnimator       Role = "animator"       // cluster
	RoleAuditor        Role = "auditor"        // cluster
	RoleRepresentative Role = "representative" // organisation
	RoleGuest          Role = "guest"          // one workshop or event
	RolePerson         Role = "person"
	RolePublic         Role = "public"
)

// Roles lists the roles that are granted.
var Roles = []Role{RoleAdmin, RoleManager, RoleAnimator, RoleAuditor, RoleRepresentative, RoleGuest}

// Grant gives a role in its scope: a cluster, an organisation, or neither for the platform.
type Grant struct {
	Role         Role `bson:"role"`
	Cluster      ID   `bson:"cluster,omitempty"`
	Organisation ID   `bson:"organisation,omitempty"`
}

// Scope is the grant as one string, for example "manager:<cluster id>" or "admin:".
func (g Grant) Scope() string {
	return string(g.Role) + ":" + string(g.Cluster) + string(g.Organisation)
}

// ParseScope is the grant that Scope wrote.
func ParseScope(scope string) (Grant, bool) {
	role, id, ok := strings.Cut(scope, ":")
	g := Grant{Role: Role(role)}
	switch {
	case !ok || !slices.Contains(Roles, g.Role):
		return Grant{}, false
	case g.Role == RoleRepresentative:
		g.Organisation = ID(id)
	default:
		g.Cluster = ID(id)
	}
	return g, true
}

// Actor is who asks: a person with the grants read for this request. The zero Actor is nobody.
type Actor struct {
	Person ID
	Lang   Lang
	Grants []Grant
	// Organisation is the person's own organisation, whose entries they never audit.
	Organisation ID
	// Clusters are the clusters of the organisations that the actor represents, and those that the
	// actor has a cluster role in: what "the own cluster" means for reading.
	Clusters []ID
	// System marks the program itself (feed handlers, import by the command line).
	System bool
}

// Has tells whether the actor has a grant of the role, in whatever scope.
func (a Actor) Has(role Role) bool {
	for _, g := range a.Grants {
		if g.Role == role {
			return true
		}
	}
	return false
}

// In lists the clusters in which the actor has the role.
func (a Actor) In(role Role) []ID {
	var ids []ID
	for _, g := range a.Grants {
		if g.Role == role {
			ids = append(ids, g.Cluster)
		}
	}
	return ids
}

// Represents lists the organisations that the actor represents.
func (a Actor) Represents() []ID {
	var ids []ID
	for _, g := range a.Grants {
		if g.Role == RoleRepresentative {
			ids = append(ids, g.Organisation)
		}
	}
	return ids
}
