package account

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"splot/app"
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
	err := s.people.Insert(ctx, string(p.ID), p)
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

// change applies f to a person until it is stored over the version that f saw. f tells whether it
// changed anything, and may be called several times.
func (s *Service) change(ctx context.Context, id app.ID, f func(*app.Person) (bool, error)) (app.Person, error) {
	for range writeTries {
		doc, err := s.person(ctx, id)
		if err != nil {
			return app.Person{}, err
		}
		changed, err := f(&doc.Value)
		if err != nil || !changed {
			return doc.Value, err
		}
		doc.Value.UpdatedAt, doc.Value.Scopes = s.clock(), scopesOf(doc.Value.Grants)
		if doc, err = s.people.Replace(ctx, doc); err == nil {
			s.cache.forget(id)
			return doc.Value, nil
		}
		if !errors.Is(err, store.ErrStale) {
			return app.Person{}, wrap(err, "change person", id)
		}
	}
	return app.Person{}, fmt.Errorf("change person %s: %w", id, app.Stale())
}
