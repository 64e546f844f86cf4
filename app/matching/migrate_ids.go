package matching

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// MigrateIDs gives matches ids that say nothing: those of older versions were made of both entries' ids, and told whose an
// anonymous side was to who knew its entry from elsewhere. What names a match follows: notifications with their links,
// and disclosures. Mails that were sent keep the old link, which finds nothing.
//
// Every match is stored anew first, then what names it, and the old ones go last: whenever it is interrupted, the next
// run finds the twins of the pairs.
func MigrateIDs(newID app.IDs) func(context.Context, store.Store) error {
	return func(ctx context.Context, s store.Store) error {
		matches := *records.Matches // the pairs are unique when the old ones are gone
		matches.Indexes = []store.Index{{Name: "pair", Fields: []string{"pair"}}}
		if err := s.Ensure(ctx, &matches, records.Notifications, disclosures); err != nil {
			return fmt.Errorf("prepare matches: %w", err)
		}
		set := store.Set[app.Match]{Store: s, Collection: &matches}
		twins, err := twinsOf(ctx, set, newID)
		if err != nil || len(twins) == 0 {
			return err
		}
		if err := rename(ctx, s, twins); err != nil {
			return err
		}
		return set.Each(ctx, store.Query{}, func(d store.Doc[app.Match]) error {
			if _, old := twins[app.ID(d.ID)]; !old {
				return nil
			}
			return gone(set.Delete(ctx, d))
		})
	}
}

// twinsOf stores the matches that have ids of older versions under new ones, by old id.
func twinsOf(ctx context.Context, set store.Set[app.Match], newID app.IDs) (map[app.ID]app.ID, error) {
	twins, fresh := map[app.ID]app.ID{}, map[string]app.ID{}
	var old []store.Doc[app.Match]
	err := set.Each(ctx, store.Query{}, func(d store.Doc[app.Match]) error {
		if strings.Contains(d.ID, "~") {
			old = append(old, d)
		} else {
			fresh[app.PairOf(d.Value.Need.Entry, d.Value.Offer.Entry)] = app.ID(d.ID)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read matches: %w", err)
	}
	for _, d := range old {
		id, exists := fresh[d.ID]
		if !exists {
			id = newID()
			if err := set.Insert(ctx, string(id), d.Value); err != nil {
				return nil, fmt.Errorf("store match %s anew: %w", d.ID, err)
			}
		}
		twins[app.ID(d.ID)] = id
	}
	return twins, nil
}

// rename puts the new ids wherever an old one stands.
func rename(ctx context.Context, s store.Store, twins map[app.ID]app.ID) error {
	put := func(id *app.ID) bool {
		twin, old := twins[*id]
		if old {
			*id = twin
		}
		return old
	}
	return errors.Join(
		changeEach(ctx, store.Set[app.Notification]{Store: s, Collection: records.Notifications}, func(n *app.Notification) bool {
			subject, match := put(&n.Subject), put(&n.Facts.Match)
			return subject || match
		}),
		changeEach(ctx, store.Set[Disclosure]{Store: s, Collection: disclosures}, func(d *Disclosure) bool { return put(&d.Match) }),
	)
}

// changeEach replaces the documents that change changes.
func changeEach[T any](ctx context.Context, set store.Set[T], change func(*T) bool) error {
	return set.Each(ctx, store.Query{}, func(d store.Doc[T]) error {
		if !change(&d.Value) {
			return nil
		}
		_, err := set.Replace(ctx, d)
		return gone(err)
	})
}

// gone takes it for done when another node was faster.
func gone(err error) error {
	if errors.Is(err, store.ErrStale) || errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}
