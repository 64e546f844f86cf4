package httpapi

import (
	"context"
	"time"

	"splot/app"
	"splot/app/account"
)

const tagPeople = "people"

// Person is somebody as those see them who look after people.
type Person struct {
	ID           app.ID           `json:"id"`
	Name         string           `json:"name"`
	Email        string           `json:"email"`
	Organisation *OrganisationRef `json:"organisation,omitempty"`
	Grants       []GrantView      `json:"grants" nullable:"false" doc:"As far as the viewer may see them"`
	Disabled     bool             `json:"disabled"`
	CreatedAt    time.Time        `json:"createdAt"`
}

// GrantForm is a role in its scope.
type GrantForm struct {
	Role         string `json:"role" enum:"admin,manager,animator,auditor,representative"`
	Cluster      app.ID `json:"cluster" required:"false" maxLength:"80" doc:"Of a manager, animator or auditor"`
	Organisation app.ID `json:"organisation" required:"false" maxLength:"80" doc:"Of a representative"`
}

func (g GrantForm) domain() app.Grant {
	return app.Grant{Role: app.Role(g.Role), Cluster: g.Cluster, Organisation: g.Organisation}
}

// GrantView is a role with its scope by name.
type GrantView struct {
	Role         string           `json:"role" enum:"admin,manager,animator,auditor,representative,guest"`
	Cluster      *ClusterRef      `json:"cluster,omitempty"`
	Organisation *OrganisationRef `json:"organisation,omitempty"`
	CanTake      bool             `json:"canTake" doc:"The viewer may take it away"`
}

type (
	// OfScope says whose people are meant.
	OfScope struct {
		Cluster      app.ID `query:"cluster" maxLength:"80" doc:"Roles of this cluster, and representatives of its members"`
		Organisation app.ID `query:"organisation" maxLength:"80" doc:"Representatives of this organisation"`
	}
	listPeople struct {
		OfScope
		Paging
	}
	giveGrant struct {
		ID   app.ID `path:"id" maxLength:"80" doc:"Id"`
		Body GrantForm
	}
	takeGrant struct {
		ID           app.ID `path:"id" maxLength:"80" doc:"Id"`
		Role         string `query:"role" required:"true" enum:"admin,manager,animator,auditor,representative"`
		Cluster      app.ID `query:"cluster" maxLength:"80"`
		Organisation app.ID `query:"organisation" maxLength:"80"`
	}
	setDisabled struct {
		ID   app.ID `path:"id" maxLength:"80" doc:"Id"`
		Body struct {
			Disabled bool `json:"disabled" doc:"Nobody disabled can sign in"`
		}
	}
)

// people registers who looks after people: lists, invitations, grants.
func (a *API) people() {
	s := a.options.Account
	register(a, get(tagPeople, "listPeople", "/api/people", "List people of a cluster, an organisation or, with neither, all, by name", app.OpListPeople),
		func(ctx context.Context, actor app.Actor, in *listPeople) (*body[page[Person]], error) {
			people, next, err := s.People(ctx, actor, account.PeopleQuery{
				Cluster: in.Cluster, Organisation: in.Organisation, Cursor: in.Cursor, Limit: in.Limit,
			})
			if err != nil {
				return nil, err
			}
			items, err := a.personViews(ctx, actor, people)
			return answer(page[Person]{Items: items, Next: next}), err
		})
	register(a, get(tagPeople, "getPerson", "/api/people/{id}", "Show a person", app.OpListPeople),
		func(ctx context.Context, actor app.Actor, in *ByID) (*body[Person], error) {
			p, err := s.Person(ctx, actor, in.ID)
			return a.personAnswer(ctx, actor, p, err)
		})
	a.granting()
	a.trail()
	a.invitations()
}

func (a *API) granting() {
	s := a.options.Account
	register(a, post(tagPeople, "giveGrant", "/api/people/{id}/grants", "Give a person a role", app.OpGrant),
		func(ctx context.Context, actor app.Actor, in *giveGrant) (*body[Person], error) {
			_, err := s.Give(ctx, actor, in.ID, in.Body.domain())
			return a.personAgain(ctx, actor, in.ID, err)
		})
	register(a, del(tagPeople, "takeGrant", "/api/people/{id}/grants", "Take a role from a person", app.OpGrant),
		func(ctx context.Context, actor app.Actor, in *takeGrant) (*none, error) {
			_, err := s.Take(ctx, actor, in.ID, app.Grant{Role: app.Role(in.Role), Cluster: in.Cluster, Organisation: in.Organisation})
			return &none{}, err
		})
	register(a, put(tagPeople, "setDisabled", "/api/people/{id}/disabled", "Keep a person from signing in, or let them again", app.OpGrant),
		func(ctx context.Context, actor app.Actor, in *setDisabled) (*body[Person], error) {
			change := s.Enable
			if in.Body.Disabled {
				change = s.Disable
			}
			_, err := change(ctx, actor, in.ID)
			return a.personAgain(ctx, actor, in.ID, err)
		})
}

// personAgain answers with the person as the actor sees them after a change.
func (a *API) personAgain(ctx context.Context, actor app.Actor, id app.ID, err error) (*body[Person], error) {
	if err != nil {
		return nil, err
	}
	p, err := a.options.Account.Person(ctx, actor, id)
	return a.personAnswer(ctx, actor, p, err)
}

func (a *API) personAnswer(ctx context.Context, actor app.Actor, p app.Person, err error) (*body[Person], error) {
	if err != nil {
		return nil, err
	}
	items, err := a.personViews(ctx, actor, []app.Person{p})
	if err != nil {
		return nil, err
	}
	return answer(items[0]), nil
}

func (a *API) personViews(ctx context.Context, actor app.Actor, people []app.Person) ([]Person, error) {
	scopes, err := a.options.Account.Scopes(ctx, people...)
	out := make([]Person, len(people))
	for i, p := range people {
		out[i] = Person{
			ID: p.ID, Name: p.Name, Email: p.Email, Organisation: organisationIn(scopes, p.Organisation),
			Grants: grantViews(actor, scopes, p.Grants), Disabled: p.Disabled, CreatedAt: p.CreatedAt,
		}
	}
	return out, err
}

func grantViews(actor app.Actor, scopes account.Scopes, grants []app.Grant) []GrantView {
	out := make([]GrantView, len(grants))
	for i, g := range grants {
		out[i] = GrantView{Role: string(g.Role), Organisation: organisationIn(scopes, g.Organisation), CanTake: scopes.MayTake(actor, g)}
		if g.Cluster != "" {
			c := scopes.Clusters[g.Cluster]
			out[i].Cluster = &ClusterRef{ID: g.Cluster, Slug: c.Slug, Name: textOf(c.Name)}
		}
	}
	return out
}

// organisationIn names an organisation; one that is gone keeps its id.
func organisationIn(scopes account.Scopes, id app.ID) *OrganisationRef {
	if id == "" {
		return nil
	}
	return &OrganisationRef{ID: id, Name: scopes.Organisations[id].Name}
}
