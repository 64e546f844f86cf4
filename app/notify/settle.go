package notify

import (
	"context"
	"errors"
	"fmt"

	"splot/app"
	"splot/app/store"
)

// settle archives the notifications about a subject that waited for what has happened now, of all to whom which
// applies, and tells the recipients' screens. What comes twice settles once.
func (s *Service) settle(ctx context.Context, e store.Event, subject app.ID, which func(app.Notification) bool, kinds ...app.NoticeKind) error {
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = string(kind)
	}
	waiting := store.Query{Where: []store.Condition{
		store.Eq("subject", string(subject)), store.In("kind", names...), store.In("state", string(app.Unread), string(app.Read)),
	}}
	var to scopes
	err := s.Notifications.Each(ctx, waiting, func(d doc) error {
		if which != nil && !which(d.Value) {
			return nil
		}
		to.people = append(to.people, d.Value.Recipient)
		return s.archive(ctx, d.ID)
	})
	if err != nil {
		return fmt.Errorf("settle notifications about %s: %w", subject, err)
	}
	return s.changed(ctx, to, "settled:"+e.ID, 1, aNotification, "")
}

// archive takes a notification out of the list because it is settled.
func (s *Service) archive(ctx context.Context, id string) error {
	_, err := s.Notifications.Change(ctx, id, func(n *app.Notification) ([]store.Event, error) {
		return nil, settled(n, s.now)
	})
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrUnchanged) {
		return nil
	}
	return err
}

func settled(n *app.Notification, now app.Clock) error {
	if n.State == app.ArchivedNote {
		return store.ErrUnchanged
	}
	n.State, n.SettledAt = app.ArchivedNote, now()
	if n.ReadAt.IsZero() {
		n.ReadAt = n.SettledAt
	}
	return nil
}
