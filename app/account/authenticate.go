package account

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"splot/app"
	"splot/app/store"
)

// Authenticate tells who holds a token: the actor with the grants of now, and the session. Answers may
// be up to two seconds old (cache.go), so that a revoked session or role is gone that quickly on every
// node. ClassUnauthenticated if the token opens nothing or the person is disabled.
func (s *Service) Authenticate(ctx context.Context, token string) (app.Actor, Session, error) {
	if !looksLikeToken(token) {
		return app.Actor{}, Session{}, app.Unauthenticated()
	}
	key := digest(token)
	if actor, sess, ok := s.cache.get(key); ok {
		return actor, sess, nil
	}
	generation := s.cache.generation()
	doc, err := s.sessions.Get(ctx, key)
	if err != nil {
		return app.Actor{}, Session{}, signedOut("read session", err)
	}
	if !s.clock().Before(doc.Value.ExpiresAt) {
		return app.Actor{}, Session{}, app.Unauthenticated()
	}
	actor, err := s.Actor(ctx, doc.Value.Person)
	if err != nil {
		return app.Actor{}, Session{}, err
	}
	doc = s.touch(ctx, doc)
	s.cache.put(key, actor, doc.Value.shown(), generation)
	return actor, doc.Value.shown(), nil
}

// Actor reads a person as one who acts, with the grants of now; ClassUnauthenticated if there is no such
// person or they are disabled.
func (s *Service) Actor(ctx context.Context, id app.ID) (app.Actor, error) {
	person, err := s.people.Get(ctx, string(id))
	if err != nil {
		return app.Actor{}, signedOut("read person", err)
	}
	if person.Value.Disabled {
		return app.Actor{}, app.Unauthenticated()
	}
	return s.actorOf(ctx, person.Value)
}

func (s *Service) actorOf(ctx context.Context, p app.Person) (app.Actor, error) {
	actor := app.Actor{Person: p.ID, Lang: p.Locale, Grants: p.Grants, Organisation: p.Organisation}
	for _, g := range p.Grants {
		if g.Cluster != "" {
			actor.Clusters = append(actor.Clusters, g.Cluster)
		}
	}
	represented, err := s.organisationsBy(ctx, actor.Represents())
	if err != nil {
		return app.Actor{}, err
	}
	for _, o := range represented {
		actor.Clusters = append(actor.Clusters, o.Clusters...)
	}
	slices.Sort(actor.Clusters)
	actor.Clusters = slices.Compact(actor.Clusters)
	return actor, nil
}

// touch writes that the session is in use, now and then. That it could not is no reason to refuse.
func (s *Service) touch(ctx context.Context, doc store.Doc[session]) store.Doc[session] {
	now := s.clock()
	if now.Sub(doc.Value.SeenAt) < seenEvery {
		return doc
	}
	seen := doc
	seen.Value = doc.Value.seen(now)
	seen, err := s.sessions.Replace(ctx, seen)
	if err == nil {
		return seen
	}
	if gone(err) != nil {
		s.logger.WarnContext(ctx, "last use of a session was not written", slog.Any("session", doc.Value.Handle), slog.Any("error", err))
	}
	return doc
}

func signedOut(doing string, err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return app.Unauthenticated()
	}
	return fmt.Errorf("%s: %w", doing, err)
}
