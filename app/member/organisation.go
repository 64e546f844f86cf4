package member

import (
	"context"
	"errors"
	"slices"
	"strings"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// View is an organisation as one person sees it.
type View struct {
	app.Organisation
	Version    int64
	Clusters   []app.Cluster
	CanEdit    bool
	CanPublish bool
	CanArchive bool
	Own        bool
}

func target(o app.Organisation, id app.ID) app.Target {
	return app.Target{Organisations: []app.ID{id}, Clusters: o.Clusters}
}

// Organisation shows one organisation.
func (s *Service) Organisation(ctx context.Context, actor app.Actor, id app.ID) (View, error) {
	d, err := s.organisation(ctx, actor, id)
	if err != nil {
		return View{}, err
	}
	return s.one(ctx, actor, d)
}

// organisation loads an organisation that the actor may see.
func (s *Service) organisation(ctx context.Context, actor app.Actor, id app.ID) (organisationDoc, error) {
	d, err := s.Organisations.Get(ctx, string(id))
	if err != nil {
		return d, records.Answer("read organisation "+string(id), err)
	}
	if !actor.Knows(&d.Value) {
		return d, app.NotFound()
	}
	return d, nil
}

// one is the view of one organisation.
func (s *Service) one(ctx context.Context, actor app.Actor, d organisationDoc) (View, error) {
	views, err := s.views(ctx, actor, []organisationDoc{d})
	if err != nil {
		return View{}, err
	}
	return views[0], nil
}

// views are what the actor sees of organisations; their clusters are read once for all of them.
func (s *Service) views(ctx context.Context, actor app.Actor, docs []organisationDoc) ([]View, error) {
	var ids []app.ID
	for _, d := range docs {
		ids = append(ids, d.Value.Clusters...)
	}
	clusters, err := s.Clusters.ByID(ctx, ids)
	if err != nil {
		return nil, records.Answer("read clusters", err)
	}
	views := make([]View, len(docs))
	for i, d := range docs {
		views[i] = view(actor, d, clusters)
	}
	return views, nil
}

func view(actor app.Actor, d organisationDoc, clusters map[app.ID]clusterDoc) View {
	v := View{Organisation: d.Value, Version: d.Version}
	v.ID = app.ID(d.ID)
	t := target(d.Value, v.ID)
	v.CanEdit, v.CanArchive = actor.May(app.OpEditOrganisation, t), actor.May(app.OpArchive, t)
	v.CanPublish = actor.May(app.OpPublish, t)
	v.Own = slices.Contains(actor.Represents(), v.ID)
	if !actor.May(app.OpExclusions, t) {
		v.Excluded = nil
	}
	for _, id := range d.Value.Clusters {
		if c, ok := clusters[id]; ok { // a cluster that is gone is no reason to hide the organisation
			v.Clusters = append(v.Clusters, c.Value)
		}
	}
	return v
}

// CreateOrganisation makes a new organisation, a draft, in a cluster.
func (s *Service) CreateOrganisation(ctx context.Context, actor app.Actor, cluster app.ID, o app.Organisation) (View, error) {
	if !actor.May(app.OpCreateOrganisation, app.Target{Clusters: []app.ID{cluster}}) {
		return View{}, app.Forbidden()
	}
	if _, err := s.Clusters.Get(ctx, string(cluster)); err != nil {
		return View{}, app.Wrong("cluster", "not_found")
	}
	o = normalised(o)
	o.State, o.Excluded, o.Clusters, o.Home = app.Draft, nil, []app.ID{cluster}, cluster
	if errs := o.Validate(); len(errs) > 0 {
		return View{}, app.Invalid(errs...)
	}
	o.ID = s.o.IDs()
	o.CreatedAt = s.o.Clock()
	o.UpdatedAt = o.CreatedAt
	if err := s.Organisations.Insert(ctx, string(o.ID), o, s.changed(actor.Person, o.ID)); err != nil {
		return View{}, s.taken(ctx, actor, o.NIP, records.Answer("create organisation", err))
	}
	s.counts.forget()
	return s.one(ctx, actor, organisationDoc{ID: string(o.ID), Version: 1, Value: o})
}

// EditOrganisation changes the profile. Exclusions are kept unless the actor may set them.
func (s *Service) EditOrganisation(ctx context.Context, actor app.Actor, id app.ID, version int64, o app.Organisation) (View, error) {
	return s.edit(ctx, actor, id, version, app.OpEditOrganisation, func(d *app.Organisation) error {
		o = normalised(o)
		o.ID, o.ExternalID, o.Imported, o.State, o.Clusters, o.Home, o.CreatedAt = d.ID, d.ExternalID, d.Imported, d.State, d.Clusters, d.Home, d.CreatedAt
		if !actor.May(app.OpExclusions, target(*d, id)) || o.Excluded == nil {
			o.Excluded = d.Excluded
		}
		if slices.Contains(o.Excluded, id) {
			return app.Wrong("excluded", "own_organisation")
		}
		if err := s.exist(ctx, o.Excluded); err != nil {
			return err
		}
		o.Hint = d.Hint
		*d = o
		return nil
	})
}

// exist checks that excluded organisations are there.
func (s *Service) exist(ctx context.Context, ids []app.ID) error {
	if len(ids) == 0 || len(ids) > app.MaxExcluded {
		return nil // Validate reports too many
	}
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = string(id)
	}
	slices.Sort(list)
	list = slices.Compact(list)
	n, err := s.Organisations.Count(ctx, store.Query{Where: []store.Condition{store.In(store.IDField, list...)}})
	if err == nil && int(n) < len(list) {
		return app.Wrong("excluded", "not_found")
	}
	return records.Answer("check exclusions", err)
}

