package member

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/feed"
	"splot/app/records"
	"splot/app/store"
)

// Handlers are what a feed runs for member.
func (s *Service) Handlers() []feed.Handler {
	return []feed.Handler{
		{Name: "memberships", Topics: []string{records.TopicMembership}, Handle: s.Follow},
		{Name: "hints", Topics: []string{records.TopicOrganisation}, Handle: s.Hint, Coalesce: true},
	}
}

// Follow makes an accepted request a membership where the request that accepted it did not come so far. It handles
// records.TopicMembership.
func (s *Service) Follow(ctx context.Context, e store.Event) error {
	step, err := records.Payload[records.MembershipStep](e)
	if err != nil || step.Action != string(app.MembershipAccepted) {
		return err
	}
	d, err := s.Memberships.Get(ctx, e.Key)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read request %s: %w", e.Key, err)
	}
	return s.apply(ctx, d)
}

// decides tells whether the actor answers for an organisation: its representatives do; without any, a manager of its
// present clusters; without one of these either, an admin, or the program on its server.
func (s *Service) decides(ctx context.Context, actor app.Actor, o app.Organisation) (bool, error) {
	if actor.Person == "" && !actor.System {
		return false, nil
	}
	represented, err := s.anybody(ctx, app.Grant{Role: app.RoleRepresentative, Organisation: o.ID})
	if err != nil || represented {
		return represented && slices.Contains(actor.Represents(), o.ID), err
	}
	managers := make([]app.Grant, len(o.Clusters))
	for i, c := range o.Clusters {
		managers[i] = app.Grant{Role: app.RoleManager, Cluster: c}
	}
	managed, err := s.anybody(ctx, managers...)
	if err != nil || managed {
		return slices.ContainsFunc(managers, func(g app.Grant) bool { return slices.Contains(actor.Grants, g) }), err
	}
	return actor.System || actor.Has(app.RoleAdmin), nil
}

// Accept answers a request with yes; the organisation belongs to the cluster when it returns.
func (s *Service) Accept(ctx context.Context, actor app.Actor, id app.ID) (RequestView, error) {
	d, err := s.toAnswer(ctx, actor, id)
	if err != nil {
		return RequestView{}, err
	}
	if d.Value, err = s.accept(ctx, actor, d); err != nil {
		return RequestView{}, err
	}
	return s.requestView(ctx, actor, d.Value)
}

// Decline answers a request with no. The cluster may ask again after app.MembershipPause.
func (s *Service) Decline(ctx context.Context, actor app.Actor, id app.ID) (RequestView, error) {
	d, err := s.toAnswer(ctx, actor, id)
	if err != nil {
		return RequestView{}, err
	}
	if err := s.close(ctx, d, app.MembershipDeclined, actor); err != nil {
		return RequestView{}, err
	}
	d.Value.State = app.MembershipDeclined
	return s.requestView(ctx, actor, d.Value)
}

// Withdraw takes a request back before it was answered; who manages the cluster may.
func (s *Service) Withdraw(ctx context.Context, actor app.Actor, id app.ID) error {
	d, err := s.visibleRequest(ctx, actor, id)
	if err != nil {
		return err
	}
	if !actor.May(app.OpClusterMembers, app.Target{Clusters: []app.ID{d.Value.Cluster}}) {
		return app.Forbidden()
	}
	if !d.Value.Waits(s.o.Clock()) {
		return answered(d.Value)
	}
	return s.close(ctx, d, app.MembershipWithdrawn, actor)
}

// toAnswer loads an open request that the actor decides.
func (s *Service) toAnswer(ctx context.Context, actor app.Actor, id app.ID) (requestDoc, error) {
	d, err := s.visibleRequest(ctx, actor, id)
	if err != nil {
		return d, err
	}
	may, err := s.answers(ctx, actor, d.Value)
	switch {
	case err != nil:
		return d, err
	case !may:
		return d, app.Forbidden()
	case !d.Value.Waits(s.o.Clock()):
		return d, answered(d.Value)
	}
	return d, nil
}

// answered is the answer to what comes too late.
func answered(r app.MembershipRequest) error {
	state := r.State
	if state == app.MembershipOpen {
		state = app.MembershipExpired
	}
	return app.Conflict("membership_" + string(state))
}

// close ends an open request. Of an answer and a withdrawal at the same moment one is stale.
func (s *Service) close(ctx context.Context, d requestDoc, state app.MembershipState, actor app.Actor) error {
	_, err := s.closed(ctx, d, state, actor)
	return err
}

func (s *Service) closed(ctx context.Context, d requestDoc, state app.MembershipState, actor app.Actor) (requestDoc, error) {
	d.Value.State, d.Value.Open, d.Value.AnsweredBy, d.Value.AnsweredAt = state, "", actor.Person, s.o.Clock()
	d, err := s.Memberships.Replace(ctx, d, s.stepped(d.Value, string(state), actor))
	return d, records.Answer(fmt.Sprintf("make request %s %s", d.ID, state), err)
}

// accept decides first and makes the membership then, so that a withdrawal at the same moment has either come
// before or is too late. If the membership does not follow here, it follows by the event (Follow).
func (s *Service) accept(ctx context.Context, actor app.Actor, d requestDoc) (app.MembershipRequest, error) {
	d, err := s.closed(ctx, d, app.MembershipAccepted, actor)
	if err != nil {
		return d.Value, err
	}
	return d.Value, s.apply(ctx, d)
}

func (s *Service) apply(ctx context.Context, d requestDoc) error {
	if d.Value.Applied {
		return nil
	}
	cluster := d.Value.Cluster
	err := s.membership(ctx, d.Value.AnsweredBy, d.Value.Organisation, nil, func(o *app.Organisation) bool {
		if slices.Contains(o.Clusters, cluster) {
			return false
		}
		o.Clusters = append(slices.Clone(o.Clusters), cluster)
		return true
	})
	if err != nil {
		return err
	}
	d.Value.Applied = true
	if _, err = s.Memberships.Replace(ctx, d); errors.Is(err, store.ErrStale) {
		return nil // the handler was here at the same moment
	}
	return records.Answer("note the membership of request "+d.ID, err)
}
