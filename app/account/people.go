package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"splot/app"
	"splot/app/store"
)

// PeopleQuery says whose people to list: those of a cluster (its roles, and the representatives of its
// member organisations), the representatives of an organisation, or, with neither, everybody.
type PeopleQuery struct {
	Cluster      app.ID
	Organisation app.ID
	Limit        int // 1..100; 0 is 50
	Cursor       string
}

// MaxPeople is how many people one page holds at most.
const MaxPeople = 100

// People lists people by name. Of each it shows only the grants that the actor may see (visible).
// A cluster of more than scopesAtOnce organisations is answered in parts, each sorted by itself.
func (s *Service) People(ctx context.Context, actor app.Actor, q PeopleQuery) ([]app.Person, string, error) {
	if q.Limit < 0 || q.Limit > MaxPeople {
		return nil, "", app.Wrong("limit", "out_of_range", "min", 1, "max", MaxPeople)
	}
	scopes, err := s.listing(ctx, actor, q.Cluster, q.Organisation)
	if err != nil {
		return nil, "", err
	}
	part, cursor, err := splitCursor(q.Cursor, len(scopes))
	if err != nil {
		return nil, "", err
	}
	find := store.Query{Sort: "name", Limit: q.Limit, Cursor: cursor}
	if scopes != nil {
		find.Where = []store.Condition{store.In("scopes", scopes[part]...)}
	}
	docs, next, err := s.people.Find(ctx, find)
	if err != nil {
		return nil, "", fmt.Errorf("list people: %w", unreadable(err))
	}
	people, err := s.shown(ctx, actor, docs, slices.Concat(scopes[:part]...))
	return people, joinCursor(part, next, len(scopes)), err
}

// listing checks who may list what, and tells by which scopes it is found, in parts that one query
// takes; nil is everybody.
func (s *Service) listing(ctx context.Context, actor app.Actor, cluster, organisation app.ID) ([][]string, error) {
	if err := somewhere(actor, app.OpListPeople); err != nil {
		return nil, err
	}
	if cluster != "" && organisation != "" {
		return nil, app.Wrong("organisation", "other_scope")
	}
	t, err := s.scopeOf(ctx, actor, app.Grant{Cluster: cluster, Organisation: organisation})
	if err != nil {
		return nil, err
	}
	if err := allow(actor, app.OpListPeople, t); err != nil {
		return nil, err
	}
	switch {
	case organisation != "":
		return [][]string{{app.Grant{Role: app.RoleRepresentative, Organisation: organisation}.Scope()}}, nil
	case cluster != "":
		return s.clusterScopes(ctx, cluster)
	}
	return nil, nil
}

// scopesAtOnce is below store.MaxIn.
const scopesAtOnce = 900

func (s *Service) clusterScopes(ctx context.Context, cluster app.ID) ([][]string, error) {
	var scopes []string
	for _, role := range []app.Role{app.RoleManager, app.RoleAnimator, app.RoleAuditor} {
		scopes = append(scopes, app.Grant{Role: role, Cluster: cluster}.Scope())
	}
	members := store.Query{Where: []store.Condition{store.Eq("clusters", cluster)}}
	err := s.organisations.Each(ctx, members, func(d store.Doc[app.Organisation]) error {
		scopes = append(scopes, app.Grant{Role: app.RoleRepresentative, Organisation: app.ID(d.ID)}.Scope())
		return nil
	})
	return slices.Collect(slices.Chunk(scopes, scopesAtOnce)), wrap(err, "list members of cluster", cluster)
}

// shown decodes people, without those who were in an earlier part of the list.
func (s *Service) shown(ctx context.Context, actor app.Actor, docs []store.Doc[app.Person], earlier []string) ([]app.Person, error) {
	people := make([]app.Person, 0, len(docs))
	for _, d := range docs {
		if slices.ContainsFunc(d.Value.Scopes, func(scope string) bool { return slices.Contains(earlier, scope) }) {
			continue
		}
		people = append(people, d.Value)
	}
	return s.visible(ctx, actor, people)
}

// visible leaves of everybody's grants those in whose scope the actor may list people; of the actor's
// own, all.
func (s *Service) visible(ctx context.Context, actor app.Actor, people []app.Person) ([]app.Person, error) {
	scopes, err := s.Scopes(ctx, people...)
	if err != nil {
		return nil, err
	}
	for i, p := range people {
		people[i].Scopes = nil
		if p.ID == actor.Person {
			continue
		}
		people[i].Grants = slices.DeleteFunc(slices.Clone(p.Grants), func(g app.Grant) bool {
			return !actor.May(app.OpListPeople, scopes.target(g))
		})
	}
	return people, nil
}

// Person reads one person, with the grants that the actor may see; ClassNotFound for people of whom the
// actor may list none, themselves apart.
func (s *Service) Person(ctx context.Context, actor app.Actor, id app.ID) (app.Person, error) {
	if actor.Person == "" && !actor.System {
		return app.Person{}, app.Unauthenticated()
	}
	doc, err := s.person(ctx, id)
	if err != nil {
		return app.Person{}, err
	}
	people, err := s.visible(ctx, actor, []app.Person{doc.Value})
	if err != nil {
		return app.Person{}, err
	}
	known := id == actor.Person || len(people[0].Grants) > 0 || actor.May(app.OpListPeople, app.Target{})
	if !known {
		return app.Person{}, app.NotFound()
	}
	return people[0], nil
}

// unreadable takes a query that the store cannot answer for a cursor that is not ours: the rest of the
// query is made here.
func unreadable(err error) error {
	if errors.Is(err, store.ErrQuery) {
		return app.Wrong("cursor", "cursor")
	}
	return err
}

func splitCursor(cursor string, parts int) (int, store.Cursor, error) {
	if cursor == "" {
		return 0, "", nil
	}
	number, rest, ok := strings.Cut(cursor, ".")
	part, err := strconv.Atoi(number)
	if !ok || err != nil || part < 0 || part >= max(parts, 1) {
		return 0, "", app.Wrong("cursor", "cursor")
	}
	return part, store.Cursor(rest), nil
}

func joinCursor(part int, next store.Cursor, parts int) string {
	if next == "" {
		if part++; part >= parts {
			return ""
		}
	}
	return strconv.Itoa(part) + "." + string(next)
}
