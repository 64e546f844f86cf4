package httpapi

import (
	"context"
	"time"

	"splot/app"
	"splot/app/member"
)

// AskedMember is what became of asking an organisation to join.
type AskedMember struct {
	Outcome string `json:"outcome" enum:"member,joined,requested,waiting" doc:"It belongs already, belongs now, was asked now, or had been asked"`
	Request app.ID `json:"request,omitempty" doc:"The request that waits or was accepted"`
}

// MembershipRequest asks an organisation to join a cluster.
type MembershipRequest struct {
	ID           app.ID          `json:"id"`
	Cluster      ClusterRef      `json:"cluster"`
	Organisation OrganisationRef `json:"organisation"`
	State        string          `json:"state" enum:"open,accepted,declined,withdrawn,expired"`
	By           string          `json:"by,omitempty" doc:"Name of who asked; absent for an import on the server"`
	CreatedAt    time.Time       `json:"createdAt"`
	ExpiresAt    time.Time       `json:"expiresAt"`
	CanAnswer    bool            `json:"canAnswer" doc:"The viewer decides for the organisation"`
	CanWithdraw  bool            `json:"canWithdraw" doc:"The viewer manages the cluster"`
}

type (
	listRequests struct {
		Waiting      bool   `query:"waiting" doc:"Only those that wait for the viewer's answer"`
		Cluster      app.ID `query:"cluster" maxLength:"80" doc:"Those of a cluster that the viewer manages"`
		Organisation app.ID `query:"organisation" maxLength:"80" doc:"Those to an organisation"`
	}
	leaveCluster struct {
		ID      app.ID `path:"id" maxLength:"80" doc:"Id"`
		Cluster string `path:"cluster" maxLength:"80" doc:"Id or slug"`
	}
)

func requestOf(v member.RequestView) MembershipRequest {
	return MembershipRequest{
		ID: v.ID, Cluster: ClusterRef{ID: v.Cluster, Slug: v.ClusterSlug, Name: textOf(v.ClusterName)},
		Organisation: OrganisationRef{ID: v.Organisation, Name: v.OrganisationName}, State: string(v.State), By: v.ByName,
		CreatedAt: v.CreatedAt, ExpiresAt: v.ExpiresAt, CanAnswer: v.CanAnswer, CanWithdraw: v.CanWithdraw,
	}
}

// Memberships is the requests that organisations join clusters.
func Memberships(s *member.Service) Resource { return func(a *API) { a.memberships(s) } }

func (a *API) memberships(s *member.Service) {
	const tag = "memberships"
	one := func(v member.RequestView, err error) (*body[MembershipRequest], error) {
		if err != nil {
			return nil, err
		}
		return answer(requestOf(v)), nil
	}
	register(a, get(tag, "listMembershipRequests", "/api/membership-requests", "List open requests to join a cluster, oldest first", app.OpListMemberships),
		func(ctx context.Context, actor app.Actor, in *listRequests) (*body[page[MembershipRequest]], error) {
			found, err := s.Requests(ctx, actor, member.RequestFilter{Waiting: in.Waiting, Cluster: in.Cluster, Organisation: in.Organisation})
			list := page[MembershipRequest]{Items: make([]MembershipRequest, len(found))}
			for i, v := range found {
				list.Items[i] = requestOf(v)
			}
			return answer(list), err
		})
	register(a, get(tag, "getMembershipRequest", "/api/membership-requests/{id}", "Show a request to join a cluster", app.OpListMemberships),
		func(ctx context.Context, actor app.Actor, in *ByID) (*body[MembershipRequest], error) {
			return one(s.Request(ctx, actor, in.ID))
		})
	register(a, post(tag, "acceptMembership", "/api/membership-requests/{id}/accept", "Let the organisation join", app.OpAnswerMembership),
		func(ctx context.Context, actor app.Actor, in *ByID) (*body[MembershipRequest], error) {
			return one(s.Accept(ctx, actor, in.ID))
		})
	register(a, post(tag, "declineMembership", "/api/membership-requests/{id}/decline", "Refuse a request to join", app.OpAnswerMembership),
		func(ctx context.Context, actor app.Actor, in *ByID) (*body[MembershipRequest], error) {
			return one(s.Decline(ctx, actor, in.ID))
		})
	register(a, del(tag, "withdrawMembershipRequest", "/api/membership-requests/{id}", "Take a request to join back", app.OpClusterMembers),
		func(ctx context.Context, actor app.Actor, in *ByID) (*none, error) {
			return &none{}, s.Withdraw(ctx, actor, in.ID)
		})
	register(a, del(tag, "leaveCluster", "/api/organisations/{id}/clusters/{cluster}", "Leave a cluster", app.OpLeaveCluster),
		func(ctx context.Context, actor app.Actor, in *leaveCluster) (*none, error) {
			return &none{}, s.Leave(ctx, actor, in.ID, in.Cluster)
		})
}
