package httpapi

import (
	"context"
	"net/http"

	"splot/app"
	"splot/app/member"
)

// Cluster is a cluster as its page shows it.
type Cluster struct {
	ID            app.ID           `json:"id"`
	Version       int64            `json:"version" doc:"For If-Match"`
	Slug          string           `json:"slug"`
	Name          Text             `json:"name"`
	Sector        string           `json:"sector"`
	Goal          Text             `json:"goal"`
	Voivodeship   string           `json:"voivodeship"`
	Stage         string           `json:"stage" enum:"idea,initiated,formalised,mature"`
	Coordinator   *OrganisationRef `json:"coordinator,omitempty"`
	FundingNotice Text             `json:"fundingNotice"`
	Members       int64            `json:"members" doc:"Member organisations"`
	CanEdit       bool             `json:"canEdit"`
	CanManage     bool             `json:"canManage" doc:"Members and people"`
}

type (
	clusterForm struct {
		Slug          string `json:"slug" doc:"Short name in addresses"`
		Name          Text   `json:"name"`
		Sector        string `json:"sector"`
		Goal          Text   `json:"goal" required:"false"`
		Voivodeship   string `json:"voivodeship"`
		Stage         string `json:"stage" enum:"idea,initiated,formalised,mature"`
		Coordinator   app.ID `json:"coordinator" required:"false" maxLength:"80"`
		FundingNotice Text   `json:"fundingNotice" required:"false"`
	}
	// ByCluster is the input of operations that name a cluster.
	ByCluster struct {
		Cluster string `path:"cluster" maxLength:"80" doc:"Id or slug"`
	}
	createCluster struct{ Body clusterForm }
	editCluster   struct {
		ByCluster
		BasedOn
		Body clusterForm
	}
	clusterMember struct {
		ByCluster
		Organisation app.ID `path:"organisation" maxLength:"80"`
	}
)

func (f clusterForm) domain() app.Cluster {
	return app.Cluster{
		Slug: f.Slug, Name: f.Name.domain(), Sector: f.Sector, Goal: f.Goal.domain(), Voivodeship: f.Voivodeship, Stage: f.Stage,
		Coordinator: f.Coordinator, FundingNotice: f.FundingNotice.domain(),
	}
}

func clusterOf(v member.ClusterView) Cluster {
	out := Cluster{
		ID: v.ID, Version: v.Version, Slug: v.Slug, Name: textOf(v.Name), Sector: v.Sector, Goal: textOf(v.Goal),
		Voivodeship: v.Voivodeship, Stage: v.Stage, FundingNotice: textOf(v.FundingNotice), Members: v.Members,
		CanEdit: v.CanEdit, CanManage: v.CanManage,
	}
	if v.Coordinator != "" {
		out.Coordinator = &OrganisationRef{ID: v.Cluster.Coordinator, Name: v.Coordinator}
	}
	return out
}

func (a *API) clusters() {
	s := a.options.Member
	const tag = "clusters"
	one := func(v member.ClusterView, err error) (*body[Cluster], error) {
		if err != nil {
			return nil, err
		}
		return answer(clusterOf(v)), nil
	}
	register(a, operation{id: "listClusters", method: http.MethodGet, path: "/api/clusters", tag: tag, summary: "List all clusters", op: app.OpListClusters},
		func(ctx context.Context, actor app.Actor, _ *struct{}) (*body[page[Cluster]], error) {
			views, err := s.ClusterList(ctx, actor)
			list := page[Cluster]{Items: make([]Cluster, len(views))}
			for i, v := range views {
				list.Items[i] = clusterOf(v)
			}
			return answer(list), err
		})
	register(a, operation{id: "createCluster", method: http.MethodPost, path: "/api/clusters", tag: tag, summary: "Make a cluster", op: app.OpCreateCluster, status: http.StatusCreated},
		func(ctx context.Context, actor app.Actor, in *createCluster) (*body[Cluster], error) {
			return one(s.CreateCluster(ctx, actor, in.Body.domain()))
		})
	register(a, operation{id: "getCluster", method: http.MethodGet, path: "/api/clusters/{cluster}", tag: tag, summary: "Show a cluster", op: app.OpReadCluster},
		func(ctx context.Context, actor app.Actor, in *ByCluster) (*body[Cluster], error) {
			return one(s.Cluster(ctx, actor, in.Cluster))
		})
	register(a, operation{id: "editCluster", method: http.MethodPut, path: "/api/clusters/{cluster}", tag: tag, summary: "Change a cluster", op: app.OpEditCluster},
		func(ctx context.Context, actor app.Actor, in *editCluster) (*body[Cluster], error) {
			version, err := versionOf(in.IfMatch)
			if err != nil {
				return nil, err
			}
			return one(s.EditCluster(ctx, actor, in.Cluster, version, in.Body.domain()))
		})
	register(a, operation{id: "addMember", method: http.MethodPut, path: "/api/clusters/{cluster}/members/{organisation}", tag: tag, summary: "Make an organisation a member", op: app.OpClusterMembers},
		func(ctx context.Context, actor app.Actor, in *clusterMember) (*none, error) {
			return &none{}, s.Join(ctx, actor, in.Cluster, in.Organisation)
		})
	register(a, operation{id: "removeMember", method: http.MethodDelete, path: "/api/clusters/{cluster}/members/{organisation}", tag: tag, summary: "End an organisation's membership", op: app.OpClusterMembers},
		func(ctx context.Context, actor app.Actor, in *clusterMember) (*none, error) {
			return &none{}, s.Leave(ctx, actor, in.Cluster, in.Organisation)
		})
}
