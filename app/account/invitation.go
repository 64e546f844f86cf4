package account

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// InvitationValid is how long an invitation can be accepted.
const InvitationValid = 14 * 24 * time.Hour

// MaxInvitationGrants is how many grants one invitation carries at most.
const MaxInvitationGrants = 10

// Invitation asks somebody to take an account, or to take more roles.
type Invitation struct {
	ID           app.ID
	Name         string
	Email        string
	Locale       app.Lang // of the letter; the inviter's if empty
	Organisation app.ID   // the person's own; that of the first representative grant if empty
	Grants       []app.Grant
	By           app.ID
	CreatedAt    time.Time
	ExpiresAt    time.Time
	// Sent says that the letter has left.
	Sent bool
	// Known says that the address has an account, with which to sign in and accept. Only Look fills it.
	Known bool
}

func (d link) invitation(id string) Invitation {
	return Invitation{
		ID: app.ID(id), Name: d.Name, Email: d.Email, Locale: d.Locale, Organisation: d.Organisation, Grants: d.Grants,
		By: d.By, CreatedAt: d.CreatedAt, ExpiresAt: d.ExpiresAt, Sent: !d.SentAt.IsZero(),
	}
}

// Invite stores an invitation; Deliver mails it. The answer is the same for addresses with and without an account. An
// earlier invitation of the same address to one of the roles is replaced (replace.go). Nobody invites themselves:
// ClassConflict, own_grant.
func (s *Service) Invite(ctx context.Context, actor app.Actor, inv Invitation) (Invitation, error) {
	if err := somewhere(actor, app.OpInvite); err != nil {
		return inv, err
	}
	inv = inv.complete(actor)
	if err := inv.check(); err != nil {
		return inv, err
	}
	for _, g := range inv.Grants {
		if err := s.mayInvite(ctx, actor, g); err != nil {
			return inv, err
		}
	}
	if err := s.checkOrganisation(ctx, actor, inv.Organisation); err != nil {
		return inv, err
	}
	if err := s.notOneself(ctx, actor, inv.Email); err != nil {
		return inv, err
	}
	if err := s.limit(ctx, rateOf(actor), string(actor.Person), Visitor{}); err != nil {
		return inv, err
	}
	earlier, err := s.sameInvited(ctx, actor, &inv)
	if err != nil {
		return inv, err
	}
	now := s.clock()
	made, err := s.request(ctx, link{
		Kind: linkInvitation, Email: inv.Email, Name: inv.Name, Locale: inv.Locale, Organisation: inv.Organisation,
		Grants: inv.Grants, Scopes: scopesOf(inv.Grants), By: actor.Person, CreatedAt: now, ExpiresAt: now.Add(InvitationValid),
	})
	if err != nil {
		return inv, err
	}
	return made, s.replaced(ctx, made, earlier)
}

// mayInvite is mayGive, and theirs where somebody represents the organisation.
func (s *Service) mayInvite(ctx context.Context, actor app.Actor, g app.Grant) error {
	if err := s.mayGive(ctx, actor, app.OpInvite, g); err != nil {
		return err
	}
	return s.theirs(ctx, actor, "", g)
}

func (s *Service) notOneself(ctx context.Context, actor app.Actor, email string) error {
	if actor.Person == "" {
		return nil
	}
	me, err := s.person(ctx, actor.Person)
	if err == nil && me.Value.Email == email {
		err = app.Conflict("own_grant")
	}
	return err
}

// rateOf is narrow for those who look after one organisation: letters go to strangers.
func rateOf(actor app.Actor) rate {
	if actor.System || actor.Has(app.RoleAdmin) || actor.Has(app.RoleManager) {
		return rateInvite
	}
	return rateInviteColleague
}

