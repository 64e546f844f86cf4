package matching

import (
	"context"
	"errors"
	"fmt"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// askEvery is how often a cluster's managers are asked about one need.
const askEvery = 7 * 24 * time.Hour

// asking is the last question to the managers about a need. Its id is the need's.
type asking struct {
	By app.ID    `bson:"by"`
	At time.Time `bson:"at"`
}

var askings = &store.Collection{Name: "askings"}

// AskManager asks the managers of the need's cluster for help with a need that finds no good match. Within a week of
// the last question it changes nothing. It answers when they were asked.
func (s *Service) AskManager(ctx context.Context, actor app.Actor, id app.ID) (time.Time, error) {
	p, err := s.need(ctx, actor, id, app.OpAskManager)
	if err != nil {
		return time.Time{}, err
	}
	if !p.Matched(s.now()) {
		return time.Time{}, app.Conflict("wrong_state", "state", string(p.Entry.Value.State))
	}
	d, err := s.askings.Upsert(ctx, string(id), func(have *asking, exists bool) ([]store.Event, error) {
		now := s.now()
		if exists && now.Sub(have.At) < askEvery {
			return nil, store.ErrUnchanged
		}
		*have = asking{By: actor.Person, At: now}
		return []store.Event{records.NewEvent(s.newID(), now, actor.Person, records.TopicNeedUnmet, id, nil)}, nil
	})
	return d.Value.At, records.Answer("ask managers about entry "+string(id), err)
}

// asked is when the managers were asked last; zero for never.
func (s *Service) asked(ctx context.Context, id app.ID) (time.Time, error) {
	d, err := s.askings.Get(ctx, string(id))
	if errors.Is(err, store.ErrNotFound) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("read question about entry %s: %w", id, err)
	}
	return d.Value.At, nil
}
