package matching

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/store"
)

// Get answers one match as the actor may see it. A match whose gates are closed, and one that is none of the
// actor's business, do not exist.
func (s *Service) Get(ctx context.Context, actor app.Actor, id app.ID) (View, error) {
	d, need, offer, err := s.read(ctx, actor, id)
	if err != nil {
		return View{}, err
	}
	return s.page(ctx, actor, d, need, offer)
}

// page is all that the actor may see of a match that was read.
func (s *Service) page(ctx context.Context, actor app.Actor, d matchDoc, need, offer party) (View, error) {
	v := view(actor, d, need, offer)
	a, b := s.prepared(need), s.prepared(offer)
	v.Components = located(v.Components, s.ranker.Explain(a, b, s.now()), v.Need.Content, v.Offer.Content)
	v.Changes = s.changes(v, a, b)
	v.Need.Aid, v.Offer.Aid = s.aid(v.Need, actor.Lang), s.aid(v.Offer, actor.Lang)
	return s.named(ctx, v)
}

// read loads a match with both sides, if the actor may read it and it is open now.
func (s *Service) read(ctx context.Context, actor app.Actor, id app.ID) (d matchDoc, need, offer party, err error) {
	d, err = s.Matches.Get(ctx, string(id))
	if errors.Is(err, store.ErrNotFound) {
		return d, need, offer, app.NotFound()
	}
	if err != nil {
		return d, need, offer, fmt.Errorf("read match %s: %w", id, err)
	}
	m := &d.Value
	if m.Closed || !actor.May(app.OpReadMatch, target(m)) {
		return d, need, offer, app.NotFound()
	}
	parties, err := s.reader.All(ctx, m.Entries)
	if err != nil {
		return d, need, offer, err
	}
	need, offer = parties[m.Need.Entry], parties[m.Offer.Entry]
	if !open(need, offer, s.now()) {
		return d, need, offer, app.NotFound()
	}
	return d, need, offer, nil
}

func target(m *app.Match) app.Target {
	return app.Target{Organisations: m.Organisations, Clusters: m.Clusters}
}

// named fills in who did what, as far as the viewer may know: people of the own side, and of the other once
// identities are open.
func (s *Service) named(ctx context.Context, v View) (View, error) {
	known := func(step Step) bool {
		side := v.Need
		if step.Side == app.OfferSide {
			side = v.Offer
		}
		return step.by != "" && (side.Own || side.Level == app.LevelFull)
	}
	var ids []app.ID
	for _, step := range v.History {
		if known(step) {
			ids = append(ids, step.by)
		}
	}
	if len(ids) == 0 {
		return v, nil
	}
	people, err := s.People.ByID(ctx, ids)
	if err != nil {
		return v, fmt.Errorf("read names for match %s: %w", v.ID, err)
	}
	v.History = slices.Clone(v.History)
	for i, step := range v.History {
		if known(step) {
			v.History[i].Name = people[step.by].Value.Name
		}
	}
	return v, nil
}
