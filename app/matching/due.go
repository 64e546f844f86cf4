package matching

import (
	"context"
	"errors"
	"fmt"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// due says which event has an entry matched once more: of several that were asked for, the last one does for all. Its
// id is a prefix, for the reason, and the entry's.
type due struct {
	Event string `bson:"event"`
}

var dues = &store.Collection{Name: "dues"}

const (
	settlePrefix   = "settle:"   // a search server had time to index it, or it is to be matched with all there is
	gatheredPrefix = "gathered:" // its changes were gathered for a moment
)

// dueOnce sends an event unless one is due for the same reason.
func (s *Service) dueOnce(ctx context.Context, id string, e store.Event) error {
	err := s.dues.Insert(ctx, id, due{e.ID}, e)
	if errors.Is(err, store.ErrDuplicate) {
		return nil
	}
	return err
}

// undue forgets what is due; with an event only if that is the one.
func (s *Service) undue(ctx context.Context, id, event string) error {
	d, err := s.dues.Get(ctx, id)
	if err == nil && (event == "" || d.Value.Event == event) {
		err = s.dues.Delete(ctx, d)
	}
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrStale) {
		return nil
	}
	return err
}

// settleLater asks for one more match of an entry when the search server has had time to index it.
func (s *Service) settleLater(ctx context.Context, entry string) error {
	if s.settleAfter <= 0 {
		return nil
	}
	e := s.event(records.TopicSettle, entry)
	e.Due = s.now().Add(s.settleAfter)
	return s.settleBy(ctx, entry, e)
}

// settleSoon asks for one more match of an entry, by an event of its own, so that live changes go between.
func (s *Service) settleSoon(ctx context.Context, entry string) error {
	return s.settleBy(ctx, entry, s.event(records.TopicSettle, entry))
}

func (s *Service) settleBy(ctx context.Context, entry string, e store.Event) error {
	if err := put(ctx, s.dues, settlePrefix+entry, due{e.ID}, e); err != nil {
		return fmt.Errorf("match entry %s once more: %w", entry, err)
	}
	return nil
}

// settle matches an entry once more, unless a later event does.
func (s *Service) settle(ctx context.Context, e store.Event) error {
	d, err := s.dues.Get(ctx, settlePrefix+e.Key)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("settle entry %s: %w", e.Key, err)
	}
	if err == nil && d.Value.Event != e.ID {
		return nil
	}
	if err := s.MatchEntry(ctx, app.ID(e.Key)); err != nil {
		return err
	}
	if err := s.undue(ctx, settlePrefix+e.Key, e.ID); err != nil {
		return fmt.Errorf("settle entry %s: %w", e.Key, err)
	}
	return nil
}
