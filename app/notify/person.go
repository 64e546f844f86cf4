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
		kind   string
		grants []app.Grant
	}{{"role_given", step.Given}, {"role_taken", step.Taken}} {
		for _, g := range part.grants {
			if err := s.role(ctx, e, part.kind, step, d.Value, g); err != nil {
				return err
			}
		}
	}
	return s.personChanged(ctx, e, step, d.Value)
}

// role tells of one role. Who accepted an invitation knows what it gave them.
func (s *Service) role(ctx context.Context, e store.Event, kind string, step records.PersonStep, p app.Person, g app.Grant) error {
	var to []app.ID
	if step.Invitation == "" && !step.Created && !p.Disabled && app.ID(e.Key) != e.By {
		to = append(to, app.ID(e.Key))
	}
	f := facts{name: p.Name, progress: string(g.Role), organisation: g.Organisation, cluster: g.Cluster}
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
		f.title = app.Text{PL: o.Value.Name, EN: o.Value.Name}
	} else if g.Cluster != "" {
		c, err := s.Clusters.Get(ctx, string(g.Cluster))
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("read cluster %s: %w", g.Cluster, err)
		}
		f.title = c.Value.Name
	}
	return s.tell(ctx, distinct(to), app.Notification{
		Cause: kind + ":" + e.ID + ":" + g.Scope(), Kind: kind, Subject: app.ID(e.Key), Params: f.params(),
	}, 1)
}

// personChanged tells the open screens of the person, and of those who look after people where they have or had roles.
func (s *Service) personChanged(ctx context.Context, e store.Event, step records.PersonStep, p app.Person) error {
	to, err := s.carers(ctx, slices.Concat(p.Grants, step.Taken))
	if err != nil {
		return err
	}
	return s.changed(ctx, distinct(append(to, app.ID(e.Key))), "event:"+e.ID, "person", app.ID(e.Key))
}

// carers are those who look after people with these grants: managers of the clusters, representatives of the
// organisations and managers of their clusters.
func (s *Service) carers(ctx context.Context, grants []app.Grant) ([]app.ID, error) {
	var of []app.Grant
	for _, g := range grants {
		switch {
		case g.Cluster != "":
			of = append(of, managers(g.Cluster)...)
		case g.Organisation != "":
			o, err := s.Organisations.Get(ctx, string(g.Organisation))
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return nil, fmt.Errorf("read organisation %s: %w", g.Organisation, err)
			}
			of = append(of, append(representatives(g.Organisation), managers(o.Value.Clusters...)...)...)
		}
	}
	of = append(of, app.Grant{Role: app.RoleAdmin})
	return s.scope(ctx, "", of...)
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
	return s.changed(ctx, to, "event:"+e.ID, "invitation", app.ID(e.Key))
}
