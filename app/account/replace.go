package account

import (
	"context"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// invited is the event of something that happened to an invitation; none of another link.
func (s *Service) invited(doc store.Doc[link], action string, by app.ID) []store.Event {
	if doc.Value.Kind != linkInvitation {
		return nil
	}
	return []store.Event{records.NewEvent(s.ids(), s.clock(), by, records.TopicInvitation, app.ID(doc.ID), records.InvitationStep{
		Action: action, Scopes: doc.Value.Scopes,
	})}
}

// openFor lists the open invitations of an address.
func (s *Service) openFor(ctx context.Context, email string) ([]store.Doc[link], error) {
	docs, _, err := s.links.Find(ctx, store.Query{
		Where: []store.Condition{store.Eq("kind", linkInvitation), store.Eq("email", email)}, Limit: store.MaxLimit,
	})
	return docs, wrap(err, "find invitations of", "an address")
}

// sameInvited finds the earlier invitations of the same address to one of the same roles, which the new one replaces.
// What else they gave goes over to the new one as far as the actor may give it.
func (s *Service) sameInvited(ctx context.Context, actor app.Actor, inv *Invitation) ([]store.Doc[link], error) {
	open, err := s.openFor(ctx, inv.Email)
	if err != nil {
		return nil, err
	}
	asked := slices.Clone(inv.Grants)
	var same []store.Doc[link]
	for _, d := range open {
		if !slices.ContainsFunc(asked, func(g app.Grant) bool { return slices.Contains(d.Value.Grants, g) }) {
			continue
		}
		same = append(same, d)
		if !s.clock().Before(d.Value.ExpiresAt) {
			continue
		}
		for _, g := range d.Value.Grants {
			if !slices.Contains(inv.Grants, g) && len(inv.Grants) < MaxInvitationGrants && s.mayInvite(ctx, actor, g) == nil {
				inv.Grants = append(inv.Grants, g)
			}
		}
	}
	return same, nil
}

// replaced takes from earlier invitations what the new one gives; what gives nothing then is gone, and its link with
// it. It also looks for one that was made at the same moment: of the two the later stays.
func (s *Service) replaced(ctx context.Context, made Invitation, earlier []store.Doc[link]) error {
	open, err := s.openFor(ctx, made.Email)
	if err != nil {
		return err
	}
	for _, d := range open {
		known := slices.ContainsFunc(earlier, func(e store.Doc[link]) bool { return e.ID == d.ID })
		if app.ID(d.ID) == made.ID || !known && app.ID(d.ID) > made.ID {
			continue
		}
		if err := s.without(ctx, d, made.Grants, "replaced", made.By); err != nil {
			return err
		}
	}
	return nil
}

// dropHeld takes from the open invitations of a person what they have now.
func (s *Service) dropHeld(ctx context.Context, p app.Person) error {
	open, err := s.openFor(ctx, p.Email)
	if err != nil {
		return err
	}
	for _, d := range open {
		if err := s.without(ctx, d, p.Grants, "accepted", p.ID); err != nil {
			return err
		}
	}
	return nil
}

// without takes grants out of an invitation, and the invitation away when none is left.
func (s *Service) without(ctx context.Context, d store.Doc[link], grants []app.Grant, action string, by app.ID) error {
	rest := slices.DeleteFunc(slices.Clone(d.Value.Grants), func(g app.Grant) bool { return slices.Contains(grants, g) })
	if len(rest) == len(d.Value.Grants) {
		return nil
	}
	told := s.invited(d, action, by)
	if len(rest) == 0 {
		return gone(s.links.Delete(ctx, d, told...))
	}
	d.Value.Grants, d.Value.Scopes = rest, scopesOf(rest)
	_, err := s.links.Replace(ctx, d, told...)
	if err = gone(err); err != nil {
		return fmt.Errorf("narrow invitation %s: %w", d.ID, err)
	}
	return nil
}
