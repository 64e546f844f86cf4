package account

import (
	"context"
	"strings"

	"splot/app"
)

// Preferences are what people set for themselves.
type Preferences struct {
	Name   string
	Locale app.Lang
	Scheme string
}

// Me reads the actor's own person.
func (s *Service) Me(ctx context.Context, actor app.Actor) (app.Person, error) {
	if err := own(actor); err != nil {
		return app.Person{}, err
	}
	doc, err := s.person(ctx, actor.Person)
	return doc.Value, err
}

// SetPreferences stores the actor's own preferences.
func (s *Service) SetPreferences(ctx context.Context, actor app.Actor, p Preferences) (app.Person, error) {
	if err := own(actor); err != nil {
		return app.Person{}, err
	}
	p.Name = strings.TrimSpace(p.Name)
	return s.change(ctx, cause{by: actor.Person}, actor.Person, func(person *app.Person) (bool, error) {
		before := Preferences{person.Name, person.Locale, person.Scheme}
		person.Name, person.Locale, person.Scheme = p.Name, p.Locale, p.Scheme
		v := app.Validator{Errors: person.Validate()}
		return p != before, v.Err()
	})
}

// SetContact stores the actor's function and telephone number, and what a mutual partner sees of these and of the e-mail
// address.
func (s *Service) SetContact(ctx context.Context, actor app.Actor, function, phone string, shares []string) (app.Person, error) {
	if err := own(actor); err != nil {
		return app.Person{}, err
	}
	return s.change(ctx, cause{by: actor.Person}, actor.Person, func(p *app.Person) (bool, error) {
		p.Function, p.Phone = strings.TrimSpace(function), strings.TrimSpace(phone)
		p.Shares = append([]string{}, shares...) // never nil: the person chose
		v := app.Validator{Errors: p.Validate()}
		return true, v.Err()
	})
}

// ChangePassword replaces the actor's own password, if they know the old one, and ends their other
// sessions and every link to set a new one. A wrong old password is the field "old" with "wrong_password".
func (s *Service) ChangePassword(ctx context.Context, actor app.Actor, keep app.ID, v Visitor, old, password string) error {
	me, err := s.Me(ctx, actor)
	if err != nil {
		return err
	}
	if err := s.limit(ctx, rateChange, me.Email, v); err != nil {
		return err
	}
	var check app.Validator
	checkPassword(&check, "password", password, me.Email)
	if err := check.Err(); err != nil {
		return err
	}
	if len(old) > app.MaxPassword {
		return app.Wrong("old", "wrong_password")
	}
	ok, err := s.verify(ctx, me.ID, old)
	switch {
	case err != nil:
		return err
	case !ok:
		return app.Wrong("old", "wrong_password")
	}
	hash, err := s.passwords.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.replacePassword(ctx, me, hash, keep)
}

// Can lists what the actor may do somewhere, for a client that shows only what can be used.
func Can(actor app.Actor) []app.Operation {
	var can []app.Operation
	for _, op := range app.Operations() {
		some := app.ReachOf(op, app.RolePublic) > app.Nowhere ||
			actor.Person != "" && app.ReachOf(op, app.RolePerson) > app.Nowhere
		for _, g := range actor.Grants {
			some = some || app.ReachOf(op, g.Role) > app.Nowhere
		}
		if some {
			can = append(can, op)
		}
	}
	return can
}
