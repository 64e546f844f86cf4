package account

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/store"
)

// givable are the roles that grants can hold now; guests come by the link of a workshop or event.
var givable = []string{
	string(app.RoleAdmin), string(app.RoleManager), string(app.RoleAnimator), string(app.RoleAuditor), string(app.RoleRepresentative),
}

// checkGrant adds what is wrong with a grant's form: the role, and a scope that fits it.
func checkGrant(v *app.Validator, at string, g app.Grant) {
	v.OneOf(at+"role", string(g.Role), givable)
	cluster := g.Role == app.RoleManager || g.Role == app.RoleAnimator || g.Role == app.RoleAuditor
	organisation := g.Role == app.RoleRepresentative
	for _, scope := range []struct {
		field  string
		id     app.ID
		needed bool
	}{{"cluster", g.Cluster, cluster}, {"organisation", g.Organisation, organisation}} {
		switch {
		case scope.needed && scope.id == "":
			v.Add(at+scope.field, "required")
		case !scope.needed && scope.id != "":
			v.Add(at+scope.field, "other_scope")
		}
	}
}

// mayGive tells whether the actor may give or take a grant by an operation (OpInvite, OpGrant). Above
// the table: only an admin makes admins and managers, so that nobody gives what is above them.
// ClassNotFound if the scope is absent or not visible to the actor.
func (s *Service) mayGive(ctx context.Context, actor app.Actor, op app.Operation, g app.Grant) error {
	if err := somewhere(actor, op); err != nil {
		return err
	}
	t, err := s.scopeOf(ctx, actor, g)
	if err != nil {
		return err
	}
	if err := allow(actor, op, t); err != nil {
		return err
	}
	if !mayRank(actor, g) {
		return app.Forbidden()
	}
	return nil
}

// mayRank tells whether the role is one that the actor may decide about at all.
func mayRank(actor app.Actor, g app.Grant) bool {
	high := g.Role == app.RoleAdmin || g.Role == app.RoleManager
	return !high || actor.System || actor.Has(app.RoleAdmin)
}

// somewhere refuses those who may do the operation nowhere, before anything is read for them.
func somewhere(actor app.Actor, op app.Operation) error {
	switch {
	case actor.System:
		return nil
	case actor.Person == "":
		return app.Unauthenticated()
	case !slices.Contains(Can(actor), op):
		return app.Forbidden()
	}
	return nil
}

// scopeOf reads what a grant is for.
func (s *Service) scopeOf(ctx context.Context, actor app.Actor, g app.Grant) (app.Target, error) {
	switch {
	case g.Cluster != "":
		if _, err := s.clusters.Get(ctx, string(g.Cluster)); err != nil {
			return app.Target{}, absent(err, "read cluster", g.Cluster)
		}
		return app.Target{Clusters: []app.ID{g.Cluster}}, nil
	case g.Organisation != "":
		doc, err := s.organisations.Get(ctx, string(g.Organisation))
		if err != nil {
			return app.Target{}, absent(err, "read organisation", g.Organisation)
		}
		t := app.Target{Organisations: []app.ID{g.Organisation}, Clusters: doc.Value.Clusters}
		if doc.Value.State != app.Published && !actor.Has(app.RoleAdmin) && !actor.May(app.OpEditOrganisation, t) {
			return app.Target{}, app.NotFound()
		}
		return t, nil
	}
	return app.Target{}, nil
}

func absent(err error, doing string, id app.ID) error {
	if errors.Is(err, store.ErrNotFound) {
		return app.NotFound()
	}
	return wrap(err, doing, id)
}

// organisationsBy reads organisations by id, in no order; absent ones are left out.
func (s *Service) organisationsBy(ctx context.Context, ids []app.ID) ([]app.Organisation, error) {
	docs, err := byID(ctx, s.organisations, ids)
	list := make([]app.Organisation, len(docs))
	for i, d := range docs {
		list[i] = d.Value
		list[i].ID = app.ID(d.ID)
	}
	return list, err
}

func (s *Service) clustersBy(ctx context.Context, ids []app.ID) ([]app.Cluster, error) {
	docs, err := byID(ctx, s.clusters, ids)
	list := make([]app.Cluster, len(docs))
	for i, d := range docs {
		list[i] = d.Value
		list[i].ID = app.ID(d.ID)
	}
	return list, err
}

func byID[T any](ctx context.Context, set store.Set[T], ids []app.ID) ([]store.Doc[T], error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	var all []store.Doc[T]
	for part := range slices.Chunk(ids, store.MaxIn) {
		docs, _, err := set.Find(ctx, store.Query{Where: []store.Condition{store.In(store.IDField, part...)}, Limit: store.MaxLimit})
		if err != nil {
			return nil, fmt.Errorf("read %s by id: %w", set.Collection.Name, err)
		}
		all = append(all, docs...)
	}
	return all, nil
}
