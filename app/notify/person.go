package notify

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Person tells of roles that were given and taken: whose they are, and the representatives of an organisation that
// gained or lost one. It handles records.TopicPerson.
func (s *Service) Person(ctx context.Context, e store.Event) error {
	step, err := records.Payload[records.PersonStep](e)
	if err != nil {
		return err
	}
	d, err := s.People.Get(ctx, e.Key)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read person %s: %w", e.Key, err)
	}
	for _, part := range []struct {
		kind   app.NoticeKind
		grants []app.Grant
	}{{app.NoticeRoleGiven, step.Given}, {app.NoticeRoleTaken, step.Taken}} {
		for _, g := range part.grants {
			if err := s.role(ctx, e, part.kind, step, d.Value, g); err != nil {
				return err
			}
		}
	}
	return s.personChanged(ctx, e, step, d.Value)
}

// role tells of one role. Who accepted an invitation knows what it gave them.
func (s *Service) role(ctx context.Context, e store.Event, kind app.NoticeKind, step records.PersonStep, p app.Person, g app.Grant) error {
	var to []app.ID
	if step.Invitation == "" && !step.Created && !p.Disabled && app.ID(e.Key) != e.By {
		to = append(to, app.ID(e.Key))
	}
	f := app.NoticeFacts{Name: p.Name, Progress: string(g.Role), Organisation: g.Organisation, Cluster: g.Cluster}
	if g.Role == app.RoleRepresentative {
		others, err := s.scope(ctx, e.By, representatives(g.Organisation)...)
		if err != nil {
			return err
		}
		to = append(to, without(others, app.ID(e.Key))...)
		o, err := s.Organisations.Get(ctx, string(g.Organisation))
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("read organisation %s: %w", g.Organisation, err)
		}
		f.Title = app.TitleIn(app.Text{PL: o.Value.Name, EN: o.Value.Name})
	} else if g.Cluster != "" {
		c, err := s.Clusters.Get(ctx, string(g.Cluster))
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("read cluster %s: %w", g.Cluster, err)
		}
		f.Title = app.TitleIn(c.Value.Name)
	}
	return s.tell(ctx, distinct(to), app.Notification{
		Cause: string(kind) + ":" + e.ID + ":" + g.Scope(), Kind: kind, Subject: app.ID(e.Key), Facts: f,
	}, 1)
}

// personChanged tells the open screens of the person, and of those who look after people where they have or had roles.
func (s *Service) personChanged(ctx context.Context, e store.Event, step records.PersonStep, p app.Person) error {
	to, err := s.carers(ctx, slices.Concat(p.Grants, step.Taken))
	if err != nil {
		return err
	}
	to.people = append(to.people, app.ID(e.Key))
	return s.changed(ctx, to, "event:"+e.ID, 1, aPerson, app.ID(e.Key))
}

// carers are those who look after people with these grants: managers of the clusters, representatives of the
// organisations and managers of their clusters, and admins, who have no scope of their own.
func (s *Service) carers(ctx context.Context, grants []app.Grant) (to scopes, err error) {
	for _, g := range grants {
		switch {
		case g.Cluster != "":
			to.clusters = append(to.clusters, g.Cluster)
		case g.Organisation != "":
			o, err := s.Organisations.Get(ctx, string(g.Organisation))
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return to, fmt.Errorf("read organisation %s: %w", g.Organisation, err)
			}
			to.organisations = append(to.organisations, g.Organisation)
			to.clusters = append(to.clusters, o.Value.Clusters...)
		}
	}
	to.people, err = s.scope(ctx, "", app.Grant{Role: app.RoleAdmin})
	return to, err
}

// Invitation tells the open screens of those who look after people that one was made, sent, accepted or withdrawn. It
// handles records.TopicInvitation.
func (s *Service) Invitation(ctx context.Context, e store.Event) error {
	step, err := records.Payload[records.InvitationStep](e)
	if err != nil {
		return err
	}
	grants := make([]app.Grant, 0, len(step.Scopes))
	for _, scope := range step.Scopes {
		if g, ok := app.ParseScope(scope); ok {
			grants = append(grants, g)
		}
	}
	to, err := s.carers(ctx, grants)
	if err != nil {
		return err
	}
	return s.changed(ctx, to, "event:"+e.ID, 1, anInvitation, app.ID(e.Key))
}
