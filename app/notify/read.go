package notify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splot/app"
	"splot/app/store"
)

// List answers the actor's notifications, newest first: those in a state, or all that are not archived.
func (s *Service) List(ctx context.Context, actor app.Actor, state app.NotificationState, cursor store.Cursor, limit int) ([]*Notice, store.Cursor, error) {
	if !may(actor) {
		return nil, "", app.Unauthenticated()
	}
	states := []string{string(state)}
	if state == "" {
		states = []string{string(app.Unread), string(app.Read)}
	}
	docs, next, err := s.Notifications.Find(ctx, store.Query{
		Where: []store.Condition{store.Eq("recipient", string(actor.Person)), store.In("state", states...)},
		Sort:  "createdAt", Desc: true, Limit: limit, Cursor: cursor,
	})
	if err != nil {
		return nil, "", fmt.Errorf("list notifications: %w", err)
	}
	list := make([]*Notice, len(docs))
	for i, d := range docs {
		list[i] = notice(d)
	}
	return list, next, nil
}

func may(actor app.Actor) bool {
	return actor.Person != "" && actor.May(app.OpNotifications, app.Target{Person: actor.Person})
}

// Unread counts what the actor has not read.
func (s *Service) Unread(ctx context.Context, actor app.Actor) (int64, error) {
	if !may(actor) {
		return 0, app.Unauthenticated()
	}
	n, err := s.Notifications.Count(ctx, store.Query{Where: []store.Condition{
		store.Eq("recipient", string(actor.Person)), store.Eq("state", string(app.Unread)),
	}})
	if err != nil {
		return 0, fmt.Errorf("count notifications: %w", err)
	}
	return n, nil
}

// MaxIDs is how many notifications one call names.
const MaxIDs = 200

// Read marks notifications of the actor as read, by id. Ids of others' are as if they did not exist.
func (s *Service) Read(ctx context.Context, actor app.Actor, ids []app.ID) error {
	return s.mark(ctx, actor, ids, func(n *app.Notification) bool {
		if n.State != app.Unread {
			return false
		}
		n.State, n.ReadAt = app.Read, s.now()
		return true
	})
}

// Archive takes notifications of the actor out of the list.
func (s *Service) Archive(ctx context.Context, actor app.Actor, ids []app.ID) error {
	return s.mark(ctx, actor, ids, func(n *app.Notification) bool {
		if n.State == app.ArchivedNote {
			return false
		}
		if n.ReadAt.IsZero() {
			n.ReadAt = s.now()
		}
		n.State = app.ArchivedNote
		return true
	})
}

func (s *Service) mark(ctx context.Context, actor app.Actor, ids []app.ID, change func(*app.Notification) bool) error {
	if !may(actor) {
		return app.Unauthenticated()
	}
	if len(ids) > MaxIDs {
		return app.Wrong("ids", "too_many", "max", MaxIDs, "have", len(ids))
	}
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = string(id)
	}
	_, err := s.markWhere(ctx, actor, []store.Condition{store.In(store.IDField, list...)}, change)
	if err != nil {
		return err
	}
	return s.marked(ctx, actor)
}

// ReadUpTo marks as read all that the actor had when the named notification came, and that one.
func (s *Service) ReadUpTo(ctx context.Context, actor app.Actor, id app.ID) error {
	if !may(actor) {
		return app.Unauthenticated()
	}
	last, err := s.Notifications.Get(ctx, string(id))
	if errors.Is(err, store.ErrNotFound) || err == nil && last.Value.Recipient != actor.Person {
		return app.NotFound()
	}
	if err != nil {
		return fmt.Errorf("read notification %s: %w", id, err)
	}
	where := []store.Condition{store.Eq("state", string(app.Unread)), {Field: "createdAt", Max: last.Value.CreatedAt}}
	now := s.now()
	for {
		n, err := s.markWhere(ctx, actor, where, func(n *app.Notification) bool { return read(n, now) })
		if err != nil {
			return err
		}
		if n < pageSize {
			return s.marked(ctx, actor)
		}
	}
}

func read(n *app.Notification, at time.Time) bool {
	n.State, n.ReadAt = app.Read, at
	return true
}

// pageSize is how many notifications are marked at once.
const pageSize = 500

// markWhere changes up to pageSize notifications of the actor and tells how many it found. One that changes
// meanwhile is left: it has more to tell than was read.
func (s *Service) markWhere(ctx context.Context, actor app.Actor, where []store.Condition, change func(*app.Notification) bool) (int, error) {
	where = append([]store.Condition{store.Eq("recipient", string(actor.Person))}, where...)
	docs, _, err := s.Notifications.Find(ctx, store.Query{Where: where, Limit: pageSize})
	if err != nil {
		return 0, fmt.Errorf("find notifications: %w", err)
	}
	var writes []store.Write
	for _, d := range docs {
		if !change(&d.Value) {
			continue
		}
		w, err := s.Notifications.ReplaceWrite(d)
		if err != nil {
			return 0, err
		}
		writes = append(writes, w)
	}
	if len(writes) == 0 {
		return 0, nil
	}
	errs, err := s.Store.Write(ctx, writes...)
	if err != nil {
		return 0, fmt.Errorf("mark notifications: %w", err)
	}
	for _, err := range errs {
		if err != nil && !errors.Is(err, store.ErrStale) && !errors.Is(err, store.ErrNotFound) {
			return 0, fmt.Errorf("mark notification: %w", err)
		}
	}
	return len(docs), nil
}

// marked tells the actor's other tabs. That it fails does not undo the marks: they are read with the next list.
func (s *Service) marked(ctx context.Context, actor app.Actor) error {
	return s.changed(ctx, scopes{people: []app.ID{actor.Person}}, "marked:"+string(s.newID()), 1, aNotification, "")
}
