package account

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Create makes a person with a password (an empty one: none yet), for the program itself: set-up, the
// command line, demonstration data. It fills in id, scopes and times where they are empty. ClassInvalid
// names fields as in app.Person, and "password"; a taken address is "taken".
func (s *Service) Create(ctx context.Context, p app.Person, password string) (app.Person, error) {
	made, err := s.prepare(ctx, p, password)
	if err != nil {
		return p, err
	}
	return s.insert(ctx, made)
}

// prepared is a person who is found to be right and has not been stored, with the password's hash.
type prepared struct {
	person app.Person
	cause  cause
	hash   string
	given  bool // the id was not made for this person
}

// prepare does all of Create that can fail by input or load and writes nothing.
func (s *Service) prepare(ctx context.Context, p app.Person, password string) (made prepared, err error) {
	p.Name, p.Email = strings.TrimSpace(p.Name), app.NormaliseEmail(p.Email)
	if p.Scheme == "" {
		p.Scheme = app.Schemes[0]
	}
	v := app.Validator{Errors: p.Validate()}
	if password != "" {
		checkPassword(&v, "password", password, p.Email)
	}
	if err := v.Err(); err != nil {
		return made, err
	}
	_, taken, err := s.byEmail(ctx, p.Email)
	if err != nil {
		return made, err
	}
	if taken {
		return made, app.Wrong("email", "taken")
	}
	if password != "" {
		made.hash, err = s.passwords.hash(ctx, password)
	}
	made.person, made.given = p, p.ID != ""
	return made, err
}

// insert stores the password first: a password without a person opens nothing, a first admin without a
// password would lock everybody out.
func (s *Service) insert(ctx context.Context, made prepared) (app.Person, error) {
	p, now := made.person, s.clock()
	if !made.given {
		p.ID = s.ids()
	}
	if p.CreatedAt.IsZero() {
		p.CreatedAt = now
	}
	p.UpdatedAt, p.Scopes = now, scopesOf(p.Grants)
	if made.hash != "" {
		if err := s.setPassword(ctx, p.ID, made.hash); err != nil {
			return p, err
		}
	}
	told := s.stepped(p.ID, made.cause, records.PersonStep{Created: true, Given: p.Grants, Invitation: made.cause.invitation})
	err := s.people.Insert(ctx, string(p.ID), p, told)
	if clash, ok := errors.AsType[*store.DuplicateError](err); ok && clash.Index == "email" {
		if !made.given {
			s.forgetPassword(ctx, p.ID)
		}
		return p, app.Wrong("email", "taken")
	}
	return p, wrap(err, "create person", p.ID)
}

func (s *Service) forgetPassword(ctx context.Context, id app.ID) {
	doc, err := s.credentials.Get(ctx, string(id))
	if err == nil {
		err = s.credentials.Delete(ctx, doc)
	}
	if gone(err) != nil {
		s.logger.WarnContext(ctx, "password of nobody was not deleted", slog.Any("person", id), slog.Any("error", err))
	}
}

func scopesOf(grants []app.Grant) []string {
	scopes := make([]string, len(grants))
	for i, g := range grants {
		scopes[i] = g.Scope()
	}
	return scopes
}

func (s *Service) person(ctx context.Context, id app.ID) (store.Doc[app.Person], error) {
	doc, err := s.people.Get(ctx, string(id))
	if errors.Is(err, store.ErrNotFound) {
		return doc, app.NotFound()
	}
	return doc, wrap(err, "read person", id)
}

// cause is why a person changes: who did it (empty for the program), and the invitation that was accepted.
type cause struct{ by, invitation app.ID }

// change applies f to a person until it is stored over the version that f saw, and tells what became of their grants. f
// tells whether it changed anything, and may be called several times.
func (s *Service) change(ctx context.Context, why cause, id app.ID, f func(*app.Person) (bool, error)) (app.Person, error) {
	doc, err := s.people.Change(ctx, string(id), func(p *app.Person) ([]store.Event, error) {
		p.ID = id
		before := *p
		before.Grants = slices.Clone(p.Grants)
		changed, err := f(p)
		if err == nil && !changed {
			err = store.ErrUnchanged
		}
		p.UpdatedAt, p.Scopes = s.clock(), scopesOf(p.Grants)
		return []store.Event{s.stepped(id, why, difference(before, *p, why))}, err
	})
	doc.Value.ID = id
	if errors.Is(err, store.ErrNotFound) {
		return doc.Value, app.NotFound()
	}
	if errors.Is(err, store.ErrStale) {
		return app.Person{}, fmt.Errorf("change person %s: %w", id, app.Stale())
	}
	if _, ours := errors.AsType[*app.Error](err); err != nil && !ours {
		return app.Person{}, wrap(err, "change person", id)
	}
	if err == nil {
		s.cache.forget(id)
	}
	return doc.Value, err
}

func (s *Service) stepped(id app.ID, why cause, step records.PersonStep) store.Event {
	return records.NewEvent(s.ids(), s.clock(), why.by, records.TopicPerson, id, step)
}

func difference(before, after app.Person, why cause) records.PersonStep {
	step := records.PersonStep{
		Disabled: after.Disabled && !before.Disabled, Enabled: before.Disabled && !after.Disabled, Invitation: why.invitation,
	}
	for _, g := range after.Grants {
		if !slices.Contains(before.Grants, g) {
			step.Given = append(step.Given, g)
		}
	}
	for _, g := range before.Grants {
		if !slices.Contains(after.Grants, g) {
			step.Taken = append(step.Taken, g)
		}
	}
	return step
}
