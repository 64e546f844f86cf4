package entry

import (
	"context"
	"fmt"
	"slices"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Why somebody may not audit an entry. Nobody audits what they wrote, submitted or represent: what counts is the
// entry's history and the trail of grants, not the roles of today, since a role is dropped in a moment.
const (
	BlockedOwn         = "own_organisation" // the owner is their organisation now
	BlockedWrote       = "wrote"            // they wrote, edited or submitted a version
	BlockedRepresented = "represented"      // they represented the owner while it was written
	BlockedUnassigned  = "not_assigned"     // somebody else's turn
)

// blocked tells what keeps a person from auditing an entry; empty is nothing.
func (s *Service) blocked(ctx context.Context, e app.Entry, id app.ID, p app.Person) (string, error) {
	own := app.Grant{Role: app.RoleRepresentative, Organisation: e.Organisation}
	switch {
	case slices.Contains(e.Authors(), id):
		return BlockedWrote, nil
	case p.Organisation == e.Organisation || slices.Contains(p.Scopes, own.Scope()):
		return BlockedOwn, nil
	}
	represented, err := s.represented(ctx, id, e)
	if represented {
		return BlockedRepresented, err
	}
	return "", err
}

// represented tells whether a person represented the entry's owner at some time while its last version was written.
func (s *Service) represented(ctx context.Context, person app.ID, e app.Entry) (bool, error) {
	scope := app.Grant{Role: app.RoleRepresentative, Organisation: e.Organisation}.Scope()
	rows, _, err := s.Grants.Find(ctx, store.Query{
		Where: []store.Condition{store.Eq("person", string(person)), store.Eq("scope", scope)}, Sort: "at", Limit: store.MaxLimit,
	})
	if err != nil {
		return false, fmt.Errorf("read the grants of %s: %w", person, err)
	}
	list := make([]records.GrantRow, len(rows))
	for i, r := range rows {
		list[i] = r.Value
	}
	return s.overlaps(list, e), nil
}

// overlaps tells whether a grant that rows tell of, oldest first, held while an entry was written. One that is taken
// without having been given is older than the trail.
func (s *Service) overlaps(rows []records.GrantRow, e app.Entry) bool {
	until := e.SubmittedAt
	if until.IsZero() {
		until = s.now()
	}
	held, since := len(rows) > 0 && rows[0].Action == "taken", time.Time{}
	for _, r := range rows {
		if r.Action == "given" && !held {
			held, since = true, r.At
		}
		if r.Action == "taken" && held {
			if held = false; !since.After(until) && r.At.After(e.CreatedAt) {
				return true
			}
		}
	}
	return held && !since.After(until)
}

// barred notes at an entry that its auditor must not see it as one, so that no permission is given for it.
func (s *Service) barred(ctx context.Context, actor app.Actor, e *app.Entry) error {
	if actor.Person == "" || e.Auditor != actor.Person {
		return nil
	}
	represented, err := s.represented(ctx, actor.Person, *e)
	if represented {
		e.Barred = []app.ID{actor.Person}
	}
	return err
}

// representing reads what the actor ever represented, for a list.
func (s *Service) representing(ctx context.Context, actor app.Actor) (map[string][]records.GrantRow, error) {
	by := map[string][]records.GrantRow{}
	if !actor.Has(app.RoleAuditor) {
		return by, nil
	}
	err := s.Grants.Each(ctx, store.Query{Where: []store.Condition{store.Eq("person", string(actor.Person))}, Sort: "at"}, func(d store.Doc[records.GrantRow]) error {
		if d.Value.Grant.Role == app.RoleRepresentative {
			by[d.Value.Scope] = append(by[d.Value.Scope], d.Value)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the grants of %s: %w", actor.Person, err)
	}
	return by, nil
}
