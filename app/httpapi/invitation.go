package httpapi

import (
	"context"
	"time"

	"splot/app"
	"splot/app/account"
)

// Invitation is one that was made and is not accepted yet.
type Invitation struct {
	ID           app.ID           `json:"id"`
	Name         string           `json:"name"`
	Email        string           `json:"email"`
	Organisation *OrganisationRef `json:"organisation,omitempty"`
	Grants       []GrantView      `json:"grants" nullable:"false"`
	CreatedAt    time.Time        `json:"createdAt"`
	ExpiresAt    time.Time        `json:"expiresAt"`
	Sent         bool             `json:"sent" doc:"The letter has left"`
}

// OpenedInvitation is an invitation as the invited person sees it.
type OpenedInvitation struct {
	Name         string           `json:"name"`
	Email        string           `json:"email"`
	Locale       string           `json:"locale" enum:"pl,en"`
	Organisation *OrganisationRef `json:"organisation,omitempty"`
	Grants       []GrantView      `json:"grants" nullable:"false"`
	ExpiresAt    time.Time        `json:"expiresAt"`
	Known        bool             `json:"known" doc:"The address has an account: sign in and join, instead of accepting"`
}

type (
	invite struct {
		Body struct {
			Name         string      `json:"name"`
			Email        string      `json:"email"`
			Locale       string      `json:"locale" required:"false" enum:",pl,en" doc:"Of the letter; the inviter's if empty"`
			Organisation app.ID      `json:"organisation" required:"false" maxLength:"80" doc:"The person's own, whose entries they never audit; that of the first representative grant if empty"`
			Grants       []GrantForm `json:"grants" nullable:"false" maxItems:"20"`
		}
	}
	withToken struct {
		Body struct {
			Token string `json:"token" doc:"The last part of the mailed link"`
		}
	}
	acceptInvitation struct {
		Body struct {
			Token    string `json:"token" doc:"The last part of the mailed link"`
			Name     string `json:"name"`
			Password string `json:"password"`
			Locale   string `json:"locale" enum:"pl,en"`
		}
	}
)

// invitations registers both ends of an invitation.
func (a *API) invitations() {
	a.inviting()
	a.invited()
}

func (a *API) inviting() {
	s := a.options.Account
	register(a, get(tagPeople, "listInvitations", "/api/invitations", "List open invitations of a cluster, an organisation or, with neither, all", app.OpListPeople),
		func(ctx context.Context, actor app.Actor, in *OfScope) (*body[page[Invitation]], error) {
			found, err := s.Invitations(ctx, actor, in.Cluster, in.Organisation)
			if err != nil {
				return nil, err
			}
			items, err := a.invitationViews(ctx, actor, found)
			return answer(page[Invitation]{Items: items}), err
		})
	register(a, post(tagPeople, "invite", "/api/invitations", "Invite somebody by mail", app.OpInvite).created(),
		func(ctx context.Context, actor app.Actor, in *invite) (*body[Invitation], error) {
			inv := account.Invitation{
				Name: in.Body.Name, Email: in.Body.Email, Locale: app.Lang(in.Body.Locale), Organisation: in.Body.Organisation,
			}
			for _, g := range in.Body.Grants {
				inv.Grants = append(inv.Grants, g.domain())
			}
			made, err := s.Invite(ctx, actor, inv)
			if err != nil {
				return nil, err
			}
			items, err := a.invitationViews(ctx, actor, []account.Invitation{made})
			if err != nil {
				return nil, err
			}
			return answer(items[0]), nil
		})
	register(a, del(tagPeople, "withdrawInvitation", "/api/invitations/{id}", "Withdraw an invitation", app.OpInvite),
		func(ctx context.Context, actor app.Actor, in *ByID) (*none, error) {
			return &none{}, s.Withdraw(ctx, actor, in.ID)
		})
}

func (a *API) invited() {
	s := a.options.Account
	register(a, post(tagSession, "openInvitation", "/api/invitation/open", "Show the invitation of a mailed link", app.OpUseInvitation).bounded(maxSecretBody),
		func(ctx context.Context, _ app.Actor, in *withToken) (*body[OpenedInvitation], error) {
			inv, err := s.Look(ctx, visitorOf(ctx), in.Body.Token)
			if err != nil {
				return nil, err
			}
			scopes, err := s.Scopes(ctx, app.Person{Organisation: inv.Organisation, Grants: inv.Grants})
			return answer(OpenedInvitation{
				Name: inv.Name, Email: inv.Email, Locale: string(inv.Locale), Organisation: organisationIn(scopes, inv.Organisation),
				Grants: grantViews(app.Actor{}, scopes, inv.Grants), ExpiresAt: inv.ExpiresAt, Known: inv.Known,
			}), err
		})
	register(a, post(tagSession, "acceptInvitation", "/api/invitation/accept", "Take an account by a mailed link, and sign in", app.OpUseInvitation).bounded(maxSecretBody),
		func(ctx context.Context, _ app.Actor, in *acceptInvitation) (*entered, error) {
			return a.enter(ctx)(s.Accept(ctx, visitorOf(ctx), in.Body.Token, account.NewPerson{
				Name: in.Body.Name, Password: in.Body.Password, Locale: app.Lang(in.Body.Locale),
			}))
		})
	register(a, post(tagSession, "joinInvitation", "/api/invitation/join", "Accept an invitation as the person who is signed in", app.OpOwnAccount).bounded(maxSecretBody),
		func(ctx context.Context, actor app.Actor, in *withToken) (*body[Session], error) {
			me, err := s.AcceptAs(ctx, actor, visitorOf(ctx), in.Body.Token)
			return a.sessionAnswer(ctx, me, err)
		})
}

func (a *API) invitationViews(ctx context.Context, actor app.Actor, list []account.Invitation) ([]Invitation, error) {
	people := make([]app.Person, len(list))
	for i, inv := range list {
		people[i] = app.Person{Organisation: inv.Organisation, Grants: inv.Grants}
	}
	scopes, err := a.options.Account.Scopes(ctx, people...)
	out := make([]Invitation, len(list))
	for i, inv := range list {
		out[i] = Invitation{
			ID: inv.ID, Name: inv.Name, Email: inv.Email, Organisation: organisationIn(scopes, inv.Organisation),
			Grants: grantViews(actor, scopes, inv.Grants), CreatedAt: inv.CreatedAt, ExpiresAt: inv.ExpiresAt, Sent: inv.Sent,
		}
	}
	return out, err
}
