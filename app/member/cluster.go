package member

import (
	"context"

	"splot/app"
	"splot/app/indexed"
	"splot/app/records"
	"splot/app/store"
)

// ClusterView is a cluster with what its page shows beside it.
type ClusterView struct {
	app.Cluster
	Version     int64
	Members     int64
	Coordinator string // name of the coordinating organisation
	CanEdit     bool
	CanManage   bool // members and people
}

// MaxClusters bounds the list of clusters, which is shown whole.
const MaxClusters = 500

// ClusterList lists all clusters, without the names of their coordinators.
func (s *Service) ClusterList(ctx context.Context, actor app.Actor) ([]ClusterView, error) {
	docs, _, err := s.Clusters.Find(ctx, store.Query{Limit: MaxClusters})
	if err != nil {
		return nil, records.Answer("list clusters", err)
	}
	members, err := s.counts.read(ctx)
	if err != nil {
		return nil, records.Answer("count members", err)
	}
	hidden, err := s.hidden(ctx, actor)
	if err != nil {
		return nil, err
	}
	views := make([]ClusterView, len(docs))
	for i, d := range docs {
		views[i] = clusterFor(actor, d)
		views[i].Members = members[d.ID] - hidden[app.ID(d.ID)]
	}
	return views, nil
}

// hidden counts the members of clusters that do not exist for the actor, so that a number tells no more than the list.
func (s *Service) hidden(ctx context.Context, actor app.Actor) (map[app.ID]int64, error) {
	shutting, err := indexed.Shutting(ctx, s.Organisations, actor)
	if err != nil {
		return nil, records.Answer("count members", err)
	}
	count := map[app.ID]int64{}
	for _, o := range shutting {
		for _, c := range o.Clusters {
			if !actor.Knows(&o) {
				count[c]++
			}
		}
	}
	return count, nil
}

// Cluster shows one cluster, named by id or by slug.
func (s *Service) Cluster(ctx context.Context, actor app.Actor, name string) (ClusterView, error) {
	d, err := s.cluster(ctx, name)
	if err != nil {
		return ClusterView{}, err
	}
	return s.clusterView(ctx, actor, d)
}

func (s *Service) cluster(ctx context.Context, name string) (clusterDoc, error) {
	d, err := s.Clusters.First(ctx, store.Query{Where: []store.Condition{store.Eq("slug", name)}})
	if err != nil {
		d, err = s.Clusters.Get(ctx, name)
	}
	return d, records.Answer("read cluster", err)
}

// clusterFor is a cluster with what the actor may do to it.
func clusterFor(actor app.Actor, d clusterDoc) ClusterView {
	v := ClusterView{Cluster: d.Value, Version: d.Version}
	v.ID = app.ID(d.ID)
	t := app.Target{Clusters: []app.ID{v.ID}}
	v.CanEdit, v.CanManage = actor.May(app.OpEditCluster, t), actor.May(app.OpClusterMembers, t)
	return v
}

func (s *Service) clusterView(ctx context.Context, actor app.Actor, d clusterDoc) (ClusterView, error) {
	v := clusterFor(actor, d)
	var err error
	if v.Members, err = s.Organisations.Count(ctx, store.Query{Where: []store.Condition{store.Eq("clusters", d.ID)}}); err != nil {
		return v, records.Answer("count members", err)
	}
	hidden, err := s.hidden(ctx, actor)
	if err != nil {
		return v, err
	}
	v.Members -= hidden[v.ID]
	if v.Cluster.Coordinator != "" {
		o, err := s.Organisations.Get(ctx, string(v.Cluster.Coordinator))
		if err == nil && !o.Value.Shuts(actor) {
			v.Coordinator = o.Value.Name
		}
	}
	return v, nil
}

// CreateCluster makes a new cluster.
func (s *Service) CreateCluster(ctx context.Context, actor app.Actor, c app.Cluster) (ClusterView, error) {
	if !actor.May(app.OpCreateCluster, app.Target{}) {
		return ClusterView{}, app.Forbidden()
	}
	if err := s.checkCluster(ctx, c); err != nil {
		return ClusterView{}, err
	}
	c.ID = s.o.IDs()
	c.CreatedAt = s.o.Clock()
	c.UpdatedAt = c.CreatedAt
	if err := s.Clusters.Insert(ctx, string(c.ID), c); err != nil {
		return ClusterView{}, records.Answer("create cluster", err)
	}
	return s.clusterView(ctx, actor, clusterDoc{ID: string(c.ID), Version: 1, Value: c})
}

// EditCluster changes a cluster's fields.
func (s *Service) EditCluster(ctx context.Context, actor app.Actor, name string, version int64, c app.Cluster) (ClusterView, error) {
	d, err := s.cluster(ctx, name)
	if err != nil {
		return ClusterView{}, err
	}
	if !actor.May(app.OpEditCluster, app.Target{Clusters: []app.ID{app.ID(d.ID)}}) {
		return ClusterView{}, app.Forbidden()
	}
	if d.Version != version {
		return ClusterView{}, app.Stale()
	}
	if err := s.checkCluster(ctx, c); err != nil {
		return ClusterView{}, err
	}
	c.CreatedAt, c.UpdatedAt = d.Value.CreatedAt, s.o.Clock()
	d.Value = c
	if d, err = s.Clusters.Replace(ctx, d); err != nil {
		return ClusterView{}, records.Answer("edit cluster "+d.ID, err)
	}
	return s.clusterView(ctx, actor, d)
}

func (s *Service) checkCluster(ctx context.Context, c app.Cluster) error {
	v := app.Validator{Errors: c.Validate()}
	if c.Coordinator != "" {
		if _, err := s.Organisations.Get(ctx, string(c.Coordinator)); err != nil {
			v.Add("coordinator", "not_found")
		}
	}
	return v.Err()
}
