package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"splot/app"
	"splot/app/store"
)

// How long a session lives: since it was last used, and in all. seenEvery bounds how often its last use
// is written.
const (
	SessionIdle     = 14 * 24 * time.Hour
	SessionAbsolute = 90 * 24 * time.Hour
	seenEvery       = 10 * time.Minute
)

// MaxSessions is how many sessions a person has at once; one more ends the one unused for longest.
const MaxSessions = 50

// Session is one place where a person is signed in.
type Session struct {
	ID        app.ID // a name to show and to end it by; no way in
	Person    app.ID
	Agent     string // browser and system, in words
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time // the latest moment at which it ends, if it is not used again
}

func (s session) shown() Session {
	return Session{ID: s.Handle, Person: s.Person, Agent: s.Agent, CreatedAt: s.CreatedAt, SeenAt: s.SeenAt, ExpiresAt: s.ExpiresAt}
}

// seen returns the session as used now.
func (s session) seen(now time.Time) session {
	s.SeenAt, s.ExpiresAt = now, now.Add(SessionIdle)
	if last := s.CreatedAt.Add(SessionAbsolute); s.ExpiresAt.After(last) {
		s.ExpiresAt = last
	}
	return s
}

// SignedIn is a new session and the token that opens it, which is nowhere else.
type SignedIn struct {
	Token   string
	Session Session
	Person  app.Person
	// Device is a new token for the browser to keep among its Visitor.Devices; empty if it has one for this person.
	Device string
}

func (s *Service) open(ctx context.Context, person app.Person, v Visitor) (SignedIn, error) {
	if err := s.makeRoom(ctx, person.ID); err != nil {
		return SignedIn{}, err
	}
	token, now := newToken(), s.clock()
	value := session{Handle: s.ids(), Person: person.ID, Agent: describeAgent(v.Agent), CreatedAt: now}.seen(now)
	if err := s.sessions.Insert(ctx, digest(token), value); err != nil {
		return SignedIn{}, fmt.Errorf("open session of %s: %w", person.ID, err)
	}
	in := SignedIn{Token: token, Session: value.shown(), Person: person}
	if s.knownDevice(person.Email, v) == "" {
		in.Device = s.newDevice(person.Email)
	}
	return in, nil
}

func (s *Service) makeRoom(ctx context.Context, person app.ID) error {
	docs, err := s.sessionsOf(ctx, person)
	if err != nil {
		return err
	}
	for i := 0; i <= len(docs)-MaxSessions; i++ {
		if err := s.end(ctx, docs[i]); err != nil {
			return err
		}
	}
	return nil
}

// sessionsOf lists a person's sessions, unused for longest first.
func (s *Service) sessionsOf(ctx context.Context, person app.ID) ([]store.Doc[session], error) {
	docs, _, err := s.sessions.Find(ctx, store.Query{
		Where: []store.Condition{store.Eq("person", person)}, Sort: "seenAt", Limit: store.MaxLimit,
	})
	if err != nil {
		return nil, fmt.Errorf("list sessions of %s: %w", person, err)
	}
	return docs, nil
}

// Sessions lists the actor's own sessions that are valid, last used first.
func (s *Service) Sessions(ctx context.Context, actor app.Actor) ([]Session, error) {
	if err := own(actor); err != nil {
		return nil, err
	}
	docs, err := s.sessionsOf(ctx, actor.Person)
	if err != nil {
		return nil, err
	}
	var list []Session
	for _, d := range slices.Backward(docs) {
		if s.clock().Before(d.Value.ExpiresAt) {
			list = append(list, d.Value.shown())
		}
	}
	return list, nil
}

// EndSession ends one of the actor's own sessions: signing out, here or elsewhere.
func (s *Service) EndSession(ctx context.Context, actor app.Actor, id app.ID) error {
	if err := own(actor); err != nil {
		return err
	}
	docs, err := s.sessionsOf(ctx, actor.Person)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(docs, func(d store.Doc[session]) bool { return d.Value.Handle == id })
	if i < 0 {
		return app.NotFound()
	}
	return s.end(ctx, docs[i])
}

// EndSessions ends all of the actor's own sessions, but for one to keep (empty keeps none).
func (s *Service) EndSessions(ctx context.Context, actor app.Actor, keep app.ID) error {
	if err := own(actor); err != nil {
		return err
	}
	return s.endAll(ctx, actor.Person, keep)
}

func (s *Service) endAll(ctx context.Context, person, keep app.ID) error {
	docs, err := s.sessionsOf(ctx, person)
	if err != nil {
		return err
	}
	for _, d := range docs {
		if d.Value.Handle != keep {
			err = errors.Join(err, s.end(ctx, d))
		}
	}
	return err
}

// end deletes a session, whatever its version: only its last use may have been written meanwhile.
func (s *Service) end(ctx context.Context, d store.Doc[session]) error {
	for range writeTries {
		err := s.sessions.Delete(ctx, d)
		if errors.Is(err, store.ErrStale) {
			if d, err = s.sessions.Get(ctx, d.ID); err == nil {
				continue
			}
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("end session %s: %w", d.Value.Handle, err)
		}
		s.cache.forget(d.Value.Person)
		s.ended(ctx, Ending{Person: d.Value.Person, Session: d.Value.Handle})
		return nil
	}
	return fmt.Errorf("end session %s: %w", d.Value.Handle, store.ErrStale)
}
