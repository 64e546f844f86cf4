package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Follow keeps the trail of grants. It handles records.TopicPerson: the person is the truth, and the rows follow.
func (s *Service) Follow(ctx context.Context, e store.Event) error {
	step, err := records.Payload[records.PersonStep](e)
	if err != nil {
		return err
	}
	row := records.GrantRow{At: e.At, By: e.By, Person: app.ID(e.Key), Invitation: step.Invitation}
	number := 0
	write := func(action string, g app.Grant, clusters []app.ID) error {
		row.Action, row.Grant, row.Scope, row.Clusters = action, g, "", clusters
		if g.Role != "" {
			row.Scope = g.Scope()
		}
		number++
		err := s.trail.Insert(ctx, e.ID+"."+strconv.Itoa(number), row)
		if err != nil && !errors.Is(err, store.ErrDuplicate) {
			return fmt.Errorf("note what happened to the grants of %s: %w", e.Key, err)
		}
		return nil
	}
	for _, part := range []struct {
		action string
		grants []app.Grant
	}{{"given", step.Given}, {"taken", step.Taken}} {
		for _, g := range part.grants {
			clusters, err := s.clustersOf(ctx, g)
			if err == nil {
				err = write(part.action, g, clusters)
			}
			if err != nil {
				return err
			}
		}
	}
	if !step.Disabled && !step.Enabled {
		return nil
	}
	action := "enabled"
	if step.Disabled {
		action = "disabled"
	}
	clusters, err := s.clustersOfPerson(ctx, app.ID(e.Key))
	if err != nil {
		return err
	}
	return write(action, app.Grant{}, clusters)
}

// clustersOf are the clusters in which a grant is one.
func (s *Service) clustersOf(ctx context.Context, g app.Grant) ([]app.ID, error) {
	if g.Cluster != "" {
		return []app.ID{g.Cluster}, nil
	}
	if g.Organisation == "" {
		return nil, nil
	}
	d, err := s.organisations.Get(ctx, string(g.Organisation))
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return d.Value.Clusters, wrap(err, "read organisation", g.Organisation)
}

func (s *Service) clustersOfPerson(ctx context.Context, id app.ID) ([]app.ID, error) {
	d, err := s.person(ctx, id)
	if err != nil {
		return nil, err
	}
	var all []app.ID
	for _, g := range d.Value.Grants {
		clusters, err := s.clustersOf(ctx, g)
		if err != nil {
			return nil, err
		}
		all = append(all, clusters...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// TrailQuery selects rows of the trail of grants. Without a cluster it is about the whole platform.
type TrailQuery struct {
	Cluster app.ID
	Person  app.ID
	Action  string // one of records.GrantActions
	Limit   int
	Cursor  string
}

// TrailRow is a row with the names of the people in it.
type TrailRow struct {
	records.GrantRow
	ID             app.ID
	ByName         string // empty for the program
	PersonName     string
	InvitationUsed bool
}

// Trail lists what happened to grants, newest first: of a cluster for those who manage it, of the platform for admins.
func (s *Service) Trail(ctx context.Context, actor app.Actor, q TrailQuery) ([]TrailRow, string, error) {
	if err := somewhere(actor, app.OpTrail); err != nil {
		return nil, "", err
	}
	t, err := s.scopeOf(ctx, actor, app.Grant{Cluster: q.Cluster})
	if err == nil {
		err = allow(actor, app.OpTrail, t)
	}
	if err != nil {
		return nil, "", err
	}
	find := store.Query{Sort: "at", Desc: true, Limit: q.Limit, Cursor: store.Cursor(q.Cursor)}
	for _, c := range []struct{ field, value string }{{"clusters", string(q.Cluster)}, {"person", string(q.Person)}, {"action", q.Action}} {
		if c.value != "" {
			find.Where = append(find.Where, store.Eq(c.field, c.value))
		}
	}
	docs, next, err := s.trail.Find(ctx, find)
	if err != nil {
		return nil, "", fmt.Errorf("list the trail of grants: %w", unreadable(err))
	}
	rows, err := s.trailRows(ctx, docs)
	return rows, string(next), err
}

func (s *Service) trailRows(ctx context.Context, docs []store.Doc[records.GrantRow]) ([]TrailRow, error) {
	var ids []app.ID
	for _, d := range docs {
		ids = append(ids, d.Value.By, d.Value.Person)
	}
	people, err := s.people.ByID(ctx, slices.DeleteFunc(ids, func(id app.ID) bool { return id == "" }))
	if err != nil {
		return nil, err
	}
	rows := make([]TrailRow, len(docs))
	for i, d := range docs {
		rows[i] = TrailRow{
			GrantRow: d.Value, ID: app.ID(d.ID), ByName: people[d.Value.By].Value.Name, PersonName: people[d.Value.Person].Value.Name,
			InvitationUsed: d.Value.Invitation != "",
		}
	}
	return rows, nil
}

// acceptedBy tells who took what an invitation gave, if somebody did.
func (s *Service) acceptedBy(ctx context.Context, invitation app.ID) (records.GrantRow, bool, error) {
	d, err := s.trail.First(ctx, store.Query{Where: []store.Condition{store.Eq("invitation", string(invitation))}})
	if errors.Is(err, store.ErrNotFound) {
		return records.GrantRow{}, false, nil
	}
	return d.Value, err == nil, wrap(err, "look for who accepted invitation", invitation)
}
