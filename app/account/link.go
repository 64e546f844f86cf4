package account

import (
	"context"
	"errors"
	"fmt"

	"splot/app"
	"splot/app/store"
)

// expiredLink is the one answer for links that are used, expired, withdrawn or were never there.
func expiredLink() error { return &app.Error{Class: app.ClassNotFound, Reason: "expired_link"} }

// use finds the valid link of a token. It does not use it up: spend does, when the rest is done.
func (s *Service) use(ctx context.Context, v Visitor, kind linkKind, token string) (store.Doc[link], error) {
	if !looksLikeToken(token) {
		return store.Doc[link]{}, expiredLink()
	}
	if err := s.limit(ctx, rateLink, token, v); err != nil {
		return store.Doc[link]{}, err
	}
	doc, err := s.links.First(ctx, store.Query{Where: []store.Condition{store.Eq("hash", digest(token))}})
	switch {
	case errors.Is(err, store.ErrNotFound):
		return doc, expiredLink()
	case err != nil:
		return doc, fmt.Errorf("find %s link: %w", kind, err)
	case doc.Value.Kind != kind || !s.clock().Before(doc.Value.ExpiresAt):
		return doc, expiredLink()
	}
	return doc, nil
}

// spend uses a link up. Of two who try, one gets expiredLink.
func (s *Service) spend(ctx context.Context, doc store.Doc[link]) error {
	err := s.links.Delete(ctx, doc, s.invited(doc, "accepted", "")...)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrStale) {
		return expiredLink()
	}
	return wrap(err, "use up link", app.ID(doc.ID))
}

// join makes the person that a link is for, uses the link up and signs the person in. Everything that
// can be wrong with the input is found while the link still works; the link is used up before the person
// is made, so that it makes one at most.
func (s *Service) join(ctx context.Context, v Visitor, doc store.Doc[link], p app.Person, password string) (SignedIn, error) {
	if password == "" {
		return SignedIn{}, app.Wrong("password", "required")
	}
	made, err := s.prepare(ctx, p, password)
	if err != nil {
		return SignedIn{}, err
	}
	if doc.Value.Kind == linkInvitation {
		made.cause = cause{by: doc.Value.By, invitation: app.ID(doc.ID)}
	}
	if err := s.spend(ctx, doc); err != nil {
		return SignedIn{}, err
	}
	person, err := s.insert(ctx, made)
	if err != nil {
		return SignedIn{}, err
	}
	return s.open(ctx, person, v)
}

// dropLinks deletes the links that the conditions select.
func (s *Service) dropLinks(ctx context.Context, where ...store.Condition) error {
	err := s.links.Each(ctx, store.Query{Where: where}, func(d store.Doc[link]) error { return gone(s.links.Delete(ctx, d)) })
	if err != nil {
		return fmt.Errorf("drop links: %w", err)
	}
	return nil
}
