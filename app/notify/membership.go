package notify

import (
	"context"
	"errors"
	"fmt"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Membership tells whom a request to join a cluster, or the end of a membership, concerns. It handles
// records.TopicMembership.
func (s *Service) Membership(ctx context.Context, e store.Event) error {
	step, err := records.Payload[records.MembershipStep](e)
	if err != nil {
		return err
	}
	c, o, err := s.both(ctx, step)
	if err != nil {
		return err
	}
	f := facts{cluster: step.Cluster, organisation: step.Organisation, name: o.Name, progress: step.Action}
	switch step.Action {
	case "asked":
		err = s.askedToJoin(ctx, e, step, o, f, c.Name)
	case string(app.MembershipAccepted), string(app.MembershipDeclined):
		err = s.tellManagers(ctx, e, "membership_answer", step, f)
	case "left":
		err = s.tellManagers(ctx, e, "membership_ended", step, f)
	case "removed":
		err = s.tellRepresentatives(ctx, e, step, f, c.Name)
	}
	if err != nil {
		return err
	}
	return s.membershipChanged(ctx, e, step, o)
}

func (s *Service) both(ctx context.Context, step records.MembershipStep) (app.Cluster, app.Organisation, error) {
	c, err := s.Clusters.Get(ctx, string(step.Cluster))
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return c.Value, app.Organisation{}, fmt.Errorf("read cluster %s: %w", step.Cluster, err)
	}
	o, err := s.Organisations.Get(ctx, string(step.Organisation))
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return c.Value, o.Value, fmt.Errorf("read organisation %s: %w", step.Organisation, err)
	}
	return c.Value, o.Value, nil
}

// askedToJoin tells who decides, as member does: the representatives, else the managers of the present clusters, else
// the admins. What was accepted at once or taken back meanwhile waits for nobody.
func (s *Service) askedToJoin(ctx context.Context, e store.Event, step records.MembershipStep, o app.Organisation, f facts, cluster app.Text) error {
	d, err := s.Memberships.Get(ctx, e.Key)
	if errors.Is(err, store.ErrNotFound) || err == nil && !d.Value.Waits(s.now()) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read request %s: %w", e.Key, err)
	}
	to, err := s.deciders(ctx, step.Organisation, o.Clusters)
	if err != nil {
		return err
	}
	f.title = cluster
	return s.tell(ctx, without(to, e.By), app.Notification{
		Cause: "membership_request:" + e.Key, Kind: "membership_request", Subject: app.ID(e.Key), Params: f.params(),
	}, 1)
}

func (s *Service) deciders(ctx context.Context, organisation app.ID, clusters []app.ID) ([]app.ID, error) {
	for _, grants := range [][]app.Grant{representatives(organisation), managers(clusters...), {{Role: app.RoleAdmin}}} {
		if len(grants) == 0 {
			continue
		}
		if to, err := s.scope(ctx, "", grants...); err != nil || len(to) > 0 {
			return to, err
		}
	}
	return nil, nil
}

func without(ids []app.ID, one app.ID) []app.ID {
	var rest []app.ID
	for _, id := range ids {
		if id != one {
			rest = append(rest, id)
		}
	}
	return rest
}

func (s *Service) tellManagers(ctx context.Context, e store.Event, kind string, step records.MembershipStep, f facts) error {
	to, err := s.scope(ctx, e.By, managers(step.Cluster)...)
	if err != nil {
		return err
	}
	f.title = app.Text{PL: f.name, EN: f.name}
	return s.tell(ctx, to, app.Notification{Cause: kind + ":" + e.ID, Kind: kind, Subject: step.Organisation, Params: f.params()}, 1)
}

func (s *Service) tellRepresentatives(ctx context.Context, e store.Event, step records.MembershipStep, f facts, cluster app.Text) error {
	to, err := s.scope(ctx, e.By, representatives(step.Organisation)...)
	if err != nil {
		return err
	}
	f.title = cluster
	return s.tell(ctx, to, app.Notification{Cause: "membership_ended:" + e.ID, Kind: "membership_ended", Subject: step.Organisation, Params: f.params()}, 1)
}

// membershipChanged tells the open screens of both sides and of who decides.
func (s *Service) membershipChanged(ctx context.Context, e store.Event, step records.MembershipStep, o app.Organisation) error {
	to, err := s.scope(ctx, "", append(representatives(step.Organisation), managers(step.Cluster)...)...)
	if err != nil {
		return err
	}
	deciders, err := s.deciders(ctx, step.Organisation, o.Clusters)
	if err != nil {
		return err
	}
	return s.changed(ctx, distinct(append(to, deciders...)), "event:"+e.ID, "membership", step.Organisation)
}
