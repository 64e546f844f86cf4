package account

import (
	"context"
	"errors"
	"slices"

	"splot/app"
	"splot/app/store"
)

// MaxGrants is how many grants one person has at most.
const MaxGrants = 50

// Give adds a grant to a person whom the actor sees; one that they have already changes nothing. Nobody gives to
// themselves: ClassConflict, own_grant.
func (s *Service) Give(ctx context.Context, actor app.Actor, id app.ID, g app.Grant) (app.Person, error) {
	if err := s.giving(ctx, actor, id, g, func(ctx context.Context, actor app.Actor, g app.Grant) error { return s.mayGrant(ctx, actor, id, g) }); err != nil {
		return app.Person{}, err
	}
	if id == actor.Person {
		return app.Person{}, app.Conflict("own_grant")
	}
	return s.add(ctx, cause{by: actor.Person}, id, g)
}

// giving checks what Give and Take have in common. The person is looked up last: those who may not
// give the grant do not learn whether the person exists.
func (s *Service) giving(ctx context.Context, actor app.Actor, id app.ID, g app.Grant, may mayDo) error {
	if err := somewhere(actor, app.OpGrant); err != nil {
		return err
	}
	var v app.Validator
	checkGrant(&v, "", g)
	if err := v.Err(); err != nil {
		return err
	}
	if err := may(ctx, actor, g); err != nil {
		return err
	}
	_, err := s.Person(ctx, actor, id)
	return err
}

type mayDo func(context.Context, app.Actor, app.Grant) error

func (s *Service) mayGrant(ctx context.Context, actor app.Actor, id app.ID, g app.Grant) error {
	if err := s.mayGive(ctx, actor, app.OpGrant, g); err != nil {
		return err
	}
	return s.theirs(ctx, actor, id, g)
}

// theirs keeps the role of a representative to whose it is to give where somebody represents the organisation already:
// themselves, and the managers of its clusters. ClassForbidden (represented) for an admin. id is whom it is given to.
func (s *Service) theirs(ctx context.Context, actor app.Actor, id app.ID, g app.Grant) error {
	if g.Role != app.RoleRepresentative || actor.System {
		return nil
	}
	t, err := s.scopeOf(ctx, actor, g)
	if err != nil {
		return err
	}
	near := slices.ContainsFunc(actor.Grants, func(own app.Grant) bool {
		return own == g || own.Role == app.RoleManager && slices.Contains(t.Clusters, own.Cluster)
	})
	if near {
		return nil
	}
	represented, err := s.othersHold(ctx, id, g)
	if err == nil && represented {
		err = &app.Error{Class: app.ClassForbidden, Reason: "represented"}
	}
	return err
}

// mayTake is mayGive for a grant that is there; of one whose scope is gone, an admin can rid people.
func (s *Service) mayTake(ctx context.Context, actor app.Actor, g app.Grant) error {
	err := s.mayGive(ctx, actor, app.OpGrant, g)
	if app.ClassOf(err) == app.ClassNotFound && (actor.System || actor.Has(app.RoleAdmin)) {
		return nil
	}
	return err
}

// add gives grants without asking who does.
func (s *Service) add(ctx context.Context, why cause, id app.ID, grants ...app.Grant) (app.Person, error) {
	changed := false
	person, err := s.change(ctx, why, id, func(p *app.Person) (bool, error) {
		changed = false
		for _, g := range grants {
			if !slices.Contains(p.Grants, g) {
				p.Grants, changed = append(p.Grants, g), true
			}
			if g.Role == app.RoleRepresentative && p.Organisation == "" {
				p.Organisation, changed = g.Organisation, true
			}
		}
		var v app.Validator
		v.Count("grants", len(p.Grants), MaxGrants)
		return changed, v.Err()
	})
	if err == nil && changed {
		s.ended(ctx, Ending{Person: id})
	}
	return person, err
}

