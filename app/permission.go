package app

import "slices"

// Operation names something that can be done; the API and the use cases share the names.
type Operation string

// Reach is how far from a role's own scope an operation goes.
type Reach int

// The reaches, each including those before it.
const (
	// Nowhere: the role may not.
	Nowhere Reach = iota
	// Own: the own organisation, the own cluster for cluster roles, the assigned entry for an auditor,
	// the own person.
	Own
	// SameCluster: whatever belongs to a cluster of the actor.
	SameCluster
	// Everywhere on the platform.
	Everywhere
)

// The operations.
const (
	OpReadPublic Operation = "public.read" // coded lists, health, documentation

	OpSignIn         Operation = "session.create"
	OpSetUp          Operation = "setup.use"
	OpUseInvitation  Operation = "invitation.use"
	OpResetPassword  Operation = "password.reset"
	OpOwnAccount     Operation = "account.own" // session, password, preferences
	OpNotifications  Operation = "notification.own"
	OpSearch         Operation = "search"
	OpListPeople     Operation = "person.list"
	OpInvite         Operation = "person.invite"
	OpGrant          Operation = "person.grant"
	OpTrail          Operation = "person.trail" // who gave and took which role
	OpListClusters   Operation = "cluster.list"
	OpReadCluster    Operation = "cluster.read"
	OpCreateCluster  Operation = "cluster.create"
	OpEditCluster    Operation = "cluster.edit"
	OpClusterMembers Operation = "cluster.members" // ask an organisation to join, take the request back, end a membership

	OpListMemberships  Operation = "membership.list"   // requests to join a cluster: of the own cluster, and those to decide
	OpAnswerMembership Operation = "membership.answer" // a manager or admin only where nobody represents the organisation
	OpLeaveCluster     Operation = "membership.leave"

	OpListOrganisations  Operation = "organisation.list"
	OpReadOrganisation   Operation = "organisation.read"
	OpCreateOrganisation Operation = "organisation.create"
	OpEditOrganisation   Operation = "organisation.edit"
	OpPublish            Operation = "organisation.publish"
	OpArchive            Operation = "organisation.archive"
	OpExclusions         Operation = "organisation.exclusions"

	OpListEntries  Operation = "entry.list"
	OpReadEntry    Operation = "entry.read"
	OpCreateEntry  Operation = "entry.create"
	OpEditEntry    Operation = "entry.edit"   // also submit, withdraw, renew, delete, visibility, attachments
	OpFollowEntry  Operation = "entry.follow" // versions, comparison, remarks, history
	OpAssign       Operation = "entry.assign"
	OpReview       Operation = "entry.review" // score, remark, request changes, approve
	OpQueue        Operation = "entry.queue"
	OpConfidential Operation = "entry.confidential" // besides mutual partners
	OpListMatches  Operation = "match.list"
	OpReadMatch    Operation = "match.read"
	OpActOnMatch   Operation = "match.act"
	OpGap          Operation = "match.gap"        // why a need has no good matches
	OpAskManager   Operation = "match.ask"        // ask the cluster's manager about such a need
	OpRematch      Operation = "match.rematch"    // match everything anew
	OpWeights      Operation = "matching.weights" // see and switch what was learned
	OpParked       Operation = "platform.parked"

	OpOwnWatches      Operation = "watch.own"
	OpCompose         Operation = "consortium.compose" // capabilities of a need or call, and the team that covers them
	OpListProjects    Operation = "project.list"
	OpReadProject     Operation = "project.read" // the owner and its cluster's manager; also who is invited
	OpCreateProject   Operation = "project.create"
	OpEditProject     Operation = "project.edit" // also delete, invite
	OpAnswerProject   Operation = "project.answer"
	OpReadGlossary    Operation = "glossary.read"
	OpAddGlossaryTerm Operation = "glossary.add"
	OpEditGlossary    Operation = "glossary.edit" // change and delete a term
)

