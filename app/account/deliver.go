package account

import (
	"context"
	"errors"
	"fmt"

	"splot/app"
	"splot/app/feed"
	"splot/app/records"
	"splot/app/store"
)

// Handlers are what the feed must know.
func (s *Service) Handlers() []feed.Handler {
	return []feed.Handler{
		{Name: "letters", Topics: []string{records.TopicLetter}, Handle: s.Deliver, Concurrency: 2, Coalesce: true},
		{Name: "grants", Topics: []string{records.TopicPerson}, Handle: s.Follow},
	}
}

// Deliver is the feed handler of records.TopicLetter. The token is made here and goes into the letter only, so
// that it is never stored. Delivered twice, the link of the later letter is the one that works; a link
// that is known to have left is left alone.
func (s *Service) Deliver(ctx context.Context, e store.Event) error {
	doc, err := s.links.Get(ctx, e.Key)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil
	case err != nil:
		return fmt.Errorf("read link %s: %w", e.Key, err)
	case !doc.Value.SentAt.IsZero() || !s.clock().Before(doc.Value.ExpiresAt):
		return nil
	}
	if doc.Value.Kind == linkReset {
		return s.deliverReset(ctx, doc)
	}
	return s.deliverInvitation(ctx, doc)
}

func (s *Service) deliverReset(ctx context.Context, doc store.Doc[link]) error {
	person, known, err := s.byEmail(ctx, doc.Value.Email)
	if err != nil {
		return err
	}
	if !known || person.Disabled {
		return gone(s.links.Delete(ctx, doc))
	}
	return s.post(ctx, doc, func(token string) letter {
		return resetLetter(person.Locale, person.Name, s.publicURL+"/reset/"+token)
	})
}

func (s *Service) deliverInvitation(ctx context.Context, doc store.Doc[link]) error {
	inv := doc.Value
	scopes, err := s.Scopes(ctx, app.Person{Grants: inv.Grants})
	if err != nil {
		return err
	}
	for _, o := range scopes.Organisations { // the clusters by name too
		for _, id := range o.Clusters {
			c, err := s.clusters.Get(ctx, string(id))
			if err == nil {
				scopes.Clusters[id] = c.Value
			} else if !errors.Is(err, store.ErrNotFound) {
				return fmt.Errorf("read cluster %s: %w", id, err)
			}
		}
	}
	var from inviter
	if by, err := s.people.Get(ctx, string(inv.By)); err == nil {
		from = inviter{by.Value.Name, by.Value.Email}
	} else if !errors.Is(err, store.ErrNotFound) && inv.By != "" {
		return fmt.Errorf("read inviter %s: %w", inv.By, err)
	}
	return s.post(ctx, doc, func(token string) letter {
		return invitationLetter(inv, from, scopes, s.publicURL+"/invitation/"+token)
	})
}

// post gives the link a token, sends the letter and notes that it has left.
func (s *Service) post(ctx context.Context, doc store.Doc[link], write func(token string) letter) error {
	token := newToken()
	doc.Value.Hash = digest(token)
	doc, err := s.links.Replace(ctx, doc)
	if err != nil {
		return fmt.Errorf("give link %s a token: %w", doc.ID, err)
	}
	l := write(token)
	if err := s.mail.Send(ctx, doc.Value.Email, l.subject, l.text); err != nil {
		return fmt.Errorf("send letter of link %s: %w", doc.ID, err)
	}
	doc.Value.SentAt = s.clock()
	_, err = s.links.Replace(ctx, doc, s.invited(doc, "sent", "")...)
	return gone(err) // used up within the moment, which is as good as noted
}
