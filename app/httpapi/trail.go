package httpapi

import (
	"context"
	"time"

	"splot/app"
	"splot/app/account"
)

// GrantEvent says that somebody gave or took a role, or kept a person from signing in.
type GrantEvent struct {
	ID         app.ID     `json:"id"`
	At         time.Time  `json:"at"`
	Action     string     `json:"action" enum:"given,taken,disabled,enabled"`
	Person     PersonRef  `json:"person" doc:"Whose role it is"`
	By         *PersonRef `json:"by,omitempty" doc:"Who did it; absent for the program: set-up, the command line"`
	Grant      *GrantView `json:"grant,omitempty" doc:"The role; absent where it is about the account"`
	Invitation bool       `json:"invitation" doc:"By an invitation, which the person accepted"`
}

// listTrail asks for a page of the trail.
type listTrail struct {
	Paging
	Cluster app.ID `query:"cluster" maxLength:"80" doc:"Of this cluster; without it of the whole platform, for admins"`
	Person  app.ID `query:"person" maxLength:"80" doc:"About this person"`
	Action  string `query:"action" enum:",given,taken,disabled,enabled"`
}

func (a *API) trail() {
	s := a.options.Account
	register(a, get(tagPeople, "listGrantTrail", "/api/grants", "Who gave and took which role, newest first", app.OpTrail),
		func(ctx context.Context, actor app.Actor, in *listTrail) (*body[page[GrantEvent]], error) {
			rows, next, err := s.Trail(ctx, actor, account.TrailQuery{
				Cluster: in.Cluster, Person: in.Person, Action: in.Action, Limit: in.Limit, Cursor: in.Cursor,
			})
			if err != nil {
				return nil, err
			}
			items, err := a.grantEvents(ctx, actor, rows)
			return answer(page[GrantEvent]{Items: items, Next: next}), err
		})
}

func (a *API) grantEvents(ctx context.Context, actor app.Actor, rows []account.TrailRow) ([]GrantEvent, error) {
	named := make([]app.Person, len(rows))
	for i, r := range rows {
		if r.Grant.Role != "" {
			named[i].Grants = []app.Grant{r.Grant}
		}
	}
	scopes, err := a.options.Account.Scopes(ctx, named...)
	out := make([]GrantEvent, len(rows))
	for i, r := range rows {
		out[i] = GrantEvent{
			ID: r.ID, At: r.At, Action: r.Action, Person: PersonRef{ID: r.Person, Name: r.PersonName}, Invitation: r.InvitationUsed,
		}
		if r.By != "" {
			out[i].By = &PersonRef{ID: r.By, Name: r.ByName}
		}
		if views := grantViews(actor, scopes, named[i].Grants); len(views) > 0 {
			out[i].Grant = &views[0]
		}
	}
	return out, err
}
