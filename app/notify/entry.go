package notify

import (
	"context"
	"errors"
	"fmt"

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
	kind, to, err := s.waiting(ctx, d.Value, step)
	if err != nil {
		return err
	}
	if kind != "" {
		err := s.tell(ctx, to, app.Notification{
			Cause: kind + ":" + e.ID, Kind: kind, Subject: d.Value.ID,
			Params: facts{
				entry: d.Value.ID, title: titleOf(d.Value), entryKind: d.Value.Kind, number: int64(step.Number),
			}.params(),
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

// waiting says who waits for a step, and what kind of notification it is for them; empty if nobody does.
func (s *Service) waiting(ctx context.Context, e app.Entry, step records.EntryStep) (kind string, to []app.ID, err error) {
	switch step.Action {
	case "submitted":
		if to, err = s.scope(ctx, step.By, managers(e.Cluster)...); err != nil {
			return "", nil, err
		}
		auditor, err := s.person(ctx, e.Auditor, step.By) // who asked for changes waits for them
		return "entry_submitted", distinct(append(to, auditor...)), err
	case "assigned":
		to, err = s.person(ctx, e.Auditor, step.By)
		return "entry_assigned", to, err
	case "changes_requested":
		kind = "entry_changes_requested"
	case "approved":
		kind = "entry_approved"
	case "expiring":
		kind = "entry_expiring"
	case "expired":
		kind = "entry_expired"
	default:
		return "", nil, nil
	}
	to, err = s.scope(ctx, step.By, representatives(e.Organisation)...)
	return kind, to, err
}

// entryChanged tells the open screens of those who follow the entry's workflow.
func (s *Service) entryChanged(ctx context.Context, e store.Event, entry app.Entry) error {
	to, err := s.scope(ctx, "", append(representatives(entry.Organisation), managers(entry.Cluster)...)...)
	if err != nil {
		return err
	}
	auditor, err := s.person(ctx, entry.Auditor, "")
	if err != nil {
		return err
	}
	return s.changed(ctx, distinct(append(to, auditor...)), "event:"+e.ID, "entry", entry.ID)
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
	to, err := s.scope(ctx, "", append(representatives(app.ID(d.ID)), managers(d.Value.Clusters...)...)...)
	if err != nil {
		return err
	}
	return s.changed(ctx, to, "event:"+e.ID, "organisation", app.ID(d.ID))
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
