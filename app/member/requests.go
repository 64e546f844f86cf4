package member

import (
	"context"
	"errors"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// RequestView is a request to join a cluster as one person sees it.
type RequestView struct {
	app.MembershipRequest
	ClusterName      app.Text
	ClusterSlug      string
	OrganisationName string
	ByName           string // empty where the program asked
	CanAnswer        bool
	CanWithdraw      bool
}

// RequestFilter selects open requests: those that wait for the actor's answer, those of a cluster, or those to an
// organisation.
type RequestFilter struct {
	Waiting      bool
	Cluster      app.ID
	Organisation app.ID
}

// MaxRequests is how many requests one list shows at most; they are shown whole, oldest first.
const MaxRequests = 200

// Requests lists open requests.
func (s *Service) Requests(ctx context.Context, actor app.Actor, f RequestFilter) ([]RequestView, error) {
	queries, err := s.requestQueries(ctx, actor, f)
	if err != nil {
		return nil, err
	}
	list := []RequestView{}
	for _, where := range queries {
		docs, _, err := s.Memberships.Find(ctx, store.Query{Where: append(where, store.Eq("state", string(app.MembershipOpen))), Limit: store.MaxLimit})
		if err != nil {
			return nil, records.Answer("list requests to join", err)
		}
		for _, d := range docs {
			if !d.Value.Waits(s.o.Clock()) || slices.ContainsFunc(list, func(v RequestView) bool { return v.ID == d.Value.ID }) {
				continue
			}
			v, err := s.requestView(ctx, actor, d.Value)
			if err != nil {
				return nil, err
			}
			if seen := v.CanAnswer || v.CanWithdraw && !f.Waiting; seen {
				list = append(list, v)
			}
		}
	}
	slices.SortFunc(list, func(a, b RequestView) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return list[:min(len(list), MaxRequests)], nil
}

// requestQueries says where the requests of a filter are looked for.
func (s *Service) requestQueries(ctx context.Context, actor app.Actor, f RequestFilter) ([][]store.Condition, error) {
	if !slices.ContainsFunc(actor.Grants, func(g app.Grant) bool { return app.ReachOf(app.OpListMemberships, g.Role) > app.Nowhere }) {
		return nil, app.Forbidden()
	}
	switch {
	case f.Cluster != "":
		if _, err := s.Clusters.Get(ctx, string(f.Cluster)); err != nil {
			return nil, records.Answer("read cluster", err)
		}
		if !actor.May(app.OpClusterMembers, app.Target{Clusters: []app.ID{f.Cluster}}) {
			return nil, app.Forbidden()
		}
		return [][]store.Condition{{store.Eq("cluster", string(f.Cluster))}}, nil
	case f.Organisation != "":
		if _, err := s.organisation(ctx, actor, f.Organisation); err != nil {
			return nil, err
		}
		return [][]store.Condition{{store.Eq("organisation", string(f.Organisation))}}, nil
	case actor.Has(app.RoleAdmin):
		return [][]store.Condition{{}}, nil
	}
	ids, err := s.decidable(ctx, actor)
	if err != nil {
		return nil, err
	}
	var parts [][]store.Condition
	for part := range slices.Chunk(ids, store.MaxIn) {
		parts = append(parts, []store.Condition{store.In("organisation", part...)})
	}
	if managed := actor.In(app.RoleManager); !f.Waiting && len(managed) > 0 {
		parts = append(parts, []store.Condition{store.In("cluster", managed...)})
	}
	return parts, nil
}

// decidable lists the organisations for which the actor may have to answer.
func (s *Service) decidable(ctx context.Context, actor app.Actor) ([]string, error) {
	var ids []string
	for _, id := range actor.Represents() {
		ids = append(ids, string(id))
	}
	managed := actor.In(app.RoleManager)
	if len(managed) == 0 {
		return ids, nil
	}
	err := s.Organisations.Each(ctx, store.Query{Where: []store.Condition{store.In("clusters", managed...)}}, func(d organisationDoc) error {
		ids = append(ids, d.ID)
		return nil
	})
	return ids, records.Answer("list organisations to answer for", err)
}

// Request shows one request.
func (s *Service) Request(ctx context.Context, actor app.Actor, id app.ID) (RequestView, error) {
	d, err := s.visibleRequest(ctx, actor, id)
	if err != nil {
		return RequestView{}, err
	}
	return s.requestView(ctx, actor, d.Value)
}

// visibleRequest loads a request that the actor may answer or take back.
func (s *Service) visibleRequest(ctx context.Context, actor app.Actor, id app.ID) (requestDoc, error) {
	d, err := s.Memberships.Get(ctx, string(id))
	if err != nil {
		return d, records.Answer("read request "+string(id), err)
	}
	d.Value.ID = id
	if actor.May(app.OpClusterMembers, app.Target{Clusters: []app.ID{d.Value.Cluster}}) {
		return d, nil
	}
	may, err := s.answers(ctx, actor, d.Value)
	if err == nil && !may {
		err = app.NotFound()
	}
	return d, err
}

// answers tells whether the actor decides about a request.
func (s *Service) answers(ctx context.Context, actor app.Actor, r app.MembershipRequest) (bool, error) {
	d, err := s.Organisations.Get(ctx, string(r.Organisation))
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, records.Answer("read organisation "+string(r.Organisation), err)
	}
	d.Value.ID = r.Organisation
	if !actor.May(app.OpAnswerMembership, target(d.Value, r.Organisation)) {
		return false, nil
	}
	return s.decides(ctx, actor, d.Value)
}

func (s *Service) requestView(ctx context.Context, actor app.Actor, r app.MembershipRequest) (RequestView, error) {
	v := RequestView{MembershipRequest: r}
	c, err := s.Clusters.Get(ctx, string(r.Cluster))
	if err == nil {
		v.ClusterName, v.ClusterSlug = c.Value.Name, c.Value.Slug
	} else if !errors.Is(err, store.ErrNotFound) {
		return v, records.Answer("read cluster", err)
	}
	o, err := s.Organisations.Get(ctx, string(r.Organisation))
	if err == nil {
		v.OrganisationName = o.Value.Name
	} else if !errors.Is(err, store.ErrNotFound) {
		return v, records.Answer("read organisation", err)
	}
	p, err := s.People.Get(ctx, string(r.By))
	if err == nil {
		v.ByName = p.Value.Name
	} else if r.By != "" && !errors.Is(err, store.ErrNotFound) {
		return v, records.Answer("read who asked", err)
	}
	if !r.Waits(s.o.Clock()) {
		return v, nil
	}
	v.CanWithdraw = actor.May(app.OpClusterMembers, app.Target{Clusters: []app.ID{r.Cluster}})
	v.CanAnswer, err = s.answers(ctx, actor, r)
	return v, err
}