// Take removes a grant from a person; one that they do not have changes nothing. The last admin and the
// last manager of a cluster keep theirs: ClassConflict, last_admin or last_manager.
func (s *Service) Take(ctx context.Context, actor app.Actor, id app.ID, g app.Grant) (app.Person, error) {
	if err := s.giving(ctx, actor, id, g, s.mayTake); err != nil {
		return app.Person{}, err
	}
	var person app.Person
	err := s.lock.do(ctx, func(ctx context.Context) (err error) {
		changed := false
		person, err = s.change(ctx, cause{by: actor.Person}, id, func(p *app.Person) (bool, error) {
			i := slices.Index(p.Grants, g)
			if changed = i >= 0; !changed {
				return false, nil
			}
			err := s.replaceable(ctx, *p, g)
			p.Grants = slices.Delete(p.Grants, i, i+1)
			return true, err
		})
		if err == nil && changed {
			s.ended(ctx, Ending{Person: id})
		}
		return err
	})
	return person, err
}

// Disable keeps a person from signing in, and ends their sessions. A manager may disable those whose
// every grant they could take. Nobody disables themselves (own_account), nor the last admin or manager.
func (s *Service) Disable(ctx context.Context, actor app.Actor, id app.ID) (app.Person, error) {
	if err := s.disabling(ctx, actor, id); err != nil {
		return app.Person{}, err
	}
	var person app.Person
	err := s.lock.do(ctx, func(ctx context.Context) (err error) {
		person, err = s.change(ctx, cause{by: actor.Person}, id, func(p *app.Person) (bool, error) {
			if p.Disabled {
				return false, nil
			}
			p.Disabled = true
			return true, s.replaceable(ctx, *p, p.Grants...)
		})
		return err
	})
	if err != nil {
		return person, err
	}
	s.ended(ctx, Ending{Person: id})
	return person, s.endAll(ctx, id, "")
}

// Enable lets a disabled person sign in again.
func (s *Service) Enable(ctx context.Context, actor app.Actor, id app.ID) (app.Person, error) {
	if err := s.disabling(ctx, actor, id); err != nil {
		return app.Person{}, err
	}
	return s.change(ctx, cause{by: actor.Person}, id, func(p *app.Person) (bool, error) {
		changed := p.Disabled
		p.Disabled = false
		return changed, nil
	})
}

func (s *Service) disabling(ctx context.Context, actor app.Actor, id app.ID) error {
	if err := somewhere(actor, app.OpGrant); err != nil {
		return err
	}
	if _, err := s.Person(ctx, actor, id); err != nil {
		return err
	}
	if id == actor.Person {
		return app.Conflict("own_account")
	}
	doc, err := s.person(ctx, id)
	if err != nil {
		return err
	}
	if len(doc.Value.Grants) == 0 && !actor.System && !actor.Has(app.RoleAdmin) {
		return app.Forbidden()
	}
	for _, g := range doc.Value.Grants {
		if err := s.mayTake(ctx, actor, g); app.ClassOf(err) == app.ClassNotFound {
			return app.Forbidden() // the actor sees the person, and not what this grant is for
		} else if err != nil {
			return err
		}
	}
	return nil
}

// replaceable tells whether others who can sign in hold the grants, as far as somebody must. It is
// called under the lock.
func (s *Service) replaceable(ctx context.Context, p app.Person, grants ...app.Grant) error {
	for _, g := range grants {
		if g.Role != app.RoleAdmin && g.Role != app.RoleManager {
			continue
		}
		others, err := s.othersHold(ctx, p.ID, g)
		switch {
		case err != nil:
			return err
		case !others && g.Role == app.RoleAdmin:
			return app.Conflict("last_admin")
		case !others:
			return app.Conflict("last_manager")
		}
	}
	return nil
}

var errFound = errors.New("found")

func (s *Service) othersHold(ctx context.Context, id app.ID, g app.Grant) (bool, error) {
	holders := store.Query{Where: []store.Condition{store.Eq("scopes", g.Scope())}}
	err := s.people.Each(ctx, holders, func(d store.Doc[app.Person]) error {
		if app.ID(d.ID) != id && !d.Value.Disabled {
			return errFound
		}
		return nil
	})
	if err == errFound { //nolint:errorlint // the one that the callback returns, unwrapped
		return true, nil
	}
	return false, wrap(err, "look for others like", id)
}
