package account

import (
	"context"
	"strings"

	"splot/app"
)

// Scopes are the clusters and organisations that grants name, to show them by name.
type Scopes struct {
	Clusters      map[app.ID]app.Cluster
	Organisations map[app.ID]app.Organisation
}

// Scopes reads what the people's grants and own organisations are, all at once.
func (s *Service) Scopes(ctx context.Context, people ...app.Person) (Scopes, error) {
	var clusters, organisations []app.ID
	for _, p := range people {
		if p.Organisation != "" {
			organisations = append(organisations, p.Organisation)
		}
		for _, g := range p.Grants {
			if g.Cluster != "" {
				clusters = append(clusters, g.Cluster)
			}
			if g.Organisation != "" {
				organisations = append(organisations, g.Organisation)
			}
		}
	}
	found := Scopes{Clusters: map[app.ID]app.Cluster{}, Organisations: map[app.ID]app.Organisation{}}
	inClusters, err := s.clustersBy(ctx, clusters)
	if err != nil {
		return found, err
	}
	for _, c := range inClusters {
		found.Clusters[c.ID] = c
	}
	inOrganisations, err := s.organisationsBy(ctx, organisations)
	for _, o := range inOrganisations {
		found.Organisations[o.ID] = o
	}
	return found, err
}

// MayTake tells whether the actor may take a grant away, for a client that offers only what works.
func (s Scopes) MayTake(actor app.Actor, g app.Grant) bool {
	return actor.May(app.OpGrant, s.target(g)) && mayRank(actor, g)
}

func (s Scopes) target(g app.Grant) app.Target {
	switch {
	case g.Cluster != "":
		return app.Target{Clusters: []app.ID{g.Cluster}}
	case g.Organisation != "":
		return app.Target{Organisations: []app.ID{g.Organisation}, Clusters: s.Organisations[g.Organisation].Clusters}
	}
	return app.Target{}
}

func (s Scopes) name(g app.Grant, lang app.Lang) string {
	if g.Cluster != "" {
		return s.Clusters[g.Cluster].Name.In(lang)
	}
	return s.Organisations[g.Organisation].Name
}

// within names the clusters of the organisation that a grant is for, for a reader who knows the cluster rather than
// the platform; empty for other grants.
func (s Scopes) within(g app.Grant, lang app.Lang) string {
	var names []string
	for _, id := range s.Organisations[g.Organisation].Clusters {
		if c, ok := s.Clusters[id]; ok {
			names = append(names, oneLine(c.Name.In(lang)))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " (" + strings.Join(names, ", ") + ")"
}
