package notify

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"splot/app"
	"splot/app/store"
)

// WatchHit tells a person of the entries that came to satisfy one of their watches: those of one minute share one
// notification. It handles records.TopicWatchHit.
func (s *Service) WatchHit(ctx context.Context, e store.Event) error {
	hit, err := s.WatchHits.Get(ctx, e.Key)
	if err == nil {
		return s.hits(ctx, hit.Value)
	}
	if errors.Is(err, store.ErrNotFound) {
		return nil // the watch was deleted
	}
	return fmt.Errorf("read hit %s: %w", e.Key, err)
}

func (s *Service) hits(ctx context.Context, hit app.WatchHit) error {
	watch, err := s.Watches.Get(ctx, string(hit.Watch))
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read watch %s: %w", hit.Watch, err)
	}
	from := hit.At.Truncate(window)
	count, err := s.WatchHits.Count(ctx, store.Query{Where: []store.Condition{
		store.Eq("watch", string(hit.Watch)), {Field: "at", Min: from, Below: from.Add(window)},
	}})
	if err != nil {
		return fmt.Errorf("count hits of watch %s: %w", hit.Watch, err)
	}
	to, err := s.person(ctx, hit.Person, "")
	if err != nil {
		return err
	}
	f := app.NoticeFacts{Watch: hit.Watch, Title: app.TitleIn(app.Text{PL: watch.Value.Name}), Count: max(1, count)}
	if f.Count == 1 {
		f.Entry = hit.Entry
	}
	return s.tell(ctx, to, app.Notification{
		Cause: "watch_hit:" + string(hit.Watch) + ":" + strconv.FormatInt(from.Unix(), 10), Kind: app.NoticeWatchHit, Subject: hit.Watch,
		Facts: f,
	}, f.Count)
}
