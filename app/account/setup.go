package account

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splot/app"
	"splot/app/store"
)

// SetUpValid is how long a set-up link opens the door.
const SetUpValid = 15 * time.Minute

// NewPerson is what people say of themselves when they take an account.
type NewPerson struct {
	Name     string
	Email    string
	Password string
	Locale   app.Lang
}

// SetUpLink makes a one-time link to create the first platform admin, and makes an older one useless.
// Where people exist already, it answers an empty link.
func (s *Service) SetUpLink(ctx context.Context) (string, error) {
	fresh, err := s.nobody(ctx)
	if err != nil || !fresh {
		return "", err
	}
	if err := s.dropLinks(ctx, store.Eq("kind", linkSetUp)); err != nil {
		return "", err
	}
	token, now := newToken(), s.clock()
	value := link{Kind: linkSetUp, Hash: digest(token), CreatedAt: now, ExpiresAt: now.Add(SetUpValid)}
	if err := s.links.Insert(ctx, string(s.ids()), value); err != nil {
		return "", fmt.Errorf("store set-up link: %w", err)
	}
	return s.publicURL + "/setup/" + token, nil
}

// SetUpNeeded tells whether nobody has an account yet, so that the set-up link is the only way in.
func (s *Service) SetUpNeeded(ctx context.Context) (bool, error) { return s.nobody(ctx) }

// SetUp creates the first platform admin and signs them in.
func (s *Service) SetUp(ctx context.Context, v Visitor, token string, p NewPerson) (SignedIn, error) {
	doc, err := s.use(ctx, v, linkSetUp, token)
	if err != nil {
		return SignedIn{}, err
	}
	fresh, err := s.nobody(ctx)
	if err != nil {
		return SignedIn{}, err
	}
	if !fresh {
		return SignedIn{}, expiredLink()
	}
	admin := app.Person{Name: p.Name, Email: p.Email, Locale: p.Locale, Grants: []app.Grant{{Role: app.RoleAdmin}}}
	return s.join(ctx, v, doc, admin, p.Password)
}

// CreateAdmin makes a platform admin, for the command line.
func (s *Service) CreateAdmin(ctx context.Context, p NewPerson) (app.Person, error) {
	if p.Password == "" {
		return app.Person{}, app.Wrong("password", "required")
	}
	person := app.Person{Name: p.Name, Email: p.Email, Locale: p.Locale, Grants: []app.Grant{{Role: app.RoleAdmin}}}
	person, err := s.Create(ctx, person, p.Password)
	if err != nil {
		return person, err
	}
	return person, s.dropLinks(ctx, store.Eq("kind", linkSetUp))
}

// nobody tells whether no person exists yet.
func (s *Service) nobody(ctx context.Context) (bool, error) {
	_, err := s.people.First(ctx, store.Query{})
	if errors.Is(err, store.ErrNotFound) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("look for people: %w", err)
	}
	return false, nil
}
