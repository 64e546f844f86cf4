package member

import (
	"context"
	"errors"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// Hint keeps what anonymous teasers tell of organisations so coarse that enough others fit it. It handles
// records.TopicOrganisation: whoever joins, leaves or changes may let others show more, or have them show less. Nothing
// is counted when a teaser is shown, and an organisation that is new shows nothing until this has seen it.
func (s *Service) Hint(ctx context.Context, _ store.Event) error {
	published := store.Query{Where: []store.Condition{store.Eq("state", app.Published)}}
	numbers, err := s.Store.CountBy(ctx, records.Organisations, published, "facts")
	if err != nil {
		return records.Answer("count organisations by what teasers tell", err)
	}
	census := map[app.Facts]int64{}
	for facts, n := range numbers {
		census[app.Hint(facts).Facts()] = n
	}
	for facts, hint := range app.Hints(census) {
		if err := s.tell(ctx, facts, hint); err != nil {
			return err
		}
	}
	return nil
}

// tell stores the hint of the published organisations with some facts that have another one.
func (s *Service) tell(ctx context.Context, facts, hint app.Facts) error {
	value := app.Hint(hint.String())
	q := store.Query{Where: []store.Condition{
		store.Eq("state", app.Published), store.Eq("facts", facts.String()), store.NotIn("hint", string(value)),
	}}
	err := s.Organisations.Each(ctx, q, func(d organisationDoc) error {
		_, err := s.Organisations.Change(ctx, d.ID, func(o *app.Organisation) ([]store.Event, error) {
			if app.FactsOf(o) != facts || o.Hint == value {
				return nil, store.ErrUnchanged
			}
			o.Hint = value
			return []store.Event{s.changed(records.System, app.ID(d.ID))}, nil
		})
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		return err
	})
	return records.Answer("store what teasers tell of organisations", err)
}