// SetState publishes or archives an organisation. From archived it can only be published again by who
// may archive.
func (s *Service) SetState(ctx context.Context, actor app.Actor, id app.ID, version int64, state string) (View, error) {
	op := app.OpPublish
	if state == app.Archived {
		op = app.OpArchive
	}
	return s.edit(ctx, actor, id, version, op, func(o *app.Organisation) error {
		if o.State == app.Archived && !actor.May(app.OpArchive, target(*o, id)) {
			return app.Forbidden()
		}
		if state != app.Published && state != app.Archived {
			return app.Wrong("state", "not_one_of", "allowed", app.Published+", "+app.Archived)
		}
		o.State = state
		return nil
	})
}

func (s *Service) edit(ctx context.Context, actor app.Actor, id app.ID, version int64, op app.Operation, change func(*app.Organisation) error) (View, error) {
	d, err := s.organisation(ctx, actor, id)
	if err != nil {
		return View{}, err
	}
	if !actor.May(op, target(d.Value, id)) {
		return View{}, app.Forbidden()
	}
	if d.Version != version {
		return View{}, app.Stale()
	}
	if err := change(&d.Value); err != nil {
		return View{}, err
	}
	if errs := d.Value.Validate(); len(errs) > 0 {
		return View{}, app.Invalid(errs...)
	}
	d.Value.UpdatedAt = s.o.Clock()
	nip := d.Value.NIP
	if d, err = s.Organisations.Replace(ctx, d, s.changed(actor.Person, id)); err != nil {
		return View{}, s.taken(ctx, actor, nip, records.Answer("edit organisation "+string(id), err))
	}
	return s.one(ctx, actor, d)
}

// taken says whose a tax number is, if the actor may see that organisation, so that they ask it to join instead of
// making it again; to others it says no more than that the number is in use.
func (s *Service) taken(ctx context.Context, actor app.Actor, nip string, err error) error {
	e, ok := errors.AsType[*app.Error](err)
	if !ok || nip == "" || len(e.Fields) != 1 || e.Fields[0].Field != "nip" {
		return err
	}
	d, finding := s.Organisations.First(ctx, store.Query{Where: []store.Condition{store.Eq("nip", nip)}})
	if finding != nil || !actor.Knows(&d.Value) {
		return app.Wrong("nip", "nip_taken_elsewhere")
	}
	return app.Wrong("nip", "nip_taken", "name", d.Value.Name, "organisation", d.ID)
}

// normalised trims what people type around values, and writes the tax number as digits.
func normalised(o app.Organisation) app.Organisation {
	o.Name, o.City, o.Website = strings.TrimSpace(o.Name), strings.TrimSpace(o.City), strings.TrimSpace(o.Website)
	o.Country = strings.ToUpper(strings.TrimSpace(o.Country))
	o.Country = o.In()
	o.NIP = app.NormaliseTaxNumber(o.NIP, o.Country)
	o.Description = o.Description.Trim()
	if o.Origin != "enterprise" {
		o.Size = ""
	}
	return o
}
