package indexed

import (
	"context"
	"fmt"

	"splot/app"
	"splot/app/store"
)

// Shutting lists the organisations that exclude one that the actor is of. For lists, which leave out what is theirs: most
// actors are excluded by nobody, and the index of exclusions says so at once.
func Shutting(ctx context.Context, organisations Lister, actor app.Actor) ([]app.Organisation, error) {
	of := actor.Of()
	if len(of) == 0 || actor.System {
		return nil, nil
	}
	var list []app.Organisation
	err := organisations.Each(ctx, store.Query{Where: []store.Condition{store.In("excluded", Texts(of)...)}}, func(d store.Doc[app.Organisation]) error {
		list = append(list, d.Value)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read who excludes the actor: %w", err)
	}
	return list, nil
}

// Lister is the collection of organisations as Shutting reads it.
type Lister interface {
	Each(ctx context.Context, q store.Query, f func(store.Doc[app.Organisation]) error) error
}

// Without are the conditions that leave out ids, in as many parts as the store's limits ask for.
func Without(field string, ids []app.ID) []store.Condition {
	var where []store.Condition
	for len(ids) > 0 {
		n := min(len(ids), store.MaxIn)
		where = append(where, store.NotIn(field, Texts(ids[:n])...))
		ids = ids[n:]
	}
	return where
}
