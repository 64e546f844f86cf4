package account

import (
	"context"
	"errors"
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
	docs, err := s.organisations.ByID(ctx, ids)
	list := make([]app.Organisation, 0, len(docs))
	for _, d := range docs {
		list = append(list, d.Value)
	}
	return list, err
}

func (s *Service) clustersBy(ctx context.Context, ids []app.ID) ([]app.Cluster, error) {
	docs, err := s.clusters.ByID(ctx, ids)
	list := make([]app.Cluster, 0, len(docs))
	for _, d := range docs {
		list = append(list, d.Value)
	}
	return list, err
}