// request stores a link that Deliver gives a token and mails.
func (s *Service) request(ctx context.Context, l link) (Invitation, error) {
	id := s.ids()
	letter := records.NewEvent(s.ids(), l.CreatedAt, l.By, records.TopicLetter, id, nil)
	events := append([]store.Event{letter}, s.invited(store.Doc[link]{ID: string(id), Value: l}, "made", l.By)...)
	if err := s.links.Insert(ctx, string(id), l, events...); err != nil {
		return Invitation{}, fmt.Errorf("store %s link: %w", l.Kind, err)
	}
	return l.invitation(string(id)), nil
}

func (inv Invitation) complete(actor app.Actor) Invitation {
	inv.Name, inv.Email = strings.TrimSpace(inv.Name), app.NormaliseEmail(inv.Email)
	if inv.Locale == "" {
		inv.Locale = actor.Lang
	}
	if inv.Locale == "" {
		inv.Locale = app.Langs[0]
	}
	i := slices.IndexFunc(inv.Grants, func(g app.Grant) bool { return g.Role == app.RoleRepresentative })
	if inv.Organisation == "" && i >= 0 {
		inv.Organisation = inv.Grants[i].Organisation
	}
	return inv
}

func (inv Invitation) check() error {
	person := app.Person{Name: inv.Name, Email: inv.Email, Locale: inv.Locale, Scheme: app.Schemes[0]}
	v := app.Validator{Errors: person.Validate()}
	v.Count("grants", len(inv.Grants), MaxInvitationGrants)
	if len(inv.Grants) == 0 {
		v.Add("grants", "required")
	}
	for i, g := range inv.Grants {
		at := "grants." + strconv.Itoa(i)
		checkGrant(&v, at+".", g)
		if slices.Contains(inv.Grants[:i], g) {
			v.Add(at, "twice")
		}
	}
	return v.Err()
}

func (s *Service) checkOrganisation(ctx context.Context, actor app.Actor, id app.ID) error {
	if id == "" {
		return nil
	}
	t, err := s.scopeOf(ctx, actor, app.Grant{Organisation: id})
	if err == nil && !actor.System && !actor.May(app.OpInvite, t) {
		err = app.Wrong("organisation", "not_invited_for")
	}
	return err
}

// Look shows the invitation of a token to whoever holds it.
func (s *Service) Look(ctx context.Context, v Visitor, token string) (Invitation, error) {
	doc, err := s.invitationOf(ctx, v, token)
	if err != nil {
		return Invitation{}, err
	}
	inv := doc.Value.invitation(doc.ID)
	_, inv.Known, err = s.byEmail(ctx, inv.Email)
	return inv, err
}

// Accept makes the invited person and signs them in; the address is the invitation's. Where the address
// has an account, the invitation is accepted after signing in (AcceptAs): ClassConflict, invitation_known.
func (s *Service) Accept(ctx context.Context, v Visitor, token string, p NewPerson) (SignedIn, error) {
	doc, err := s.invitationOf(ctx, v, token)
	if err != nil {
		return SignedIn{}, err
	}
	_, known, err := s.byEmail(ctx, doc.Value.Email)
	switch {
	case err != nil:
		return SignedIn{}, err
	case known:
		return SignedIn{}, app.Conflict("invitation_known")
	}
	in, err := s.join(ctx, v, doc, app.Person{
		Name: p.Name, Email: doc.Value.Email, Locale: p.Locale, Organisation: doc.Value.Organisation, Grants: doc.Value.Grants,
	}, p.Password)
	if err != nil {
		return in, err
	}
	return in, s.dropHeld(ctx, in.Person)
}

// AcceptAs adds what an invitation gives to the actor, whose address it must be for: ClassConflict,
// invitation_other if it is not.
func (s *Service) AcceptAs(ctx context.Context, actor app.Actor, v Visitor, token string) (app.Person, error) {
	me, err := s.Me(ctx, actor)
	if err != nil {
		return app.Person{}, err
	}
	doc, err := s.invitationOf(ctx, v, token)
	switch {
	case err != nil:
		return app.Person{}, err
	case doc.Value.Email != me.Email:
		return app.Person{}, app.Conflict("invitation_other")
	case doc.Value.By == me.ID:
		return app.Person{}, app.Conflict("own_grant")
	}
	if err := s.spend(ctx, doc); err != nil {
		return app.Person{}, err
	}
	person, err := s.add(ctx, cause{by: doc.Value.By, invitation: app.ID(doc.ID)}, me.ID, doc.Value.Grants...)
	if err != nil {
		return person, err
	}
	return person, s.dropHeld(ctx, person)
}

