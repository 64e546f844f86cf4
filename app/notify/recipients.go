package notify

import (
	"context"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/store"
)

// scope lists the people who have one of the grants, all of them, without those who are disabled or left out.
func (s *Service) scope(ctx context.Context, without app.ID, grants ...app.Grant) ([]app.ID, error) {
	scopes := make([]string, 0, len(grants))
	for _, g := range grants {
		scopes = append(scopes, g.Scope())
	}
	slices.Sort(scopes)
	var ids []app.ID
	for part := range slices.Chunk(slices.Compact(scopes), store.MaxIn) {
		err := s.People.Each(ctx, store.Query{Where: []store.Condition{store.In("scopes", part...)}}, func(p store.Doc[app.Person]) error {
			if id := app.ID(p.ID); !p.Value.Disabled && id != without {
				ids = append(ids, id)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("find who to notify: %w", err)
		}
	}
	return distinct(ids), nil
}

func representatives(organisations ...app.ID) []app.Grant {
	grants := make([]app.Grant, len(organisations))
	for i, id := range organisations {
		grants[i] = app.Grant{Role: app.RoleRepresentative, Organisation: id}
	}
	return grants
}

func managers(clusters ...app.ID) []app.Grant {
	grants := make([]app.Grant, len(clusters))
	for i, id := range clusters {
		grants[i] = app.Grant{Role: app.RoleManager, Cluster: id}
	}
	return grants
}

// person is the one named, unless absent, disabled or left out.
func (s *Service) person(ctx context.Context, id, without app.ID) ([]app.ID, error) {
	if id == "" || id == without {
		return nil, nil
	}
	people, _, err := s.People.Find(ctx, store.Query{Where: []store.Condition{store.Eq(store.IDField, string(id))}, Limit: 1})
	if err != nil {
		return nil, fmt.Errorf("find person %s: %w", id, err)
	}
	if len(people) == 0 || people[0].Value.Disabled {
		return nil, nil
	}
	return []app.ID{id}, nil
}
