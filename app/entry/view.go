package entry

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// View is an entry as one person sees it. Content and Owner hold only what their level shows.
type View struct {
	Entry   app.Entry
	Version int64
	Level   app.Level
	Content app.Content
	Owner   app.Organisation
	Cluster app.Cluster
	// Own: the viewer represents the owner. Follows: the viewer follows the workflow. Reviews: the viewer is
	// the assigned auditor.
	Own, Follows, Reviews bool
	Blocked               string // why the viewer cannot review it
	// Names holds the names of the people whom the view mentions.
	Names   map[app.ID]string
	Actions []string
	// Teaser is what an anonymous teaser tells of the owner, on the page of an entry for those who write it.
	Teaser *Likeness
}

// level decides how much of an entry the actor sees: what everybody in their place does, and everything once both sides
// of a match agreed.
func (s *Service) level(ctx context.Context, actor app.Actor, e *app.Entry) (app.Level, error) {
	owner, err := s.Organisations.Get(ctx, string(e.Organisation))
	if err != nil {
		return app.LevelNothing, records.Answer("read owner of entry "+string(e.ID), err)
	}
	level := actor.Sees(e, &owner.Value)
	if level == app.LevelNothing || level == app.LevelFull || len(actor.Represents()) == 0 {
		return level, nil
	}
	if actor.May(app.OpFollowEntry, e.Target()) {
		return level, nil // an office is not a partner
	}
	partner, err := s.partner(ctx, actor, e)
	if partner {
		level = app.LevelFull
	}
	return level, err
}

// partner tells whether the actor represents the other side of an open match of the entry.
func (s *Service) partner(ctx context.Context, actor app.Actor, e *app.Entry) (bool, error) {
	matches, _, err := s.Matches.Find(ctx, store.Query{
		Where: []store.Condition{
			store.Eq("entries", string(e.ID)),
			store.In("state", string(app.MatchMutual), string(app.MatchTalking), string(app.MatchAgreed)),
		},
		Limit: 200,
	})
	if err != nil {
		return false, fmt.Errorf("find partners of entry %s: %w", e.ID, err)
	}
	own := actor.Represents()
	return slices.ContainsFunc(matches, func(m store.Doc[app.Match]) bool {
		return !m.Value.Closed && (slices.Contains(own, m.Value.Need.Organisation) || slices.Contains(own, m.Value.Offer.Organisation))
	}), nil
}

// view assembles what the actor sees; the owner, the cluster and the names come from one lookup for
// many entries.
func (s *Service) view(actor app.Actor, d doc, level app.Level, around *surroundings) View {
	e := d.Value
	t := target(e)
	owner := around.organisations[e.Organisation]
	v := View{
		Entry: e, Version: d.Version, Level: level, Owner: owner, Cluster: around.clusters[e.Cluster], Names: around.names,
		Own: slices.Contains(actor.Represents(), e.Organisation), Follows: actor.May(app.OpFollowEntry, t),
		Reviews: actor.May(app.OpReview, t),
	}
	v.Content = e.Content
	if !v.Follows && e.Approved != nil {
		v.Content = e.Approved.Content
	}
	switch level {
	case app.LevelFull:
	case app.LevelPublic:
		v.Content.Confidential, v.Content.Attachments = app.Text{}, nil
	default:
		v.Content, v.Owner = app.TeaserOf(v.Content, &owner)
		v.Cluster, v.Names = app.Cluster{}, nil
	}
	v.Actions = s.actions(actor, e)
	return v
}

// Likeness says what an anonymous teaser tells of its owner, and of how many published organisations the same is told,
// the owner included: none while nobody has counted.
type Likeness struct {
	Facts app.Facts
	Alike int64
}

func (s *Service) likeness(ctx context.Context, o *app.Organisation) (*Likeness, error) {
	if o.State != app.Published || o.Hint == "" {
		return &Likeness{}, nil
	}
	n, err := s.Organisations.Count(ctx, store.Query{Where: []store.Condition{
		store.Eq("state", app.Published), store.Eq("hint", string(o.Hint)),
	}})
	if err != nil {
		return nil, fmt.Errorf("count whom a teaser of %s resembles: %w", o.ID, err)
	}
	return &Likeness{Facts: o.Hint.Facts(), Alike: n}, nil
}

// surroundings are the documents that views mention, read once for many of them.
type surroundings struct {
	organisations map[app.ID]app.Organisation
	clusters      map[app.ID]app.Cluster
	names         map[app.ID]string
}

// surroundings reads what rows of a list mention: their auditors, where the actor follows them, but nobody else.
func (s *Service) surroundings(ctx context.Context, actor app.Actor, docs []doc) (*surroundings, error) {
	var people []app.ID
	for _, d := range docs {
		if d.Value.Auditor != "" && actor.May(app.OpFollowEntry, d.Value.Target()) {
			people = append(people, d.Value.Auditor)
		}
	}
	return s.around(ctx, docs, people)
}

func (around *surroundings) owner(e *app.Entry) *app.Organisation {
	o := around.organisations[e.Organisation]
	return &o
}

func (s *Service) around(ctx context.Context, docs []doc, people []app.ID) (*surroundings, error) {
	var organisations, clusters []app.ID
	for _, d := range docs {
		organisations, clusters = append(organisations, d.Value.Organisation), append(clusters, d.Value.Cluster)
	}
	around := &surroundings{
		organisations: map[app.ID]app.Organisation{}, clusters: map[app.ID]app.Cluster{}, names: map[app.ID]string{},
	}
	owners, e1 := s.Organisations.ByID(ctx, organisations)
	for id, o := range owners {
		around.organisations[id] = o.Value
	}
	joined, e2 := s.Clusters.ByID(ctx, clusters)
	for id, c := range joined {
		around.clusters[id] = c.Value
	}
	known, e3 := s.People.ByID(ctx, people)
	for id, p := range known {
		around.names[id] = p.Value.Name
	}
	if err := errors.Join(e1, e2, e3); err != nil {
		return nil, fmt.Errorf("read what entries mention: %w", err)
	}
	return around, nil
}

// mentioned lists the people whom an entry's page names.
func mentioned(e *app.Entry) []app.ID {
	people := []app.ID{e.Auditor, e.Author}
	for _, step := range e.History {
		people = append(people, step.By, step.Person)
	}
	return slices.DeleteFunc(people, func(id app.ID) bool { return id == "" })
}