// invitationOf finds a valid invitation. It is one no longer if the inviter could not give it now.
func (s *Service) invitationOf(ctx context.Context, v Visitor, token string) (store.Doc[link], error) {
	doc, err := s.use(ctx, v, linkInvitation, token)
	if err != nil || doc.Value.By == "" {
		return doc, err
	}
	inviter, err := s.Actor(ctx, doc.Value.By)
	for _, g := range doc.Value.Grants {
		if err == nil {
			err = s.mayGive(ctx, inviter, app.OpInvite, g)
		}
	}
	if _, refused := errors.AsType[*app.Error](err); refused {
		return doc, expiredLink()
	}
	return doc, err
}

// Invitations lists what is not accepted yet, soonest to expire first: whose is as in People.
func (s *Service) Invitations(ctx context.Context, actor app.Actor, cluster, organisation app.ID) ([]Invitation, error) {
	parts, err := s.listing(ctx, actor, cluster, organisation)
	if err != nil {
		return nil, err
	}
	alive := store.Condition{Field: "expiresAt", Above: s.clock()}
	queries := []store.Query{{Where: []store.Condition{alive, store.Eq("kind", linkInvitation)}}}
	if parts != nil {
		queries = nil
	}
	for _, part := range parts {
		queries = append(queries, store.Query{Where: []store.Condition{alive, store.In("scopes", part...)}})
	}
	var list []Invitation
	for _, q := range queries {
		q.Limit = MaxInvitations
		docs, _, err := s.links.Find(ctx, q)
		if err != nil {
			return nil, fmt.Errorf("list invitations: %w", err)
		}
		for _, d := range docs {
			list = append(list, d.Value.invitation(d.ID))
		}
	}
	slices.SortFunc(list, func(a, b Invitation) int { return a.ExpiresAt.Compare(b.ExpiresAt) })
	return list[:min(len(list), MaxInvitations)], nil
}

// MaxInvitations is how many open invitations are listed at most.
const MaxInvitations = 500

// Withdraw makes an invitation useless; whoever could have made it may. Of one that was accepted meanwhile it says so:
// ClassConflict, invitation_accepted.
func (s *Service) Withdraw(ctx context.Context, actor app.Actor, id app.ID) error {
	if err := somewhere(actor, app.OpInvite); err != nil {
		return err
	}
	doc, err := s.links.Get(ctx, string(id))
	if errors.Is(err, store.ErrNotFound) {
		return s.tooLate(ctx, actor, id)
	}
	if err != nil {
		return wrap(err, "read invitation", id)
	}
	if doc.Value.Kind != linkInvitation {
		return app.NotFound()
	}
	for _, g := range doc.Value.Grants {
		if err := s.mayGive(ctx, actor, app.OpInvite, g); err != nil {
			return app.NotFound()
		}
	}
	err = s.links.Delete(ctx, doc, s.invited(doc, "withdrawn", actor.Person)...)
	if errors.Is(err, store.ErrNotFound) {
		return s.tooLate(ctx, actor, id)
	}
	return gone(err)
}

// tooLate tells who could have withdrawn an invitation that it was accepted, and by whom; others learn nothing.
func (s *Service) tooLate(ctx context.Context, actor app.Actor, id app.ID) error {
	row, found, err := s.acceptedBy(ctx, id)
	if err != nil || !found {
		return cmp.Or[error](err, app.NotFound())
	}
	if s.mayGive(ctx, actor, app.OpInvite, row.Grant) != nil {
		return app.NotFound()
	}
	person, err := s.person(ctx, row.Person)
	if err != nil {
		return err
	}
	return app.Conflict("invitation_accepted", "name", person.Value.Name)
}
