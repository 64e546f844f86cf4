package notify

import (
	"context"
	"errors"
	"fmt"

	"splot/app"
	"splot/app/store"
)

// Recomputed tells an organisation once of all matches that it gained while everything was matched anew. It handles
// records.TopicRecomputed.
func (s *Service) Recomputed(ctx context.Context, e store.Event) error {
	d, err := s.Gains.Get(ctx, e.Key)
	if errors.Is(err, store.ErrNotFound) || err == nil && d.Value.FinishedAt.IsZero() {
		return nil // a later run will tell
	}
	if err != nil {
		return fmt.Errorf("read what organisation %s gained: %w", e.Key, err)
	}
	gained := []store.Condition{
		store.Eq("shownTo", e.Key), store.Eq("closed", false), {Field: "createdAt", Min: d.Value.StartedAt, Max: d.Value.FinishedAt},
	}
	count, err := s.Matches.Count(ctx, store.Query{Where: gained})
	if err != nil || count == 0 {
		return err
	}
	best, err := s.Matches.First(ctx, store.Query{Where: gained, Sort: "score", Desc: true})
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find best new match of organisation %s: %w", e.Key, err)
	}
	own, other := best.Value.Need, best.Value.Offer
	if string(own.Organisation) != e.Key {
		own, other = other, own
	}
	to, err := s.scope(ctx, "", representatives(app.ID(e.Key))...)
	if err != nil {
		return err
	}
	return s.tell(ctx, to, app.Notification{
		Cause: "matches_recomputed:" + string(d.Value.Run), Kind: app.NoticeRecomputed, Subject: app.ID(best.ID),
		Facts: app.NoticeFacts{
			Match: app.ID(best.ID), Entry: own.Entry, EntryKind: own.Kind, OtherKind: other.Kind, Count: count,
			Score: rounded(best.Value.Score),
		},
	}, 1)
}

// NeedUnmet tells the managers of a need's cluster that its owner asks for help with it. It handles
// records.TopicNeedUnmet.
func (s *Service) NeedUnmet(ctx context.Context, e store.Event) error {
	d, err := s.Entries.Get(ctx, e.Key)
	if errors.Is(err, store.ErrNotFound) || err == nil && d.Value.Approved == nil {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read entry %s: %w", e.Key, err)
	}
	to, err := s.scope(ctx, "", managers(d.Value.Cluster)...)
	if err != nil {
		return err
	}
	return s.tell(ctx, to, app.Notification{
		Cause: "need_unmet:" + e.ID, Kind: app.NoticeNeedUnmet, Subject: app.ID(d.ID),
		Facts: app.NoticeFacts{Entry: app.ID(d.ID), Title: app.TitleIn(d.Value.Approved.Content.Title), EntryKind: d.Value.Kind},
	}, 1)
}
