package entry

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/store"
)

// Level says how much of an entry someone sees.
type Level int

// The levels, each including those before it.
const (
	// Nothing: the entry does not exist for them.
	Nothing Level = iota
	// Teaser: kind, title, teaser, TRL, and the owner's origin, size and region.
	Teaser
	// Public: everything of the approved version but confidential detail.
	Public
	// Full: everything.
	Full
)

// View is an entry as one person sees it. Content and Owner hold only what their level shows.
type View struct {
	Entry   app.Entry
	Version int64
	Level   Level
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
}

// level decides how much of an entry the actor sees.
func (s *Service) level(ctx context.Context, actor app.Actor, e app.Entry) (Level, error) {
	t := target(e)
	if actor.System {
		return Full, nil
	}
	if actor.May(app.OpFollowEntry, t) {
		if !actor.May(app.OpConfidential, t) {
			return Public, nil
		}
		return Full, nil
	}
	level := visible(actor, e)
	if level == Nothing || level == Full || len(actor.Represents()) == 0 {
		return level, nil
	}
	partner, err := s.partner(ctx, actor, e)
	if partner {
		level = Full
	}
	return level, err
}

// visible is what the visibility of the live approved version lets the actor see.
func visible(actor app.Actor, e app.Entry) Level {
	if e.Approved == nil || !e.Live || actor.Person == "" {
		return Nothing
	}
	near := slices.Contains(actor.Clusters, e.Cluster)
	switch e.Approved.Content.Visibility {
	case app.VisibleNetwork:
		return Public
	case app.VisibleTeaser:
		return Teaser
	case app.VisibleCluster:
		if near && actor.May(app.OpReadEntry, target(e)) {
			return Public
		}
	}
	return Nothing
}

// partner tells whether the actor represents the other side of an open match of the entry.
func (s *Service) partner(ctx context.Context, actor app.Actor, e app.Entry) (bool, error) {
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
func (s *Service) view(actor app.Actor, d doc, level Level, around *surroundings) View {
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
	case Full:
	case Public:
		v.Content.Confidential, v.Content.Attachments = app.Text{}, nil
	default:
		v.Content = TeaserOf(v.Content, owner)
		v.Owner = app.Organisation{Origin: owner.Origin, Size: owner.Size, Voivodeship: owner.Voivodeship}
		v.Cluster, v.Names = app.Cluster{}, nil
	}
	v.Actions = s.actions(actor, e)
	return v
}

// TeaserOf is what an anonymous teaser shows of a content: no text that tells whose it is.
func TeaserOf(c app.Content, owner app.Organisation) app.Content {
	names := owner.Identifying()
	out := app.Content{Title: c.Title.Mask(names...), Teaser: c.Teaser.Mask(names...), Visibility: c.Visibility}
	switch {
	case c.Technology != nil:
		out.Technology = &app.TechnologyForm{TRL: c.Technology.TRL}
	case c.Need != nil:
		out.Need = &app.NeedForm{MinTRL: c.Need.MinTRL}
	case c.Competence != nil:
		out.Competence = &app.CompetenceForm{TRLMin: c.Competence.TRLMin, TRLMax: c.Competence.TRLMax}
	}
	return out
}

// surroundings are the documents that views mention, read once for many of them.
type surroundings struct {
	organisations map[app.ID]app.Organisation
	clusters      map[app.ID]app.Cluster
	names         map[app.ID]string
}

func (s *Service) surroundings(ctx context.Context, docs []doc) (*surroundings, error) {
	var organisations, clusters, people []app.ID
	for _, d := range docs {
		organisations, clusters = append(organisations, d.Value.Organisation), append(clusters, d.Value.Cluster)
		people = append(people, d.Value.Auditor, d.Value.Author)
		for _, step := range d.Value.History {
			people = append(people, step.By, step.Person)
		}
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
