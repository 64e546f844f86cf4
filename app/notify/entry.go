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

// EntryStep notifies those who wait for a step of an entry. It handles records.TopicEntryStep.
func (s *Service) EntryStep(ctx context.Context, e store.Event) error {
	step, err := records.Payload[records.EntryStep](e)
	if err != nil || step.Action == "imported" {
		return err
	}
	d, err := s.Entries.Get(ctx, e.Key)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read entry %s: %w", e.Key, err)
	}
	if err := s.settleEntry(ctx, e, d.Value); err != nil {
		return err
	}
	kind, to, err := s.waiting(ctx, d.Value, step)
	if err != nil {
		return err
	}
	if kind != "" {
		err := s.tell(ctx, to, app.Notification{
			Cause: string(kind) + ":" + e.ID, Kind: kind, Subject: d.Value.ID,
			Facts: app.NoticeFacts{
				Entry: d.Value.ID, Title: app.TitleIn(titleOf(d.Value)), EntryKind: d.Value.Kind, Number: int64(step.Number),
			},
		}, 1)
		if err != nil {
			return err
		}
	}
	return s.entryChanged(ctx, e, d.Value)
}

func titleOf(e app.Entry) app.Text {
	if e.Content.Title.Empty() && e.Approved != nil {
		return e.Approved.Content.Title
	}
	return e.Content.Title
}

// workflowKinds are the notifications that wait for something to be done with an entry.
var workflowKinds = []app.NoticeKind{
	app.NoticeEntrySubmitted, app.NoticeEntryAssigned, app.NoticeEntryResubmitted, app.NoticeChangesRequested, app.NoticeEntryExpiring,
	app.NoticeEntryExpired,
}

// settleEntry takes back what does not wait any more. It goes by the entry's present state, so that an event that comes
// again later takes back nothing that was told since.
func (s *Service) settleEntry(ctx context.Context, e store.Event, entry app.Entry) error {
	return s.settle(ctx, e, entry.ID, func(n app.Notification) bool { return !entryWaits(entry, n) }, workflowKinds...)
}

// entryWaits tells whether the recipient still has to do what a notification about the entry says.
func entryWaits(e app.Entry, n app.Notification) bool {
	switch n.Kind {
	case app.NoticeEntrySubmitted:
		return e.State == app.EntrySubmitted
	case app.NoticeEntryAssigned, app.NoticeEntryResubmitted:
		return e.State == app.EntryInReview && e.Auditor == n.Recipient
	case app.NoticeChangesRequested:
		return e.State == app.EntryChangesRequested
	case app.NoticeEntryExpiring, app.NoticeEntryExpired: // until it is renewed or approved anew
		return e.Approved == nil || e.Approved.ValidUntil.Sub(n.CreatedAt) < renewedFor
	}
	return true
}

// renewedFor tells a validity that was renewed since a notification from one that was about to end then.
const renewedFor = 60 * 24 * time.Hour

// waiting says who waits for a step, and what kind of notification it is for them; empty if nobody does, also because
// the entry has moved on since.
func (s *Service) waiting(ctx context.Context, e app.Entry, step records.EntryStep) (kind app.NoticeKind, to []app.ID, err error) {
	switch step.Action {
	case "submitted":
		if e.State == app.EntryInReview { // it went straight to the auditor who had asked for changes
			to, err = s.person(ctx, e.Auditor, step.By)
			return app.NoticeEntryResubmitted, to, err
		}
		if e.State != app.EntrySubmitted {
			return "", nil, nil
		}
		to, err = s.scope(ctx, step.By, managers(e.Cluster)...)
		return app.NoticeEntrySubmitted, to, err
	case "assigned":
		if e.State != app.EntryInReview {
			return "", nil, nil
		}
		to, err = s.person(ctx, e.Auditor, step.By)
		return app.NoticeEntryAssigned, to, err
	case "changes_requested":
		if e.State != app.EntryChangesRequested {
			return "", nil, nil
		}
		kind = app.NoticeChangesRequested
	case "approved":
		kind = app.NoticeEntryApproved
	case "expiring":
		kind = app.NoticeEntryExpiring
	case "expired":
		kind = app.NoticeEntryExpired
	default:
		return "", nil, nil
	}
	to, err = s.scope(ctx, step.By, representatives(e.Organisation)...)
	return kind, to, err
}

// entryChanged tells the open screens of those who follow the entry's workflow.
func (s *Service) entryChanged(ctx context.Context, e store.Event, entry app.Entry) error {
	to := scopes{organisations: []app.ID{entry.Organisation}, clusters: []app.ID{entry.Cluster}}
	if entry.Auditor != "" {
		to.people = []app.ID{entry.Auditor}
	}
	return s.changed(ctx, to, "event:"+e.ID, 1, anEntry, entry.ID)
}

// Organisation tells open screens that an organisation changed. It handles records.TopicOrganisation.
func (s *Service) Organisation(ctx context.Context, e store.Event) error {
	d, err := s.Organisations.Get(ctx, e.Key)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read organisation %s: %w", e.Key, err)
	}
	id := app.ID(d.ID)
	return s.changed(ctx, scopes{organisations: []app.ID{id}, clusters: d.Value.Clusters}, "event:"+e.ID, 1, anOrg, id)
}

func distinct(ids []app.ID) []app.ID {
	seen := map[app.ID]bool{}
	out := ids[:0]
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}
