package account

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"splot/app"
	"splot/app/store"
)

// SignIn opens a session for an address and its password. Unknown addresses, wrong passwords, people
// without a password and disabled people get the same answer after the same work.
func (s *Service) SignIn(ctx context.Context, v Visitor, email, password string) (SignedIn, error) {
	email = app.NormaliseEmail(email)
	if len(email) > app.MaxEmail || len(password) > app.MaxPassword {
		return SignedIn{}, badCredentials()
	}
	if err := s.limitSignIn(ctx, email, v); err != nil {
		return SignedIn{}, err
	}
	person, known, err := s.byEmail(ctx, email)
	if err != nil {
		return SignedIn{}, err
	}
	ok, err := s.verify(ctx, person.ID, password)
	switch {
	case err != nil:
		return SignedIn{}, err
	case !ok || !known || person.Disabled:
		return SignedIn{}, badCredentials()
	}
	return s.open(ctx, person, v)
}

func badCredentials() error {
	return &app.Error{Class: app.ClassUnauthenticated, Reason: "bad_credentials"}
}

// byEmail finds a person by normalised address. Without one, the person has an id that nobody has.
func (s *Service) byEmail(ctx context.Context, email string) (person app.Person, known bool, err error) {
	doc, err := s.people.First(ctx, store.Query{Where: []store.Condition{store.Eq("email", email)}})
	if errors.Is(err, store.ErrNotFound) {
		return app.Person{ID: s.ids()}, false, nil
	}
	if err != nil {
		return app.Person{}, false, fmt.Errorf("find person by address: %w", err)
	}
	return doc.Value, true, nil
}

// verify compares a person's password, and hashes it anew if the recommended work has changed since. A
// person without a password costs the same work.
func (s *Service) verify(ctx context.Context, person app.ID, password string) (bool, error) {
	doc, err := s.credentials.Get(ctx, string(person))
	if errors.Is(err, store.ErrNotFound) {
		_, _, err = s.passwords.verify(ctx, s.passwords.nobody, password)
		return false, err
	}
	if err != nil {
		return false, fmt.Errorf("read credential of %s: %w", person, err)
	}
	ok, outdated, err := s.passwords.verify(ctx, doc.Value.Hash, password)
	if err != nil {
		return false, fmt.Errorf("verify password of %s: %w", person, err)
	}
	if ok && outdated {
		s.rehash(ctx, doc, password)
	}
	return ok, nil
}

// rehash is a courtesy of the sign-in: if it fails, the next one tries again.
func (s *Service) rehash(ctx context.Context, doc store.Doc[credential], password string) {
	hash, err := s.passwords.hash(ctx, password)
	if err == nil {
		doc.Value.Hash = hash
		_, err = s.credentials.Replace(ctx, doc)
	}
	if err != nil {
		s.logger.WarnContext(ctx, "password was not hashed anew", slog.Any("person", doc.ID), slog.Any("error", err))
	}
}

// setPassword stores a hash as the person's password, whether or not there is one.
func (s *Service) setPassword(ctx context.Context, person app.ID, hash string) error {
	_, err := s.credentials.Upsert(ctx, string(person), func(have *credential, _ bool) ([]store.Event, error) {
		*have = credential{Hash: hash, ChangedAt: s.clock()}
		return nil, nil
	})
	return wrap(err, "store password of", person)
}

// writeTries is how often a compare-and-set that depends on nothing else is tried before it gives up.
const writeTries = 6

func wrap(err error, doing string, id app.ID) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s %s: %w", doing, id, err)
}
