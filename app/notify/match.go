package notify

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// window is how long matches that an entry gains share one notification: five partners that are approved within a minute
// are one row that counts five, brought up to date and unread again with each. Whoever counts rows sees fewer than
// approvals, which is meant. (Fewer than approvals can also match: near-identical texts make their own words common, and
// from about ten copies on the score of a pair falls below the threshold.)
const window = time.Minute

// news is what a step of a match is for the side that did not take it.
var news = map[string]app.NoticeKind{
	"interest": app.NoticeMatchInterest, "mutual": app.NoticeMatchMutual, "declined": app.NoticeMatchDeclined,
	"talking": app.NoticeMatchProgress, "agreed": app.NoticeMatchProgress,
}

// Match notifies both sides of what happened to a match. It handles records.TopicMatch.
func (s *Service) Match(ctx context.Context, e store.Event) error {
	step, err := records.Payload[records.MatchStep](e)
	if err != nil {
		return err
	}
	d, err := s.Matches.Get(ctx, e.Key)
	if errors.Is(err, store.ErrNotFound) {
		return s.matchGone(ctx, e)
	}
	if err != nil {
		return fmt.Errorf("read match %s: %w", e.Key, err)
	}
	m := &d.Value
	if step.Action == "suggested" {
		for _, side := range []app.Side{app.NeedSide, app.OfferSide} {
			if err := s.suggested(ctx, m, side); err != nil {
				return err
			}
		}
		return nil
	}
	if m.State != app.MatchInterest || m.Closed { // it was answered, or taken back
		if err := s.settle(ctx, e, m.ID, nil, app.NoticeMatchInterest); err != nil {
			return err
		}
	}
	kind, ok := news[step.Action]
	past := kind == app.NoticeMatchInterest && m.State != app.MatchInterest // it waits for no answer any more
	if ok && !m.Closed && !past {
		if err := s.stepped(ctx, m, kind, step); err != nil {
			return err
		}
	}
	return s.matchChanged(ctx, e, m)
}

func sideOf(m *app.Match, side app.Side) *app.Party {
	if side == app.NeedSide {
		return &m.Need
	}
	return &m.Offer
}

// suggested tells one side of the matches that its entry has gained within the window.
func (s *Service) suggested(ctx context.Context, m *app.Match, side app.Side) error {
	own, other := sideOf(m, side), sideOf(m, side.Other())
	e, err := s.Entries.Get(ctx, string(own.Entry))
	if errors.Is(err, store.ErrNotFound) || err == nil && e.Value.Approved == nil {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read entry %s: %w", own.Entry, err)
	}
	if e.Value.FromImport() {
		return s.suggestedToImporter(ctx, own, other, e.Value)
	}
	from := m.CreatedAt.Truncate(window)
	gained := []store.Condition{
		store.Eq("entries", string(own.Entry)), store.Eq("closed", false), {Field: "createdAt", Min: from, Below: from.Add(window)},
	}
	count, err := s.Matches.Count(ctx, store.Query{Where: gained})
	if err != nil {
		return fmt.Errorf("count new matches of entry %s: %w", own.Entry, err)
	}
	best, err := s.Matches.First(ctx, store.Query{Where: gained, Sort: "score", Desc: true})
	if errors.Is(err, store.ErrNotFound) {
		return nil // they have gone meanwhile
	}
	if err != nil {
		return fmt.Errorf("find best new match of entry %s: %w", own.Entry, err)
	}
	cause := "match_new:" + string(own.Entry) + ":" + strconv.FormatInt(from.Unix(), 10)
	people, err := s.scope(ctx, "", representatives(own.Organisation)...)
	if err != nil {
		return err
	}
	err = s.tell(ctx, people, app.Notification{
		Cause: cause, Kind: app.NoticeMatchNew, Subject: own.Entry,
		Facts: app.NoticeFacts{
			Entry: own.Entry, Match: app.ID(best.ID), Title: app.TitleIn(e.Value.Approved.Content.Title), EntryKind: own.Kind,
			OtherKind: other.Kind, Count: count, Score: rounded(best.Value.Score),
		},
	}, count)
	if err != nil {
		return err
	}
	to := scopes{organisations: []app.ID{own.Organisation}, clusters: []app.ID{own.Cluster}}
	return s.changed(ctx, to, cause, count, aMatch, m.ID)
}

