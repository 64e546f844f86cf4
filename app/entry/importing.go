package entry

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"splot/app"
	"splot/app/records"
	"splot/app/store"
)

// untouchable are the states in which an import never changes an entry: somebody audits it, its author answers an
// auditor, or its owner has ended it.
var untouchable = []app.EntryState{app.EntrySubmitted, app.EntryInReview, app.EntryChangesRequested, app.EntryWithdrawn}

// PutImported stores up to store.MaxBatch/2 entries as an import wants them: new ones, or the next version of those that
// have an id. It returns an error for each, ClassStale for one that somebody changed since it was read. Of trusted
// sources, which only the program itself may approve, a title is enough.
func (s *Service) PutImported(ctx context.Context, actor app.Actor, items []app.ImportedEntry) ([]error, error) {
	ids := make([]app.ID, len(items))
	for i, item := range items {
		ids[i] = item.ID
	}
	present, err := s.Entries.ByID(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read imported entries: %w", err)
	}
	results := make([]error, len(items))
	var writes []store.Write
	var places []int
	for i, item := range items {
		w, err := s.importWrites(actor, present[item.ID], item)
		results[i] = err
		for range w {
			places = append(places, i)
		}
		writes = append(writes, w...)
	}
	if len(writes) == 0 {
		return results, nil
	}
	errs, err := s.Store.Write(ctx, writes...)
	if err != nil {
		return nil, fmt.Errorf("import entries: %w", err)
	}
	for i, err := range errs {
		// A frozen version without its entry is left by an import that was broken off.
		if err != nil && (writes[i].Collection != records.Versions || !errors.Is(err, store.ErrDuplicate)) {
			results[places[i]] = putIntoWords(err)
		}
	}
	return results, nil
}

func putIntoWords(err error) error {
	switch {
	case errors.Is(err, store.ErrStale):
		return app.Stale()
	case errors.Is(err, store.ErrDuplicate):
		return app.Wrong("external_id", "twice")
	}
	return err
}

// importWrites are the writes of one entry, or why there are none.
func (s *Service) importWrites(actor app.Actor, d doc, item app.ImportedEntry) ([]store.Write, error) {
	d.Value.ID = item.ID
	if err := s.importable(actor, d, item); err != nil {
		return nil, err
	}
	if item.Remember {
		d.Value.Imported = item.Memory
		w, err := s.Entries.ReplaceWrite(d)
		return []store.Write{w}, err
	}
	now := s.now()
	if item.ID == "" {
		d = doc{ID: string(s.newID()), Value: app.Entry{
			ExternalID: item.ExternalID, Kind: item.Kind, Cluster: item.Cluster, Organisation: item.Organisation, Author: actor.Person,
			State: app.EntryDraft, CreatedAt: now,
		}}
		d.Value.ID = app.ID(d.ID)
	}
	e := &d.Value
	e.Content, e.Imported, e.UpdatedAt = item.Content, item.Memory, now
	step := app.Step{At: now, By: actor.Person, Action: "imported"}
	if item.Approve {
		e.Number++
		e.SubmittedAt = now
		s.approve(e, "", nil)
	} else {
		e.State = app.EntryDraft
	}
	step.Number = e.Number
	e.History = append(e.History, step)
	return s.importedWrites(d, item, s.events(*e, step, item.Approve))
}

func (s *Service) importedWrites(d doc, item app.ImportedEntry, events []store.Event) ([]store.Write, error) {
	write := s.Entries.ReplaceWrite
	if item.ID == "" {
		write = func(d doc, events ...store.Event) (store.Write, error) {
			return s.Entries.InsertWrite(d.ID, d.Value, events...)
		}
	}
	w, err := write(d, events...)
	if err != nil || !item.Approve {
		return []store.Write{w}, err
	}
	e := d.Value
	frozen, err := s.Versions.InsertWrite(records.VersionID(e.ID, e.Number), records.Version{
		Entry: e.ID, Number: e.Number, Content: e.Content, SubmittedAt: e.SubmittedAt,
	})
	return []store.Write{frozen, w}, err
}

// importable tells why an entry cannot be stored as it is wanted.
func (s *Service) importable(actor app.Actor, d doc, item app.ImportedEntry) error {
	op := app.OpCreateEntry
	if item.ID != "" {
		op = app.OpEditEntry
	}
	switch {
	case !actor.May(op, app.Target{Organisations: []app.ID{item.Organisation}, Clusters: []app.ID{item.Cluster}}), item.Approve && !actor.System:
		return app.Forbidden()
	case item.ID != "" && d.ID == "":
		return app.NotFound()
	case item.ID != "" && d.Version != item.Version:
		return app.Stale()
	case item.Remember:
		return nil
	case slices.Contains(untouchable, d.Value.State):
		return wrongState(d.Value)
	}
	v := app.Validator{Errors: item.Content.Check(item.Kind, false)}
	v.RequiredString("external_id", item.ExternalID)
	v.Required("title", item.Content.Title)
	return v.Err()
}
