package member

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Imported is what became of one imported organisation.
type Imported struct {
	ID      app.ID
	Outcome string // created, updated or unchanged
	Err     error
}

// Import enters one organisation from an outside register into a cluster. It is idempotent by external id
// or, without one, by tax number: the same row again changes nothing. With publish it is shown at once.
func (s *Service) Import(ctx context.Context, cluster app.ID, o app.Organisation, publish bool) Imported {
	o = normalised(o)
	if o.ExternalID == "" && o.NIP != "" {
		o.ExternalID = "nip:" + o.NIP
	}
	v := app.Validator{Errors: o.Validate()}
	v.RequiredString("external_id", o.ExternalID)
	if err := v.Err(); err != nil {
		return Imported{Err: err}
	}
	d, err := s.Organisations.First(ctx, store.Query{Where: []store.Condition{store.Eq("externalID", o.ExternalID)}})
	switch {
	case errors.Is(err, store.ErrNotFound):
		return s.importNew(ctx, cluster, o, publish)
	case err != nil:
		return Imported{Err: fmt.Errorf("find imported organisation: %w", err)}
	}
	before := d.Value
	o.State, o.Excluded, o.Clusters, o.Home, o.CreatedAt, o.UpdatedAt = before.State, before.Excluded, before.Clusters, before.Home, before.CreatedAt, before.UpdatedAt
	if !slices.Contains(o.Clusters, cluster) {
		o.Clusters = append(slices.Clone(o.Clusters), cluster)
	}
	if publish && o.State == app.Draft {
		o.State = app.Published
	}
	if same(before, o) {
		return Imported{ID: app.ID(d.ID), Outcome: "unchanged"}
	}
	o.UpdatedAt = s.o.Clock()
	d.Value = o
	_, err = s.Organisations.Replace(ctx, d, s.changed(records.System, app.ID(d.ID)))
	s.counts.forget()
	return Imported{ID: app.ID(d.ID), Outcome: "updated", Err: failed("update imported organisation", err)}
}

func (s *Service) importNew(ctx context.Context, cluster app.ID, o app.Organisation, publish bool) Imported {
	o.ID, o.State, o.Clusters, o.Home = s.o.IDs(), app.Draft, []app.ID{cluster}, cluster
	if publish {
		o.State = app.Published
	}
	o.CreatedAt = s.o.Clock()
	o.UpdatedAt = o.CreatedAt
	err := s.Organisations.Insert(ctx, string(o.ID), o, s.changed(records.System, o.ID))
	s.counts.forget()
	return Imported{ID: o.ID, Outcome: "created", Err: failed("import organisation", err)}
}

// same compares two profiles as they would be stored: an absent list is an empty one.
func same(a, b app.Organisation) bool {
	a.ID, b.ID = "", ""
	for _, o := range []*app.Organisation{&a, &b} {
		for _, list := range []*[]string{&o.PKD, &o.KIS, &o.Languages, &o.Keywords, &o.Certifications, &o.CooperationForms} {
			if len(*list) == 0 {
				*list = nil
			}
		}
		if len(o.Excluded) == 0 {
			o.Excluded = nil
		}
	}
	return reflect.DeepEqual(a, b)
}
