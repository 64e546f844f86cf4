package notify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// older is a notification as it was stored before its facts were a struct.
type older struct {
	app.Notification `bson:",inline"`
	Params           *params `bson:"params,omitempty"`
}

// params were flat, the title in two of them.
type params struct {
	app.NoticeFacts `bson:",inline"`
	TitlePL         string `bson:"titlePL,omitempty"`
	TitleEN         string `bson:"titleEN,omitempty"`
}

// MigrateFacts brings the facts of older notifications into their struct, and archives those about entries that have
// not waited for long: nothing took them back then.
func MigrateFacts(now app.Clock) func(context.Context, store.Store) error {
	return func(ctx context.Context, s store.Store) error {
		set, notifications := records.In(s), store.Set[app.Notification]{Store: s, Collection: records.Notifications}
		if err := s.Ensure(ctx, records.Notifications, records.Entries); err != nil {
			return fmt.Errorf("prepare notifications: %w", err)
		}
		rows := store.Set[older]{Store: s, Collection: records.Notifications}
		return rows.Each(ctx, store.Query{}, func(d store.Doc[older]) error {
			if d.Value.Params == nil {
				return nil
			}
			n := d.Value.Notification
			n.Facts = d.Value.Params.NoticeFacts
			n.Facts.Title = app.TitleIn(app.Text{PL: d.Value.Params.TitlePL, EN: d.Value.Params.TitleEN})
			if err := settleOlder(ctx, set, &n, now()); err != nil {
				return err
			}
			_, err := notifications.Replace(ctx, doc{ID: d.ID, Version: d.Version, Value: n})
			if errors.Is(err, store.ErrStale) || errors.Is(err, store.ErrNotFound) {
				return nil // another node does the same
			}
			return err
		})
	}
}

func settleOlder(ctx context.Context, set records.Set, n *app.Notification, now time.Time) error {
	if n.Facts.Entry == "" || n.Subject != n.Facts.Entry || n.State == app.ArchivedNote {
		return nil
	}
	e, err := set.Entries.Get(ctx, string(n.Facts.Entry))
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read entry %s: %w", n.Facts.Entry, err)
	}
	if entryWaits(e.Value, *n) {
		return nil
	}
	return settled(n, func() time.Time { return now })
}
