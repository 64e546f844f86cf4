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
	f := app.NoticeFacts{Cluster: step.Cluster, Organisation: step.Organisation, Name: o.Name, Progress: step.Action}
	if err := s.settleMembership(ctx, e); err != nil {
		return err
	}
	switch step.Action {
	case "asked":
		err = s.askedToJoin(ctx, e, step, o, f, c.Name)
	case string(app.MembershipAccepted), string(app.MembershipDeclined):
		err = s.tellManagers(ctx, e, app.NoticeMembershipAnswer, step, f)
	case "left":
		err = s.tellManagers(ctx, e, app.NoticeMembershipEnded, step, f)
	case "removed":
		err = s.tellRepresentatives(ctx, e, step, f, c.Name)
	}
	if err != nil {
		return err
	}
	return s.membershipChanged(ctx, e, step, o)
}

// settleMembership takes back the request that has been answered, taken back, or has expired.
func (s *Service) settleMembership(ctx context.Context, e store.Event) error {
	d, err := s.Memberships.Get(ctx, e.Key)
	if err == nil && d.Value.Waits(s.now()) || errors.Is(err, store.ErrNotFound) {
		return nil // it waits, or this is about a membership
	}
	if err != nil {
		return fmt.Errorf("read request %s: %w", e.Key, err)
	}
	return s.settle(ctx, e, app.ID(e.Key), nil, app.NoticeMembershipRequest)
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
func (s *Service) askedToJoin(ctx context.Context, e store.Event, step records.MembershipStep, o app.Organisation, f app.NoticeFacts, cluster app.Text) error {
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
	f.Title = app.TitleIn(cluster)
	return s.tell(ctx, without(to, e.By), app.Notification{
		Cause: "membership_request:" + e.Key, Kind: app.NoticeMembershipRequest, Subject: app.ID(e.Key), Facts: f,
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

func (s *Service) tellManagers(ctx context.Context, e store.Event, kind app.NoticeKind, step records.MembershipStep, f app.NoticeFacts) error {
	to, err := s.scope(ctx, e.By, managers(step.Cluster)...)
	if err != nil {
		return err
	}
	f.Title = app.TitleIn(app.Text{PL: f.Name, EN: f.Name})
	return s.tell(ctx, to, app.Notification{Cause: string(kind) + ":" + e.ID, Kind: kind, Subject: step.Organisation, Facts: f}, 1)
}

func (s *Service) tellRepresentatives(ctx context.Context, e store.Event, step records.MembershipStep, f app.NoticeFacts, cluster app.Text) error {
	to, err := s.scope(ctx, e.By, representatives(step.Organisation)...)
	if err != nil {
		return err
	}
	f.Title = app.TitleIn(cluster)
	return s.tell(ctx, to, app.Notification{Cause: "membership_ended:" + e.ID, Kind: app.NoticeMembershipEnded, Subject: step.Organisation, Facts: f}, 1)
}

// membershipChanged tells the open screens of both sides and of who decides.
func (s *Service) membershipChanged(ctx context.Context, e store.Event, step records.MembershipStep, o app.Organisation) error {
	to := scopes{organisations: []app.ID{step.Organisation}, clusters: append([]app.ID{step.Cluster}, o.Clusters...)}
	deciders, err := s.deciders(ctx, step.Organisation, o.Clusters)
	if err != nil {
		return err
	}
	to.people = deciders // admins have no scope of their own
	return s.changed(ctx, to, "event:"+e.ID, 1, aMembership, step.Organisation)
}
