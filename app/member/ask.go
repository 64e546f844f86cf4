package member

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// What becomes of asking an organisation to join a cluster.
const (
	AskedMember    = "member"    // it belongs to the cluster already
	AskedJoined    = "joined"    // who asks may decide for it, so that it belongs now
	AskedRequested = "requested" // a request waits for its answer
	AskedWaiting   = "waiting"   // a request waited already
)

// Asked is what became of asking; Request is empty for a member.
type Asked struct {
	Outcome string
	Request app.MembershipRequest
}

type requestDoc = store.Doc[app.MembershipRequest]

// Ask asks an organisation to join a cluster. Nobody of the cluster reaches it before it agreed, unless who asks
// decides for it anyway. It is idempotent. ClassNotFound of an organisation that the actor does not see, ClassConflict
// (archived, asked_lately) of one that cannot be asked now.
func (s *Service) Ask(ctx context.Context, actor app.Actor, cluster string, organisation app.ID) (Asked, error) {
	return s.ask(ctx, actor, cluster, organisation, s.request)
}

// WouldAsk tells what Ask would answer, and writes nothing.
func (s *Service) WouldAsk(ctx context.Context, actor app.Actor, cluster string, organisation app.ID) (Asked, error) {
	return s.ask(ctx, actor, cluster, organisation, func(_ context.Context, _ app.Actor, r app.MembershipRequest, decides bool) (Asked, error) {
		if decides {
			return Asked{AskedJoined, r}, nil
		}
		return Asked{AskedRequested, r}, nil
	})
}

func (s *Service) ask(
	ctx context.Context, actor app.Actor, cluster string, organisation app.ID,
	write func(context.Context, app.Actor, app.MembershipRequest, bool) (Asked, error),
) (Asked, error) {
	c, err := s.cluster(ctx, cluster)
	if err != nil {
		return Asked{}, err
	}
	id := app.ID(c.ID)
	if !actor.May(app.OpClusterMembers, app.Target{Clusters: []app.ID{id}}) {
		return Asked{}, app.Forbidden()
	}
	d, err := s.askable(ctx, actor, id, organisation)
	if err != nil {
		return Asked{}, err
	}
	if slices.Contains(d.Value.Clusters, id) {
		return Asked{Outcome: AskedMember}, nil
	}
	if d.Value.State == app.Archived {
		return Asked{}, app.Conflict("archived")
	}
	decides, err := s.takesBack(ctx, actor, d.Value, id)
	if err != nil {
		return Asked{}, err
	}
	before, err := s.lastRequest(ctx, id, organisation)
	if err != nil {
		return Asked{}, err
	}
	now := s.o.Clock()
	switch r := before.Value; {
	case decides:
	case r.Waits(now):
		return Asked{AskedWaiting, r}, nil
	case r.State == app.MembershipDeclined && now.Before(r.AnsweredAt.Add(app.MembershipPause)):
		return Asked{}, app.Conflict("asked_lately")
	}
	return write(ctx, actor, app.MembershipRequest{
		Cluster: id, Organisation: organisation, State: app.MembershipOpen, Open: pair(id, organisation), By: actor.Person,
		CreatedAt: now, ExpiresAt: now.Add(app.MembershipValid),
	}, decides)
}

// askable loads an organisation that the actor sees, or that their cluster had last.
func (s *Service) askable(ctx context.Context, actor app.Actor, cluster, organisation app.ID) (organisationDoc, error) {
	d, err := s.Organisations.Get(ctx, string(organisation))
	if err != nil {
		return d, records.Answer("read organisation "+string(organisation), err)
	}
	d.Value.ID = organisation
	if !actor.Knows(&d.Value) && (len(d.Value.Clusters) > 0 || d.Value.Home != cluster) {
		return d, app.NotFound()
	}
	return d, nil
}

