package app

import "slices"

// Level says how much of an entry somebody sees.
type Level uint8

// The levels, each including those before it.
const (
	// LevelNothing: the entry does not exist for them.
	LevelNothing Level = iota
	// LevelTeaser: what TeaserOf leaves.
	LevelTeaser
	// LevelPublic: everything of the approved version but confidential detail, and whose it is.
	LevelPublic
	// LevelFull: everything.
	LevelFull
)

// Target is the entry as permissions look at it.
func (e *Entry) Target() Target {
	return Target{Organisations: []ID{e.Organisation}, Clusters: []ID{e.Cluster}, Auditor: e.Auditor, Authors: append(e.Authors(), e.Barred...)}
}

// Target is the organisation as permissions look at it.
func (o *Organisation) Target() Target {
	return Target{Organisations: []ID{o.ID}, Clusters: o.Clusters}
}

// Of lists the organisations that the actor is of: the own one and those represented.
func (a Actor) Of() []ID {
	list := a.Represents()
	if a.Organisation != "" && !slices.Contains(list, a.Organisation) {
		list = append(list, a.Organisation)
	}
	return list
}

// OnBehalfOf is the actor that sees what an organisation sees by itself, whoever acts for it.
func OnBehalfOf(o *Organisation) Actor {
	return Actor{
		Person: "organisation:" + o.ID, Organisation: o.ID, Clusters: o.Clusters,
		Grants: []Grant{{Role: RoleRepresentative, Organisation: o.ID}},
	}
}

// Shuts tells whether the organisation excludes one that the actor is of. What it shuts out does not exist for them,
// unless they follow it by an office: its own people, the manager of its cluster, the auditor of an entry.
func (o *Organisation) Shuts(a Actor) bool {
	return !a.System && slices.ContainsFunc(o.Excluded, a.BelongsTo)
}

// Apart tells whether one of two organisations excludes the other.
func (o *Organisation) Apart(other *Organisation) bool {
	return slices.Contains(o.Excluded, other.ID) || slices.Contains(other.Excluded, o.ID)
}

// Sees is how much of an entry the actor sees, whether it is looked for in a list, a search, a team or by its id; only a
// match that both sides agreed to opens more. The owner is needed for what it excludes.
func (a Actor) Sees(e *Entry, owner *Organisation) Level {
	t := e.Target()
	switch {
	case a.May(OpFollowEntry, t) && a.May(OpConfidential, t):
		return LevelFull
	case a.May(OpFollowEntry, t):
		return LevelPublic
	case a.Person == "" || e.Approved == nil || !e.Live || owner.Shuts(a):
		return LevelNothing
	}
	switch e.Approved.Content.Visibility {
	case VisibleNetwork:
		return LevelPublic
	case VisibleTeaser:
		return LevelTeaser
	case VisibleCluster:
		if slices.Contains(a.Clusters, e.Cluster) && a.May(OpReadEntry, t) {
			return LevelPublic
		}
	}
	return LevelNothing
}

// Knows tells whether an organisation exists for the actor: everyone knows the published ones that do not exclude them,
// and those who edit it in every state.
func (a Actor) Knows(o *Organisation) bool {
	t := o.Target()
	if a.May(OpEditOrganisation, t) || a.Has(RoleAdmin) {
		return true
	}
	return o.State == Published && a.May(OpReadOrganisation, t) && !o.Shuts(a)
}

// TeaserOf is what an anonymous teaser shows of a content and its owner: nothing that tells whose it is, and of the owner
// what at least Crowd organisations are (Hint).
func TeaserOf(c Content, owner *Organisation) (Content, Organisation) {
	names := owner.Identifying()
	out := Content{Title: c.Title.Mask(names...), Teaser: c.Teaser.Mask(names...), Visibility: c.Visibility}
	switch {
	case c.Technology != nil:
		out.Technology = &TechnologyForm{TRL: c.Technology.TRL}
	case c.Need != nil:
		out.Need = &NeedForm{MinTRL: c.Need.MinTRL}
	case c.Competence != nil:
		out.Competence = &CompetenceForm{TRLMin: c.Competence.TRLMin, TRLMax: c.Competence.TRLMax}
	}
	hint := owner.Hint.Facts()
	return out, Organisation{Origin: hint.Origin, Size: hint.Size, Voivodeship: hint.Voivodeship}
}

// The classes of who sees an entry with its owner, as lists ask for them: stored with the entry, so that a query returns
// only what somebody may see and nothing has to be left out afterwards.
const (
	seenNetwork = "network"
	seenCluster = "cluster:" // and the cluster's id
	seenFollow  = "follow:"  // and the cluster's id: the manager and who follows it otherwise
)

// Derive fills in what is stored for queries only.
func (e *Entry) Derive() {
	e.SeenBy = seenFollow + string(e.Cluster)
	if e.Approved == nil || !e.Live {
		return
	}
	switch e.Approved.Content.Visibility {
	case VisibleNetwork:
		e.SeenBy = seenNetwork
	case VisibleCluster:
		e.SeenBy = seenCluster + string(e.Cluster)
	}
}

// Follows lists the classes of entries that the actor follows by an office in their clusters.
func (a Actor) Follows() []string {
	list := []string{}
	for _, c := range a.In(RoleManager) {
		list = append(list, seenFollow+string(c), seenCluster+string(c))
	}
	return list
}

// Reads lists the classes of entries whose owner the actor may see, those that the actor follows included. Owners that
// shut the actor out are still among them.
func (a Actor) Reads() []string {
	list := append(a.Follows(), seenNetwork)
	for _, c := range a.Clusters {
		class := seenCluster + string(c)
		if !slices.Contains(list, class) && a.May(OpReadEntry, Target{Clusters: []ID{c}}) {
			list = append(list, class)
		}
	}
	return list
}

// Derive fills in what is stored for queries only.
func (o *Organisation) Derive() {
	o.SeenBy = []string{"organisation:" + string(o.ID)}
	if o.State == Published {
		o.SeenBy = append(o.SeenBy, Published)
	}
	for _, c := range o.Clusters {
		o.SeenBy = append(o.SeenBy, "cluster:"+string(c))
	}
	facts := FactsOf(o)
	if o.Facts = facts.String(); !o.Hint.Facts().Tells(facts) {
		o.Hint = "" // of what it was before
	}
}

// Lists lists what stands in SeenBy of the organisations that exist for the actor; nothing for who sees all of them.
// Those that shut the actor out are still among them.
func (a Actor) Lists() []string {
	if a.System || a.Has(RoleAdmin) {
		return nil
	}
	list := []string{Published}
	for _, id := range a.Represents() {
		list = append(list, "organisation:"+string(id))
	}
	for _, c := range a.In(RoleManager) {
		list = append(list, "cluster:"+string(c))
	}
	return list
}
