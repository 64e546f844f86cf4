package entry

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"splot/app"
	"splot/app/indexed"
	"splot/app/records"
	"splot/app/store"
)

// Candidate is an auditor who could be assigned to entries: how many they review now, and why they cannot have some.
type Candidate struct {
	ID        app.ID
	Name      string
	Reviewing int64
	Conflicts []Conflict
}

// Conflict says by an error's code why an auditor cannot review an entry.
type Conflict struct {
	Entry app.ID
	Code  string
}

// Auditors lists the auditors of the clusters of entries that the actor may assign, those with the least to do first.
func (s *Service) Auditors(ctx context.Context, actor app.Actor, ids []app.ID) ([]Candidate, error) {
	var entries []app.Entry
	var scopes []string
	for _, id := range ids {
		d, _, err := s.read(ctx, actor, id)
		if err != nil {
			return nil, err
		}
		if !actor.May(app.OpAssign, target(d.Value)) {
			return nil, app.Forbidden()
		}
		entries = append(entries, d.Value)
		scopes = append(scopes, app.Grant{Role: app.RoleAuditor, Cluster: d.Value.Cluster}.Scope())
	}
	people, _, err := s.People.Find(ctx, store.Query{Where: []store.Condition{store.In("scopes", scopes...)}, Sort: "name", Limit: 200})
	if err != nil {
		return nil, fmt.Errorf("list auditors: %w", err)
	}
	candidates := make([]Candidate, len(people))
	for i, p := range people {
		candidates[i] = Candidate{ID: app.ID(p.ID), Name: p.Value.Name}
		if candidates[i].Conflicts, err = s.conflicts(ctx, entries, app.ID(p.ID)); err != nil {
			return nil, err
		}
	}
	return s.weighed(ctx, candidates)
}

func (s *Service) conflicts(ctx context.Context, entries []app.Entry, auditor app.ID) ([]Conflict, error) {
	conflicts := []Conflict{}
	for _, e := range entries {
		err := s.mayAudit(ctx, e, auditor)
		var refused *app.Error
		switch {
		case err == nil:
		case errors.As(err, &refused) && len(refused.Fields) > 0:
			conflicts = append(conflicts, Conflict{Entry: e.ID, Code: refused.Fields[0].Code})
		default:
			return nil, err
		}
	}
	return conflicts, nil
}

// weighed adds what the candidates review now, and orders them by it.
func (s *Service) weighed(ctx context.Context, candidates []Candidate) ([]Candidate, error) {
	ids := make([]app.ID, len(candidates))
	for i, c := range candidates {
		ids[i] = c.ID
	}
	if len(ids) == 0 {
		return candidates, nil
	}
	where := []store.Condition{store.In("auditor", indexed.Texts(ids)...), store.Eq("state", string(app.EntryInReview))}
	counts, err := s.Store.CountBy(ctx, records.Entries, store.Query{Where: where}, "auditor")
	if err != nil {
		return nil, fmt.Errorf("count what auditors review: %w", err)
	}
	for i := range candidates {
		candidates[i].Reviewing = counts[string(candidates[i].ID)]
	}
	slices.SortStableFunc(candidates, func(a, b Candidate) int {
		if a.Reviewing != b.Reviewing {
			return int(a.Reviewing - b.Reviewing)
		}
		return strings.Compare(a.Name, b.Name)
	})
	return candidates, nil
}
