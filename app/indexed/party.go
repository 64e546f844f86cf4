package indexed

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splot/app"
	"splot/app/store"
	"splot/search"
)

// Party is an entry with its owner, as read from the store.
type Party struct {
	Entry store.Doc[app.Entry]
	Owner store.Doc[app.Organisation]
}

// Live tells whether the entry is searched and matched at all.
func (p Party) Live(now time.Time) bool {
	e := p.Entry.Value
	return e.Live && e.Approved != nil && p.Owner.Value.State != app.Archived &&
		(e.Approved.ValidUntil.IsZero() || now.Before(e.Approved.ValidUntil))
}

// Matched tells whether the entry may be matched with anything at all: a need whose deadline has passed is searched, and
// not matched any more. That is decided whenever something is read, since nothing happens when a deadline passes.
func (p Party) Matched(now time.Time) bool {
	return p.Live(now) && !p.Entry.Value.Approved.Content.Need.Past(now)
}

// Indexed is what engines and the scorer know of the entry.
func (p Party) Indexed() search.Entry { return Entry(p.Entry, p.Owner) }

// SeenBy is how much of the entry an actor sees.
func (p Party) SeenBy(actor app.Actor) app.Level { return actor.Sees(&p.Entry.Value, &p.Owner.Value) }

// Reader reads entries with their owners.
type Reader struct {
	Entries       Source[app.Entry]
	Organisations Source[app.Organisation]
}

// Source is a collection as Reader reads it.
type Source[T any] interface {
	Get(ctx context.Context, id string) (store.Doc[T], error)
	ByID(ctx context.Context, ids []app.ID) (map[app.ID]store.Doc[T], error)
}

// One reads an entry and its owner; false if the entry or the owner does not exist.
func (r Reader) One(ctx context.Context, id app.ID) (Party, bool, error) {
	var p Party
	var err error
	if p.Entry, err = r.Entries.Get(ctx, string(id)); err == nil {
		p.Owner, err = r.Organisations.Get(ctx, string(p.Entry.Value.Organisation))
	}
	if errors.Is(err, store.ErrNotFound) {
		return p, false, nil
	}
	if err != nil {
		return p, false, fmt.Errorf("read entry %s and its owner: %w", id, err)
	}
	return p, true, nil
}

// All reads entries with their owners. What does not exist is not in the result.
func (r Reader) All(ctx context.Context, ids []app.ID) (map[app.ID]Party, error) {
	entries, err := r.Entries.ByID(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read entries: %w", err)
	}
	owners := make([]app.ID, 0, len(entries))
	for _, e := range entries {
		owners = append(owners, e.Value.Organisation)
	}
	organisations, err := r.Organisations.ByID(ctx, owners)
	if err != nil {
		return nil, fmt.Errorf("read owners of entries: %w", err)
	}
	found := make(map[app.ID]Party, len(entries))
	for id, e := range entries {
		if o, ok := organisations[e.Value.Organisation]; ok {
			found[id] = Party{e, o}
		}
	}
	return found, nil
}
