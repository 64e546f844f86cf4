package member

import (
	"context"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Remove ends an organisation's membership by the hand of who manages the cluster. Its entries in the cluster stay,
// and are matched no more with those that only the cluster could see. It is idempotent.
func (s *Service) Remove(ctx context.Context, actor app.Actor, cluster string, organisation app.ID) error {
	c, err := s.cluster(ctx, cluster)
	if err != nil {
		return err
	}
	id := app.ID(c.ID)
	if !actor.May(app.OpClusterMembers, app.Target{Clusters: []app.ID{id}}) {
		return app.Forbidden()
	}
	if _, err := s.organisation(ctx, actor, organisation); err != nil {
		return err
	}
	return s.end(ctx, actor, id, organisation, "removed")
}

// Leave ends a membership by the organisation's own hand. It is idempotent.
func (s *Service) Leave(ctx context.Context, actor app.Actor, organisation app.ID, cluster string) error {
	d, err := s.organisation(ctx, actor, organisation)
	if err != nil {
		return err
	}
	if !actor.May(app.OpLeaveCluster, target(d.Value, organisation)) {
		return app.Forbidden()
	}
	c, err := s.cluster(ctx, cluster)
	if err != nil {
		return err
	}
	return s.end(ctx, actor, app.ID(c.ID), organisation, "left")
}

// end takes a cluster from an organisation. Only a manager's hand leaves a way back without asking.
func (s *Service) end(ctx context.Context, actor app.Actor, cluster, organisation app.ID, action string) error {
	told := records.NewEvent(s.o.IDs(), s.o.Clock(), actor.Person, records.TopicMembership, organisation, records.MembershipStep{
		Action: action, Cluster: cluster, Organisation: organisation,
	})
	return s.membership(ctx, actor.Person, organisation, []store.Event{told}, func(o *app.Organisation) bool {
		rest := slices.DeleteFunc(slices.Clone(o.Clusters), func(c app.ID) bool { return c == cluster })
		if len(rest) == len(o.Clusters) {
			return false
		}
		if o.Clusters, o.Home = rest, ""; len(rest) == 0 && action == "removed" {
			o.Home = cluster
		}
		return true
	})
}

// membership changes the clusters of an organisation, over whatever version is there.
func (s *Service) membership(ctx context.Context, by, organisation app.ID, also []store.Event, change func(*app.Organisation) bool) error {
	_, err := s.Organisations.Change(ctx, string(organisation), func(o *app.Organisation) ([]store.Event, error) {
		if !change(o) {
			return nil, store.ErrUnchanged
		}
		o.UpdatedAt = s.o.Clock()
		return append([]store.Event{s.changed(by, organisation)}, also...), nil
	})
	s.counts.forget()
	return records.Answer("change membership", err)
}

// casTries bounds how often a change that depends on nothing the actor saw is tried again.
const casTries = 8