// suggestedToImporter tells an organisation that imported its entries of a partner's entry that was approved after
// them: once for the partner's entry, naming the best match, however many of the imported entries it fits. The matches
// that the import itself brought are told to nobody one by one.
func (s *Service) suggestedToImporter(ctx context.Context, own, other *app.Party, imported app.Entry) error {
	partner, err := s.Entries.Get(ctx, string(other.Entry))
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read entry %s: %w", other.Entry, err)
	}
	if p := partner.Value; p.Approved == nil || p.FromImport() || !p.Approved.At.After(imported.Approved.At) {
		return nil
	}
	best, err := s.Matches.First(ctx, store.Query{Where: []store.Condition{
		store.Eq("entries", string(other.Entry)), store.Eq("organisations", string(own.Organisation)), store.Eq("closed", false),
	}, Sort: "score", Desc: true})
	if errors.Is(err, store.ErrNotFound) {
		return nil // they have gone meanwhile
	}
	if err != nil {
		return fmt.Errorf("find best match of entry %s: %w", other.Entry, err)
	}
	of := best.Value.Need
	if of.Organisation != own.Organisation {
		of = best.Value.Offer
	}
	e, err := s.Entries.Get(ctx, string(of.Entry))
	if err != nil || e.Value.Approved == nil {
		return err
	}
	to, err := s.scope(ctx, "", representatives(own.Organisation)...)
	if err != nil {
		return err
	}
	cause := "match_new:" + string(other.Entry) + ":" + string(own.Organisation)
	err = s.tell(ctx, to, app.Notification{
		Cause: cause, Kind: app.NoticeMatchNew, Subject: of.Entry,
		Facts: app.NoticeFacts{
			Entry: of.Entry, Match: app.ID(best.ID), Title: app.TitleIn(e.Value.Approved.Content.Title), EntryKind: of.Kind,
			OtherKind: other.Kind, Count: 1, Score: rounded(best.Value.Score),
		},
	}, 1)
	if err != nil {
		return err
	}
	return s.changed(ctx, scopes{organisations: []app.ID{own.Organisation}, clusters: []app.ID{own.Cluster}}, cause, 1, aMatch, app.ID(best.ID))
}

func rounded(score float64) float64 { return math.Round(score*10) / 10 }

// stepped tells the other side what one side did, and both when that made the match mutual. A side that goes back
// and forth is told of once a day.
func (s *Service) stepped(ctx context.Context, m *app.Match, kind app.NoticeKind, step records.MatchStep) error {
	sides := []app.Side{step.Side.Other()}
	if kind == app.NoticeMatchMutual {
		sides = []app.Side{app.NeedSide, app.OfferSide}
	}
	cause := string(kind) + ":" + string(m.ID) + ":" + step.Action + ":" + string(step.Side)
	if kind == app.NoticeMatchInterest || kind == app.NoticeMatchDeclined {
		cause += ":" + m.UpdatedAt.Format(time.DateOnly)
	}
	for _, side := range sides {
		own, other := sideOf(m, side), sideOf(m, side.Other())
		e, err := s.Entries.Get(ctx, string(own.Entry))
		if err != nil || e.Value.Approved == nil {
			if err == nil || errors.Is(err, store.ErrNotFound) {
				continue
			}
			return fmt.Errorf("read entry %s: %w", own.Entry, err)
		}
		to, err := s.scope(ctx, step.By, representatives(own.Organisation)...)
		if err != nil {
			return err
		}
		f := app.NoticeFacts{
			Entry: own.Entry, Match: m.ID, Title: app.TitleIn(e.Value.Approved.Content.Title), EntryKind: own.Kind, OtherKind: other.Kind,
			Score: rounded(m.Score),
		}
		if kind == app.NoticeMatchDeclined {
			f.Reason = m.DeclineReason
		}
		if kind == app.NoticeMatchProgress {
			f.Progress = step.Action
		}
		if err := s.tell(ctx, to, app.Notification{Cause: cause, Kind: kind, Subject: m.ID, Facts: f}, 1); err != nil {
			return err
		}
	}
	return nil
}

// matchChanged tells the open screens of both sides and of the managers of their clusters.
func (s *Service) matchChanged(ctx context.Context, e store.Event, m *app.Match) error {
	return s.changed(ctx, scopes{organisations: m.Organisations, clusters: m.Clusters}, "event:"+e.ID, 1, aMatch, m.ID)
}

// MatchSeen tells the own side's open screens that a match is new no longer. It handles records.TopicMatchSeen.
func (s *Service) MatchSeen(ctx context.Context, e store.Event) error {
	step, err := records.Payload[records.MatchStep](e)
	if err != nil {
		return err
	}
	d, err := s.Matches.Get(ctx, e.Key)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read match %s: %w", e.Key, err)
	}
	own := scopes{organisations: []app.ID{d.Value.Party(step.Side).Organisation}}
	return s.changed(ctx, own, "event:"+e.ID, 1, aMatch, app.ID(d.ID))
}

// matchGone tells the open screens that a suggestion is no more; who they are, its entries know.
func (s *Service) matchGone(ctx context.Context, e store.Event) error {
	step, err := records.Payload[records.MatchStep](e)
	if err != nil {
		return err
	}
	entries, err := s.Entries.ByID(ctx, step.Entries)
	if err != nil {
		return fmt.Errorf("read entries of match %s: %w", e.Key, err)
	}
	m := app.Match{ID: app.ID(e.Key)}
	for _, entry := range entries {
		if !entry.Value.FromImport() {
			m.Organisations = append(m.Organisations, entry.Value.Organisation)
			m.Clusters = append(m.Clusters, entry.Value.Cluster)
		}
	}
	if len(m.Organisations) == 0 {
		return nil
	}
	return s.matchChanged(ctx, e, &m)
}