// permissions is the one table of who may do what. What is not listed is denied.
var permissions = map[Operation]map[Role]Reach{
	OpReadPublic:    {RolePublic: Everywhere},
	OpSignIn:        {RolePublic: Everywhere},
	OpSetUp:         {RolePublic: Everywhere},
	OpUseInvitation: {RolePublic: Everywhere},
	OpResetPassword: {RolePublic: Everywhere},

	OpOwnAccount:    {RolePerson: Own},
	OpNotifications: {RolePerson: Own},
	OpSearch:        {RolePerson: Everywhere},

	OpListPeople: {RoleAdmin: Everywhere, RoleManager: Own, RoleRepresentative: Own},
	OpInvite:     {RoleAdmin: Everywhere, RoleManager: Own, RoleRepresentative: Own},
	OpTrail:      {RoleAdmin: Everywhere, RoleManager: Own},
	OpGrant:      {RoleAdmin: Everywhere, RoleManager: Own},

	OpListClusters:   {RolePerson: Everywhere},
	OpReadCluster:    {RolePerson: Everywhere},
	OpCreateCluster:  {RoleAdmin: Everywhere},
	OpEditCluster:    {RoleAdmin: Everywhere, RoleManager: Own},
	OpClusterMembers: {RoleAdmin: Everywhere, RoleManager: Own},

	OpListMemberships:  {RoleAdmin: Everywhere, RoleManager: Own, RoleRepresentative: Own},
	OpAnswerMembership: {RoleAdmin: Everywhere, RoleManager: Own, RoleRepresentative: Own},
	OpLeaveCluster:     {RoleRepresentative: Own},

	OpListOrganisations:  {RolePerson: Everywhere},
	OpReadOrganisation:   {RolePerson: Everywhere}, // a draft or archived one only for those who may edit it
	OpCreateOrganisation: {RoleAdmin: Everywhere, RoleManager: Own},
	OpEditOrganisation:   {RoleManager: Own, RoleRepresentative: Own},
	OpPublish:            {RoleManager: Own, RoleRepresentative: Own},
	OpArchive:            {RoleManager: Own},
	OpExclusions:         {RoleRepresentative: Own},

	OpListEntries:  {RolePerson: Everywhere},                                                                         // each sees what they may read
	OpReadEntry:    {RoleRepresentative: SameCluster, RoleManager: Own, RoleAnimator: Own, RoleAuditor: SameCluster}, // of visibility cluster; network and teaser go further
	OpCreateEntry:  {RoleRepresentative: Own},
	OpEditEntry:    {RoleRepresentative: Own},
	OpFollowEntry:  {RoleRepresentative: Own, RoleManager: Own, RoleAuditor: Own},
	OpAssign:       {RoleManager: Own},
	OpReview:       {RoleAuditor: Own},
	OpQueue:        {RoleManager: Own, RoleAuditor: Own},
	OpConfidential: {RoleRepresentative: Own, RoleAuditor: Own},

	OpListMatches: {RoleManager: Own, RoleRepresentative: Own},
	OpReadMatch:   {RoleManager: Own, RoleRepresentative: Own},
	OpActOnMatch:  {RoleRepresentative: Own},
	OpGap:         {RoleManager: Own, RoleRepresentative: Own},
	OpAskManager:  {RoleRepresentative: Own},
	OpRematch:     {RoleAdmin: Everywhere},

	OpWeights: {RoleAdmin: Everywhere},
	OpParked:  {RoleAdmin: Everywhere},

	OpOwnWatches: {RolePerson: Own},

	OpCompose:       {RoleManager: Own, RoleRepresentative: Own},
	OpListProjects:  {RoleManager: Own, RoleRepresentative: Own},
	OpReadProject:   {RoleManager: Own, RoleRepresentative: Own},
	OpCreateProject: {RoleManager: Own, RoleRepresentative: Own},
	OpEditProject:   {RoleManager: Own, RoleRepresentative: Own},
	OpAnswerProject: {RoleRepresentative: Own},

	OpReadGlossary:    {RolePerson: Everywhere},
	OpAddGlossaryTerm: {RoleAdmin: Everywhere, RoleManager: Own},
	OpEditGlossary:    {RoleAdmin: Everywhere, RoleManager: Own}, // of the own cluster's terms
}

// Operations lists every operation of the table, sorted.
func Operations() []Operation {
	list := make([]Operation, 0, len(permissions))
	for op := range permissions {
		list = append(list, op)
	}
	slices.Sort(list)
	return list
}

// ReachOf is the table's answer for a role.
func ReachOf(op Operation, role Role) Reach { return permissions[op][role] }

// Target is what an operation is done to, as far as permission depends on it.
type Target struct {
	Organisations []ID // owners: one, or both sides of a match
	Clusters      []ID
	Person        ID
	Auditor       ID
	Authors       []ID // of an entry: they never audit it
}

// May tells whether the table allows the actor to do the operation to the target.
func (a Actor) May(op Operation, t Target) bool {
	if a.System {
		return true
	}
	row := permissions[op]
	if row[RolePublic] > Nowhere {
		return true
	}
	if a.Person == "" {
		return false
	}
	if r := row[RolePerson]; r == Everywhere || r >= Own && t.Person == a.Person {
		return true
	}
	return slices.ContainsFunc(a.Grants, func(g Grant) bool {
		reach := row[g.Role]
		return reach > Nowhere && reach >= a.distance(g, t)
	})
}

// BelongsTo tells whether an organisation is the actor's own, or one that they represent.
func (a Actor) BelongsTo(organisation ID) bool {
	return organisation == a.Organisation || slices.Contains(a.Represents(), organisation)
}

// distance is how far the target is from the scope of one grant.
func (a Actor) distance(g Grant, t Target) Reach {
	near := slices.ContainsFunc(t.Clusters, func(c ID) bool { return slices.Contains(a.Clusters, c) })
	own := false
	switch g.Role {
	case RoleAdmin:
		return Everywhere
	case RoleRepresentative:
		own = slices.Contains(t.Organisations, g.Organisation)
	case RoleManager, RoleAnimator:
		own = slices.Contains(t.Clusters, g.Cluster)
	case RoleAuditor:
		own = t.Auditor == a.Person && slices.Contains(t.Clusters, g.Cluster) && !slices.Contains(t.Authors, a.Person) &&
			!slices.ContainsFunc(t.Organisations, a.BelongsTo)
	}
	switch {
	case own:
		return Own
	case near:
		return SameCluster
	}
	return Everywhere
}
