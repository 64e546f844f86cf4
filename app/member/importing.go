package member

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Enter makes an organisation of an outside register a member of a cluster: a new one is made, one that has the same
// external id joins. What is stored of it stays as it is. It returns the organisation's id. Loading data calls it, as the
// program itself.
func (s *Service) Enter(ctx context.Context, cluster app.ID, o app.Organisation) (app.ID, error) {
	d, err := s.Organisations.First(ctx, store.Query{Where: []store.Condition{store.Eq("externalID", o.ExternalID)}})
	if errors.Is(err, store.ErrNotFound) || o.ExternalID == "" {
		return s.PutImported(ctx, app.Actor{System: true}, cluster, o, 0, false)
	}
	if err != nil {
		return "", fmt.Errorf("find organisation %s: %w", o.ExternalID, err)
	}
	_, err = s.JoinImported(ctx, app.Actor{System: true}, cluster, app.ID(d.ID), false)
	return app.ID(d.ID), err
}

// PutImported stores an organisation as an import wants it, in a cluster: a new one for version 0, else the next of that
// version. With remember only what is remembered of the import changes, and nobody is told.
func (s *Service) PutImported(ctx context.Context, actor app.Actor, cluster app.ID, o app.Organisation, version int64, remember bool) (app.ID, error) {
	o = normalised(o)
	v := app.Validator{Errors: o.Validate()}
	v.RequiredString("external_id", o.ExternalID)
	if err := v.Err(); err != nil && !remember {
		return "", err
	}
	if version == 0 {
		return s.importNew(ctx, actor, cluster, o)
	}
	if !actor.May(app.OpEditOrganisation, target(o, o.ID)) {
		return "", app.Forbidden()
	}
	d := organisationDoc{ID: string(o.ID), Version: version, Value: o}
	if remember {
		_, err := s.Organisations.Replace(ctx, d)
		return o.ID, records.Answer("remember the import of organisation", err)
	}
	d.Value.UpdatedAt = s.o.Clock()
	_, err := s.Organisations.Replace(ctx, d, s.changed(actor.Person, o.ID))
	return o.ID, records.Answer("update imported organisation", err)
}

func (s *Service) importNew(ctx context.Context, actor app.Actor, cluster app.ID, o app.Organisation) (app.ID, error) {
	if !actor.May(app.OpCreateOrganisation, app.Target{Clusters: []app.ID{cluster}}) {
		return "", app.Forbidden()
	}
	o.ID, o.Clusters, o.Home, o.Excluded = s.o.IDs(), []app.ID{cluster}, cluster, nil
	if o.State != app.Published {
		o.State = app.Draft
	}
	o.CreatedAt = s.o.Clock()
	o.UpdatedAt = o.CreatedAt
	err := s.Organisations.Insert(ctx, string(o.ID), o, s.changed(actor.Person, o.ID))
	s.counts.forget()
	return o.ID, records.Answer("import organisation", err)
}

// JoinImported makes an organisation that the platform knows a member of a cluster whose list names it. The program
// itself, whose operator could write the documents as well, does so at once; anybody else asks (Ask), and the result is
// one of its outcomes. A dry call writes nothing.
func (s *Service) JoinImported(ctx context.Context, actor app.Actor, cluster, organisation app.ID, dry bool) (string, error) {
	if !actor.System {
		ask := s.Ask
		if dry {
			ask = s.WouldAsk
		}
		asked, err := ask(ctx, actor, string(cluster), organisation)
		return asked.Outcome, err
	}
	if dry {
		return AskedJoined, nil
	}
	return AskedJoined, s.membership(ctx, actor.Person, organisation, nil, func(o *app.Organisation) bool {
		if slices.Contains(o.Clusters, cluster) {
			return false
		}
		o.Clusters = append(slices.Clone(o.Clusters), cluster)
		return true
	})
}
