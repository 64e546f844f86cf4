package httpapi

import (
	"context"

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

// Clusters is the clusters and who belongs to them.
func Clusters(s *member.Service) Resource { return func(a *API) { a.clusters(s) } }

func (a *API) clusters(s *member.Service) {
	const tag = "clusters"
	one := func(v member.ClusterView, err error) (*body[Cluster], error) {
		if err != nil {
			return nil, err
		}
		return answer(clusterOf(v)), nil
	}
	register(a, get(tag, "listClusters", "/api/clusters", "List all clusters", app.OpListClusters),
		func(ctx context.Context, actor app.Actor, _ *struct{}) (*body[page[Cluster]], error) {
			views, err := s.ClusterList(ctx, actor)
			list := page[Cluster]{Items: make([]Cluster, len(views))}
			for i, v := range views {
				list.Items[i] = clusterOf(v)
			}
			return answer(list), err
		})
	register(a, post(tag, "createCluster", "/api/clusters", "Make a cluster", app.OpCreateCluster).created(),
		func(ctx context.Context, actor app.Actor, in *createCluster) (*body[Cluster], error) {
			return one(s.CreateCluster(ctx, actor, in.Body.domain()))
		})
	register(a, get(tag, "getCluster", "/api/clusters/{cluster}", "Show a cluster", app.OpReadCluster),
		func(ctx context.Context, actor app.Actor, in *ByCluster) (*body[Cluster], error) {
			return one(s.Cluster(ctx, actor, in.Cluster))
		})
	register(a, put(tag, "editCluster", "/api/clusters/{cluster}", "Change a cluster", app.OpEditCluster),
		func(ctx context.Context, actor app.Actor, in *editCluster) (*body[Cluster], error) {
			return one(s.EditCluster(ctx, actor, in.Cluster, in.version, in.Body.domain()))
		})
	register(a, put(tag, "askMember", "/api/clusters/{cluster}/members/{organisation}", "Ask an organisation to join the cluster", app.OpClusterMembers),
		func(ctx context.Context, actor app.Actor, in *clusterMember) (*body[AskedMember], error) {
			asked, err := s.Ask(ctx, actor, in.Cluster, in.Organisation)
			return answer(AskedMember{Outcome: asked.Outcome, Request: asked.Request.ID}), err
		})
	register(a, del(tag, "removeMember", "/api/clusters/{cluster}/members/{organisation}", "End an organisation's membership", app.OpClusterMembers),
		func(ctx context.Context, actor app.Actor, in *clusterMember) (*none, error) {
			return &none{}, s.Remove(ctx, actor, in.Cluster, in.Organisation)
		})
}