// takesBack tells whether the actor decides for the organisation, or manages the cluster that had it last while
// nobody else could.
func (s *Service) takesBack(ctx context.Context, actor app.Actor, o app.Organisation, cluster app.ID) (bool, error) {
	if len(o.Clusters) > 0 || o.Home != cluster {
		return s.decides(ctx, actor, o)
	}
	represented, err := s.anybody(ctx, app.Grant{Role: app.RoleRepresentative, Organisation: o.ID})
	return !represented || slices.Contains(actor.Represents(), o.ID), err
}

func pair(cluster, organisation app.ID) string { return string(cluster) + ":" + string(organisation) }

// lastRequest is the newest request of a pair; an empty document without one.
func (s *Service) lastRequest(ctx context.Context, cluster, organisation app.ID) (requestDoc, error) {
	d, err := s.Memberships.First(ctx, store.Query{
		Where: []store.Condition{store.Eq("cluster", string(cluster)), store.Eq("organisation", string(organisation))},
		Sort:  "createdAt", Desc: true,
	})
	if errors.Is(err, store.ErrNotFound) {
		return requestDoc{}, nil
	}
	return d, records.Answer("find request to join", err)
}

// request stores a request, accepted at once where the actor decides.
func (s *Service) request(ctx context.Context, actor app.Actor, r app.MembershipRequest, decides bool) (Asked, error) {
	for range casTries {
		r.ID = s.o.IDs()
		if err := s.Memberships.Insert(ctx, string(r.ID), r, s.stepped(r, "asked", actor)); err == nil {
			break
		} else if !errors.Is(err, store.ErrDuplicate) {
			return Asked{}, records.Answer("ask to join", err)
		}
		// Somebody asked at the same moment, or an expired request still holds the key.
		before, err := s.lastRequest(ctx, r.Cluster, r.Organisation)
		switch {
		case err != nil:
			return Asked{}, err
		case before.Value.Waits(s.o.Clock()) && !decides:
			return Asked{AskedWaiting, before.Value}, nil
		case before.Value.Waits(s.o.Clock()):
			return s.joined(ctx, actor, before)
		}
		if err := s.close(ctx, before, app.MembershipExpired, app.Actor{}); err != nil && app.ClassOf(err) != app.ClassStale {
			return Asked{}, err
		}
		r.ID = ""
	}
	switch {
	case r.ID == "":
		return Asked{}, app.Stale()
	case !decides:
		return Asked{AskedRequested, r}, nil
	}
	return s.joined(ctx, actor, requestDoc{ID: string(r.ID), Version: 1, Value: r})
}

func (s *Service) joined(ctx context.Context, actor app.Actor, d requestDoc) (Asked, error) {
	r, err := s.accept(ctx, actor, d)
	return Asked{AskedJoined, r}, err
}

// stepped is the event of something that happened to a request.
func (s *Service) stepped(r app.MembershipRequest, action string, actor app.Actor) store.Event {
	return records.NewEvent(s.o.IDs(), s.o.Clock(), actor.Person, records.TopicMembership, r.ID, records.MembershipStep{
		Action: action, Cluster: r.Cluster, Organisation: r.Organisation,
	})
}

// anybody tells whether somebody who can sign in holds one of the grants.
func (s *Service) anybody(ctx context.Context, grants ...app.Grant) (bool, error) {
	scopes := make([]string, len(grants))
	for i, g := range grants {
		scopes[i] = g.Scope()
	}
	if len(scopes) == 0 {
		return false, nil
	}
	found := errors.New("found")
	err := s.People.Each(ctx, store.Query{Where: []store.Condition{store.In("scopes", scopes...)}}, func(d store.Doc[app.Person]) error {
		if d.Value.Disabled {
			return nil
		}
		return found
	})
	switch {
	case errors.Is(err, found):
		return true, nil
	case err != nil:
		return false, fmt.Errorf("look for people with %v: %w", scopes, err)
	}
	return false, nil
}
